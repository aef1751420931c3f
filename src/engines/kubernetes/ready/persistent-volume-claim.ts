import { type JsonObject, textAt } from '../../../model/json.ts';
import { type Readiness, ready, stuck } from './readiness.ts';

/**
 * A claim never holds up a deploy by itself: whether its class binds only for a Pod (WaitForFirstConsumer) its body does
 * not tell, and a Pod that needs it says so. A lost volume never comes back.
 */
export function persistentVolumeClaimReadiness(object: JsonObject): Readiness {
  const phase = textAt(object, '/status/phase') ?? 'Pending';
  if (phase === 'Lost') return stuck('lost: the volume that it was bound to is gone');
  return ready(phase === 'Bound' ? 'bound' : 'not bound yet; the Pods that use it are waited for');
}
