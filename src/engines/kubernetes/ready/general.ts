import type { JsonObject } from '../../../model/json.ts';
import type { ConditionRule } from './conditions.ts';
import { conditionOf } from './readiness.ts';

/**
 * The rule of a kind that nobody here knows, by what controllers have in common: observedGeneration, and the conditions
 * Reconciling, Stalled, Ready, Available (kstatus, kubernetes-sigs/cli-utils pkg/kstatus/status/generic.go).
 * Without a status it counts as applied; who waits for one says so with a rule.
 */
export function generalRule(object: JsonObject): ConditionRule {
  const told = ['Ready', 'Available'].filter(type => conditionOf(object, type) !== undefined).slice(0, 1);
  return { ready: told, failed: ['Stalled'], busy: ['Reconciling'] };
}
