import { type JsonObject, valueAt } from '../../../model/json.ts';
import { jobReadiness } from '../ready/job.ts';
import { type Readiness, waiting } from '../ready/readiness.ts';

/** A hook must have run: a Job that a queue holds back (spec.suspend) is waited for. */
export function hookReadiness(object: JsonObject): Readiness {
  const found = jobReadiness(object);
  const isHeld =
    found.state === 'ready' && found.message === 'suspended' && valueAt(object, '/spec/suspend') === true;
  return isHeld ? waiting('suspended') : found;
}
