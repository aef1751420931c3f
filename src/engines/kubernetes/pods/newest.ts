import { isEqual, isObject, type Json, type JsonObject, textAt, valueAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { controllerOf } from './ownership.ts';

/**
 * Whether a Pod is of the newest version of its workload, as its controller counts versions: an older one may fail
 * without harm. `replicaSet` is the one that made it, undefined when it is not known (yet).
 */
export function isNewest(
  pod: JsonObject,
  id: Pick<ObjectId, 'group' | 'kind'>,
  workload: JsonObject,
  replicaSet: JsonObject | undefined,
): boolean | 'unknown' {
  switch (`${id.group}/${id.kind}`) {
    case 'apps/Deployment':
      return replicaSet ? hasTemplateOf(replicaSet, workload) : 'unknown';
    case 'apps/StatefulSet': {
      const wanted = textAt(workload, '/status/updateRevision');
      const own = textAt(pod, '/metadata/labels/controller-revision-hash');
      return wanted === undefined || own === undefined || own === wanted;
    }
    case 'apps/DaemonSet': {
      const wanted = textAt(workload, '/metadata/annotations/deprecated.daemonset.template.generation');
      const own = textAt(pod, '/metadata/labels/pod-template-generation');
      return wanted === undefined || own === undefined || own === wanted;
    }
    case 'argoproj.io/Rollout': {
      const wanted = textAt(workload, '/status/currentPodHash');
      const own = textAt(pod, '/metadata/labels/rollouts-pod-template-hash');
      return wanted === undefined || own === undefined || own === wanted;
    }
    default:
      return true;
  }
}

/** The name of the ReplicaSet that made the Pod, undefined when something else did. */
export function replicaSetNameOf(pod: JsonObject): string | undefined {
  const controller = controllerOf(pod);
  return textAt(controller, '/kind') === 'ReplicaSet' ? textAt(controller, '/name') : undefined;
}

/** The controller's own rule: the templates are the same but for the hash (kubernetes pkg/controller/deployment/util FindNewReplicaSet). */
function hasTemplateOf(replicaSet: JsonObject, deployment: JsonObject): boolean {
  return isEqual(
    withoutHash(valueAt(replicaSet, '/spec/template')),
    withoutHash(valueAt(deployment, '/spec/template')),
  );
}

function withoutHash(template: Json | undefined): Json | undefined {
  if (!isObject(template) || !isObject(template['metadata'])) return template;
  const { labels, creationTimestamp: _unset, ...metadata } = template['metadata'];
  const { 'pod-template-hash': _hash, ...rest } = isObject(labels) ? labels : {};
  return { ...template, metadata: { ...metadata, labels: rest } };
}
