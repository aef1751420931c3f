import { Failure } from '../../../model/failure.ts';
import { textAt } from '../../../model/json.ts';
import { groupKindOf } from '../../../model/manifest.ts';
import type { Cluster, ObjectList, Resource } from '../cluster.ts';
import type { Intent } from './intent.ts';
import { isSecret } from './live-object.ts';

const phase = 'plan';

/** From so many objects of one kind and namespace on, one list of names costs less than a GET for each. */
const worthAList = 4;

/**
 * The keys of those wanted objects that certainly do not exist: a first deploy then needs a few lists of names and no GET
 * for each object. Says nothing about Secrets, which are never listed, about kinds with more than one page of objects and
 * about what may not be listed: these are asked for one by one.
 */
export async function knownMissing(
  cluster: Cluster,
  unlisted: readonly Intent[],
): Promise<ReadonlySet<string>> {
  const askable = unlisted.filter(({ id, resource }) => resource !== undefined && !isSecret(id));
  const groups = [
    ...Map.groupBy(askable, ({ id }) => `${groupKindOf(id)}|${id.namespace ?? ''}`).values(),
  ].filter(intents => intents.length >= worthAList);
  const missing = await Promise.all(
    groups.map(async intents => {
      const [first] = intents;
      const list = first?.resource && (await namesIn(cluster, first.resource, first.id.namespace));
      if (!list || list.hasMore === true) return [];
      const names = new Set(list.items.map(item => textAt(item, '/metadata/name')));
      return intents.filter(({ id }) => !names.has(id.name)).map(({ key }) => key);
    }),
  );
  return new Set(missing.flat());
}

async function namesIn(
  cluster: Cluster,
  resource: Resource,
  namespace: string | undefined,
): Promise<ObjectList | undefined> {
  const place = namespace === undefined ? {} : { namespace };
  try {
    return await cluster.list(resource, { ...place, only: 'metadata', pages: 'first' }, phase);
  } catch (error) {
    if (error instanceof Failure && error.code === 'permission-missing') return undefined;
    throw error;
  }
}
