import { isObject, type JsonObject, textAt, valueAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { appliedAtMs, timeMs } from '../pods/applied-at.ts';
import { byTime, type ClusterEvent } from '../pods/cluster-event.ts';
import type { Trouble } from '../pods/trouble.ts';
import { meaningOfRefusal } from '../pods/words.ts';
import { conditionOf, wantedReplicas } from '../ready/readiness.ts';

/** The server refuses to create Pods of a workload. */
export interface Refusal {
  readonly trouble: Trouble;
}

/**
 * Whether Pods of this workload are refused: by the condition ReplicaFailure of a Deployment or ReplicaSet, by an event
 * FailedCreate since our apply for controllers that have no such condition. Undefined when all Pods exist.
 */
export function refusalOf(
  id: Pick<ObjectId, 'group' | 'kind'>,
  body: JsonObject,
  warnings: readonly ClusterEvent[],
): Refusal | undefined {
  if (hasAllPods(id, body)) return undefined;
  const failure = conditionOf(body, 'ReplicaFailure');
  if (failure?.status === 'True') return refused(failure.message, failure.since);
  const appliedMs = appliedAtMs(body) ?? 0;
  const event = warnings
    .filter(({ reason, last }) => reason === 'FailedCreate' && (timeMs(last) ?? 0) >= appliedMs)
    .toSorted(byTime)
    .at(-1);
  return event && refused(event.message, event.first);
}

function refused(detail: string, since: string | undefined): Refusal {
  return {
    trouble: {
      ...meaningOfRefusal(detail),
      finality: 'lasts',
      reason: 'FailedCreate',
      detail,
      restarts: 0,
      ...(since !== undefined && { since }),
    },
  };
}

/** The event of a refusal stays for an hour; the Pod may have been made since. */
function hasAllPods(id: Pick<ObjectId, 'group' | 'kind'>, body: JsonObject): boolean {
  const status = valueAt(body, '/status');
  const count = (field: string): number => {
    const value = isObject(status) ? status[field] : undefined;
    return typeof value === 'number' ? value : 0;
  };
  switch (`${id.group}/${id.kind}`) {
    case 'apps/Deployment':
      return count('updatedReplicas') >= wantedReplicas(body);
    case 'apps/StatefulSet':
    case 'apps/ReplicaSet':
    case '/ReplicationController':
      return count('replicas') >= wantedReplicas(body);
    case 'apps/DaemonSet':
      return count('currentNumberScheduled') >= count('desiredNumberScheduled');
    case 'batch/Job':
      return count('active') > 0 || textAt(body, '/status/completionTime') !== undefined;
    default:
      return true;
  }
}
