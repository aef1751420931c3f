import { stringifyJson } from '../../../model/json.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster } from '../cluster.ts';
import { applySetManager, partOfLabel } from '../names.ts';

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
