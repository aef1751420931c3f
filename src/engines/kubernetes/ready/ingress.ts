import { type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { type Readiness, ready } from './readiness.ts';

/** An Ingress does not hold up a deploy: many controllers never write an address into it. One that is there is told. */
export function ingressReadiness(object: JsonObject): Readiness {
  const [first] = listAt(object, '/status/loadBalancer/ingress');
  const address = textAt(first, '/ip') ?? textAt(first, '/hostname');
  return ready(address === undefined ? 'applied' : `has the address ${address}`);
}
