import { Failure } from '../../../model/failure.ts';
import type { Cluster, Resource } from '../cluster.ts';
import { partOfLabel } from '../names.ts';
import type { Intent } from './intent.ts';
import { isSecret, type LiveObject, liveOf } from './live-object.ts';

/** Kinds that others make in numbers and nobody deploys. */
const neverDeployed = new Set([
  'Event',
  'Endpoints',
  'EndpointSlice',
  'Lease',
  'PodMetrics',
  'NodeMetrics',
  'Node',
]);

/** Members found without a record, and what could not be searched. */
export interface Recovered {
  readonly members: readonly LiveObject[];
  readonly notes: readonly string[];
}

/**
 * The record of the set is gone, but an object of the set is there: somebody deleted the record, or a run was killed
 * before it made one. Every kind that the server lists is searched for the set's label, in the namespaces of the
 * manifests and in the cluster's scope; what may not be listed is left out and told.
 */
export async function recoverMembers(
  cluster: Cluster,
  intents: readonly Intent[],
  recordNamespace: string,
  setId: string,
): Promise<Recovered> {
  const places = new Set([
    recordNamespace,
    ...intents.flatMap(({ id }) => (id.namespace === undefined ? [] : [id.namespace])),
  ]);
  const unsearched = new Set<string>();
  const kinds = (await cluster.served('plan')).filter(isSearchable);
  const lists = kinds.flatMap(resource =>
    (resource.namespaced ? [...places] : [undefined]).map(async namespace => {
      const options = {
        labelSelector: `${partOfLabel}=${setId}`,
        ...(namespace !== undefined && { namespace }),
      };
      try {
        const { items } = await cluster.list(resource, options, 'plan');
        return items.map(item => liveOf(resource, item));
      } catch (error) {
        if (!(error instanceof Failure) || error.code === 'cancelled') throw error;
        unsearched.add(resource.plural);
        return [];
      }
    }),
  );
  const members = (await Promise.all(lists)).flat();
  const left = unsearched.size === 0 ? '' : `; not searched: ${[...unsearched].toSorted().join(', ')}`;
  const note = `the record of this target is missing, so its objects were looked for by their label in ${[...places].join(', ')}; Secrets are never listed${left}`;
  return { members, notes: [note] };
}

function isSearchable(resource: Resource): boolean {
  const canGo = resource.verbs.includes('list') && resource.verbs.includes('delete');
  return canGo && !isSecret(resource) && !neverDeployed.has(resource.kind);
}
