import { stringifyJson } from '../../../model/json.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster } from '../cluster.ts';
import { applySetManager, partOfLabel } from '../names.ts';
import type { PlannedSet } from '../plan/index.ts';

/**
 * Makes the namespace that lock and record are kept in, with nothing in it but its name and the label of the set: it
 * is made before the lock is held, so it must take nothing from an object that somebody else makes at the same moment.
 * One that is there is left as it is. @throws Failure permission-missing, object-refused
 */
export async function makeNamespace(cluster: Cluster, name: string, setId: string): Promise<void> {
  const body = stringifyJson({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { [partOfLabel]: setId } },
  });
  const query = { fieldManager: applySetManager };
  const answer = await cluster.raw('POST', '/api/v1/namespaces', { query, body }, 'lock');
  if (!answer.status || answer.httpStatus === 409) return;
  throw refusal(answer, {
    verb: 'create',
    resource: { group: '', version: 'v1', kind: 'Namespace' },
    name,
  });
}

/** True when one of these steps makes the namespace. */
export function isBrought(namespace: string, steps: PlannedSet['steps']): boolean {
  return steps.some(
    ({ intent: { id }, change }) =>
      id.group === '' && id.kind === 'Namespace' && id.name === namespace && change.action === 'create',
  );
}
