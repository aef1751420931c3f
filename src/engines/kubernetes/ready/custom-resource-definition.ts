import type { JsonObject } from '../../../model/json.ts';
import { conditionOf, type Readiness, ready, stuck, waiting } from './readiness.ts';

/** A CRD is ready when its kind is served (kstatus core.go). */
export function customResourceDefinitionReadiness(object: JsonObject): Readiness {
  const names = conditionOf(object, 'NamesAccepted');
  if (names?.status === 'False') return stuck(`its names are taken: ${names.message}`);
  return conditionOf(object, 'Established')?.status === 'True'
    ? ready('established')
    : waiting('not established yet');
}
