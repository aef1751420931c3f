import { type JsonObject, valueAt } from '../../../model/json.ts';
import { conditionOf, type Readiness, ready, stuck, waiting } from './readiness.ts';

/** A Job is ready when it has completed; a suspended one is not waited for (helm pkg/kube/statuswait.go). */
export function jobReadiness(object: JsonObject): Readiness {
  if (conditionOf(object, 'Complete')?.status === 'True') return ready('completed');
  const failed = conditionOf(object, 'Failed');
  if (failed?.status === 'True') return stuck(`failed: ${failed.reason} ${failed.message}`.trim());
  if (valueAt(object, '/spec/suspend') === true) return ready('suspended');
  return waiting('running');
}
