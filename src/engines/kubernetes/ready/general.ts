import type { JsonObject } from '../../../model/json.ts';
import { readinessByConditions } from './conditions.ts';
import { conditionOf, isBehind, notSeen, type Readiness, ready, stuck, waiting } from './readiness.ts';

/**
 * An object of a kind that nobody here knows, by what controllers have in common: observedGeneration, and the conditions
 * Reconciling, Stalled, Ready, Available (kstatus, kubernetes-sigs/cli-utils pkg/kstatus/status/generic.go).
 * Without a status it counts as applied; who waits for one says so with a rule.
 */
export function generalReadiness(object: JsonObject): Readiness {
  if (isBehind(object)) return waiting(notSeen);
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') return stuck(`stalled: ${stalled.reason}: ${stalled.message}`);
  const busy = conditionOf(object, 'Reconciling');
  if (busy?.status === 'True') return waiting(`reconciling: ${busy.message || busy.reason}`);
  if (conditionOf(object, 'Ready')) return readinessByConditions(object, { ready: ['Ready'] });
  if (conditionOf(object, 'Available')) return readinessByConditions(object, { ready: ['Available'] });
  return ready('applied');
}
