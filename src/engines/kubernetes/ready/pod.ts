import { type JsonObject, textAt } from '../../../model/json.ts';
import { conditionOf, type Readiness, ready, stuck, waiting } from './readiness.ts';

/** A Pod on its own is ready when it is Ready or has succeeded; a failed one stays failed (kstatus core.go calls it ready). */
export function podReadiness(object: JsonObject): Readiness {
  const phase = textAt(object, '/status/phase') ?? 'Unknown';
  if (phase === 'Succeeded') return ready('succeeded');
  const message = textAt(object, '/status/message');
  if (phase === 'Failed') return stuck(message === undefined ? 'failed' : `failed: ${message}`);
  return conditionOf(object, 'Ready')?.status === 'True' ? ready('ready') : waiting(phase.toLowerCase());
}
