import { type JsonObject, valueAt } from '../../../model/json.ts';
import {
  countAt,
  isBehind,
  notSeen,
  type Readiness,
  ready,
  refusedPods,
  waiting,
  wantedReplicas,
} from './readiness.ts';

/** A ReplicaSet or ReplicationController is ready when all its Pods are available (kstatus core.go). */
export function replicaSetReadiness(object: JsonObject): Readiness {
  if (isBehind(object) || valueAt(object, '/status/observedGeneration') === undefined)
    return waiting(notSeen);
  const wanted = wantedReplicas(object);
  const available = countAt(object, 'availableReplicas');
  const surplus = countAt(object, 'replicas') - wanted;
  if (available < wanted) return waiting(`${available} of ${wanted} Pods available${refusedPods(object)}`);
  return surplus > 0
    ? waiting(`${surplus} surplus Pods left`)
    : ready(`${available} of ${wanted} Pods ready`);
}
