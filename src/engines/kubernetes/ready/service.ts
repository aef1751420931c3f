import { type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { type Readiness, ready, waiting } from './readiness.ts';

/** A Service of type LoadBalancer is ready when it has an address; every other one as soon as the server took it. */
export function serviceReadiness(object: JsonObject): Readiness {
  if (textAt(object, '/spec/type') !== 'LoadBalancer') return ready('applied');
  const [first] = listAt(object, '/status/loadBalancer/ingress');
  const address = textAt(first, '/ip') ?? textAt(first, '/hostname');
  return address === undefined ? waiting('no address yet') : ready(`has the address ${address}`);
}
