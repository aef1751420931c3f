import { type JsonObject, textAt } from '../../../model/json.ts';
import { conditionOf, type Readiness, ready, stuck, waiting } from './readiness.ts';

/** A CertificateSigningRequest is ready when it has its certificate; denied or failed it never gets one. */
export function signingRequestReadiness(object: JsonObject): Readiness {
  for (const type of ['Denied', 'Failed']) {
    const bad = conditionOf(object, type);
    if (bad?.status === 'True') return stuck(`${type.toLowerCase()}: ${bad.reason}: ${bad.message}`);
  }
  return (textAt(object, '/status/certificate') ?? '') === ''
    ? waiting('no certificate yet')
    : ready('issued');
}
