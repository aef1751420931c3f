import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { memberOf, partOfLabel } from '../names.ts';
import type { Intent } from './intent.ts';

/**
 * An object that belongs to another set: two targets that both declare it would take it from each other with every
 * deploy, so it stops the run before the first write. Undefined when it is ours or nobody's.
 */
export function foreignSet(intent: Intent, live: JsonObject, setId: string): Diagnostic | undefined {
  const owner = memberOf(live);
  if (owner === undefined || owner === setId) return undefined;
  return {
    code: 'owned-elsewhere',
    severity: 'error',
    message: `${intent.address} belongs to another set (${partOfLabel}: ${owner})`,
    hint: `Declare it in one place only. To move it here, let the other deploy give it up first, or take the label off: kubectl label ${kubectlName(intent.id)} ${partOfLabel}-`,
    location: intent.manifest.location,
    address: intent.address,
  };
}

/** An object as kubectl is told of it: `deployments.v1.apps/web -n shop`, whatever else bears that kind. */
function kubectlName({ kind, version, group, name, namespace }: ObjectId): string {
  const type = group === '' ? kind.toLowerCase() : `${kind}.${version}.${group}`;
  return `${type}/${name}${namespace === undefined ? '' : ` -n ${namespace}`}`;
}
