import { type JsonObject, textAt } from '../../../model/json.ts';
import { type Readiness, ready, waiting } from './readiness.ts';

/** A Namespace is ready when it is active. */
export function namespaceReadiness(object: JsonObject): Readiness {
  const phase = textAt(object, '/status/phase') ?? 'Unknown';
  return phase === 'Active' ? ready('active') : waiting(phase.toLowerCase());
}
