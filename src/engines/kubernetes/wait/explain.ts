import { Failure } from '../../../model/failure.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  textAt,
  valueAt,
} from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { Cluster } from '../cluster.ts';
import { conditionOf } from '../ready/readiness.ts';

const phase = 'wait';

/**
 * Why the Pods of a workload are not up, in one sentence: the waiting reason of a container, or the scheduler's words.
 * Undefined when its Pods say nothing or may not be read.
 */
export async function explainPods(
  id: ObjectId,
  workload: JsonObject,
  cluster: Cluster,
): Promise<string | undefined> {
  if (id.group === '' && id.kind === 'Pod') return explainPod(workload);
  const selector = valueAt(workload, '/spec/selector');
  // A ReplicationController selects by plain labels.
  const labels = id.kind === 'ReplicationController' ? selector : valueAt(selector, '/matchLabels');
  const pods = isObject(labels)
    ? await cluster.resourceOf({ group: '', version: 'v1', kind: 'Pod' }, phase)
    : undefined;
  if (!pods || !isObject(labels)) return undefined;
  const labelSelector = Object.entries(labels)
    .flatMap(([key, value]) => (typeof value === 'string' ? [`${key}=${value}`] : []))
    .join(',');
  try {
    const list = await cluster.list(
      pods,
      { labelSelector, ...(id.namespace !== undefined && { namespace: id.namespace }) },
      phase,
    );
    return list.items.map(explainPod).find(reason => reason !== undefined);
  } catch (error) {
    // Reading Pods is a courtesy: without the right to do so the verdict stands, only shorter.
    if (error instanceof Failure && error.code === 'permission-missing') return undefined;
    throw error;
  }
}

/** One sentence about a Pod that is not ready, or undefined when it gives no reason. */
export function explainPod(pod: JsonObject): string | undefined {
  const name = textAt(pod, '/metadata/name') ?? '';
  const statuses = [
    ...listAt(pod, '/status/initContainerStatuses'),
    ...listAt(pod, '/status/containerStatuses'),
  ];
  const container = statuses.map(explainContainer).find(reason => reason !== undefined);
  if (container !== undefined) return `Pod ${name}: ${container}`;
  const scheduled = conditionOf(pod, 'PodScheduled');
  return scheduled?.status === 'False' ? `Pod ${name}: ${scheduled.reason}: ${scheduled.message}` : undefined;
}

function explainContainer(status: Json): string | undefined {
  const name = textAt(status, '/name') ?? '';
  const reason = textAt(status, '/state/waiting/reason');
  if (reason === undefined || reason === 'ContainerCreating' || reason === 'PodInitializing')
    return undefined;
  const last = valueAt(status, '/lastState/terminated');
  const ended = isObject(last)
    ? ` (last ended with ${textAt(last, '/reason') ?? 'no reason'}, exit code ${numberAt(last, '/exitCode') ?? '?'})`
    : '';
  return `container ${name} is waiting: ${reason}: ${textAt(status, '/state/waiting/message') ?? 'no message'}${ended}`;
}
