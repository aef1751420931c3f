import type { JsonObject } from '../../../model/json.ts';
import { conditionOf, type Readiness, ready, waiting } from './readiness.ts';

/** An APIService is ready when the server behind it answers. */
export function apiServiceReadiness(object: JsonObject): Readiness {
  const available = conditionOf(object, 'Available');
  if (available?.status === 'True') return ready('available');
  return waiting(
    available ? `not available: ${available.reason}: ${available.message}` : 'not looked at yet',
  );
}
