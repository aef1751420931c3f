import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, valueAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { groupKindOf } from '../../../model/manifest.ts';

const pointers: Readonly<Record<string, string>> = {
  Pod: '/spec',
  PodTemplate: '/template/spec',
  ReplicationController: '/spec/template/spec',
  'Deployment.apps': '/spec/template/spec',
  'ReplicaSet.apps': '/spec/template/spec',
  'StatefulSet.apps': '/spec/template/spec',
  'DaemonSet.apps': '/spec/template/spec',
  'Job.batch': '/spec/template/spec',
  'CronJob.batch': '/spec/jobTemplate/spec/template/spec',
};

/** The JSON pointer of the Pod spec in objects of this kind, undefined when the kind makes no Pods by itself. */
export function podSpecPointerOf(id: Pick<ObjectId, 'group' | 'kind'>): string | undefined {
  const name = groupKindOf(id);
  return Object.hasOwn(pointers, name) ? pointers[name] : undefined;
}

/** The Pod spec of a workload, undefined when it has none. */
export function podSpecOf(id: Pick<ObjectId, 'group' | 'kind'>, object: JsonObject): JsonObject | undefined {
  const pointer = podSpecPointerOf(id);
  const spec = pointer === undefined ? undefined : valueAt(object, pointer);
  return isObject(spec) ? spec : undefined;
}

/** All containers of a Pod spec: init, regular and ephemeral. */
export function containersOf(podSpec: JsonObject): readonly JsonObject[] {
  const lists: readonly (Json | undefined)[] = [
    podSpec['initContainers'],
    podSpec['containers'],
    podSpec['ephemeralContainers'],
  ];
  return lists.flatMap(list => (isList(list) ? list.filter(item => isObject(item)) : []));
}
