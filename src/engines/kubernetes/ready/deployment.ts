import type { JsonObject } from '../../../model/json.ts';
import { valueAt } from '../../../model/json.ts';
import {
  conditionOf,
  countAt,
  isBehind,
  notSeen,
  type Readiness,
  ready,
  refusedPods,
  stuck,
  waiting,
  wantedReplicas,
} from './readiness.ts';

/** A Deployment is ready when all its Pods are of the newest template, available, and no old one is left (kstatus core.go). */
export function deploymentReadiness(object: JsonObject): Readiness {
  if (isBehind(object) || valueAt(object, '/status/observedGeneration') === undefined)
    return waiting(notSeen);
  if (valueAt(object, '/spec/paused') === true) return ready('paused: its Pods are not updated');
  const progressing = conditionOf(object, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return stuck(`no progress: ${progressing.message}`);
  const wanted = wantedReplicas(object);
  const updated = countAt(object, 'updatedReplicas');
  const available = countAt(object, 'availableReplicas');
  if (updated < wanted) return waiting(`${updated} of ${wanted} Pods updated${refusedPods(object)}`);
  if (countAt(object, 'replicas') > updated)
    return waiting(`${countAt(object, 'replicas') - updated} old Pods left`);
  // After a scale-down the newest template has Pods that nobody wants; counting them as ready makes "6 of 4".
  if (updated > wanted) return waiting(`${updated - wanted} surplus Pods left`);
  if (available < wanted) return waiting(`${available} of ${wanted} Pods available${refusedPods(object)}`);
  return ready(`${available} of ${wanted} Pods ready`);
}
