import type { JsonObject } from '../../../model/json.ts';
import { apiVersionOf, groupKindOf, type ObjectId, objectKeyOf } from '../../../model/manifest.ts';
import { Failure } from '../../../model/failure.ts';
import type { Cluster, Resource } from '../cluster.ts';
import type { Parent } from '../ledger/parent.ts';
import { memberOf, partOfLabel } from '../names.ts';
import type { Intent } from './intent.ts';
import { isSecret, type LiveObject, liveOf } from './live-object.ts';
import { knownMissing } from './missing.ts';
import { recoverMembers } from './recover.ts';
import { formerSecrets, surplusOf } from './surplus.ts';
import { mayNotRead } from './uncompared.ts';

const phase = 'plan';

/** What the cluster holds of the wanted objects and of the set. */
export interface Live {
  /** Wanted objects that exist, by object key. */
  readonly wanted: ReadonlyMap<string, JsonObject>;
  /** Members of the set that nobody wants any more, each once. */
  readonly surplus: readonly LiveObject[];
  /** Addresses' keys of wanted objects that could not be read, with the reason. */
  readonly unread: ReadonlyMap<string, string>;
  /** Secrets of the last deploy that nobody wants any more and that could not be read. */
  readonly unreadSurplus: readonly ObjectId[];
  /** What the reader must know about how the set was found, one sentence each. */
  readonly notes: readonly string[];
}

/** Which set is read. */
export interface LiveContext {
  readonly setId: string;
  readonly recordNamespace: string;
  /** Keys of hooks: what was a member before it became one is replaced when it runs, not deleted. */
  readonly hookKeys: readonly string[];
}

/**
 * Reads the live side: one list per kind and namespace by the set's label, and one GET for each Secret and for each
 * wanted object that no list returned, unless a list of names has shown that it does not exist. Secrets are never listed: a list right on Secrets reads every Secret.
 * @throws Failure permission-missing when a kind may not be listed
 */
export async function readLive(
  cluster: Cluster,
  intents: readonly Intent[],
  parent: Parent | undefined,
  { setId, recordNamespace, hookKeys }: LiveContext,
): Promise<Live> {
  const scopes = await listScopes(cluster, intents, parent);
  const lists = await Promise.all(
    scopes.map(async scope => {
      const options = {
        labelSelector: `${partOfLabel}=${setId}`,
        ...(scope.namespace !== undefined && { namespace: scope.namespace }),
      };
      const list = await cluster.list(scope.resource, options, phase);
      return list.items.map(item => liveOf(scope.resource, item));
    }),
  );
  const members = lists.flat();
  // The same object looks different in each version of its kind: an intent is compared in its own.
  const byVersion = new Map(members.map(live => [versionedKeyOf(live.id), live]));
  const unlisted = intents.filter(intent => !byVersion.has(versionedKeyOf(intent.id)));
  const missing = await knownMissing(cluster, unlisted);
  const unread = new Map<string, string>();
  const wanted = new Map<string, JsonObject>();
  await Promise.all(
    intents.map(async intent => {
      const listed = byVersion.get(versionedKeyOf(intent.id))?.object;
      if (!listed && missing.has(intent.key)) return;
      const live = listed ?? (await readOne(cluster, intent, unread));
      if (live) wanted.set(intent.key, live);
    }),
  );
  const keys = new Set(intents.map(intent => intent.key));
  const secrets = await formerSecrets(cluster, parent, keys, setId);
  const isLeft = !parent && [...wanted.values()].some(object => memberOf(object) === setId);
  const found = isLeft
    ? await recoverMembers(cluster, intents, recordNamespace, setId)
    : { members: [], notes: [] };
  const surplus = surplusOf(
    [...members, ...found.members, ...secrets.found],
    keys.union(new Set(hookKeys)),
    wanted,
  );
  return { wanted, surplus, unread, unreadSurplus: secrets.unread, notes: found.notes };
}

function versionedKeyOf(id: ObjectId): string {
  return `${apiVersionOf(id)}|${objectKeyOf(id)}`;
}

interface ListScope {
  readonly resource: Resource;
  readonly namespace: string | undefined;
}

/** Kinds, in the versions of the manifests, and places of the wanted objects, and every recorded kind in every recorded namespace. */
async function listScopes(
  cluster: Cluster,
  intents: readonly Intent[],
  parent: Parent | undefined,
): Promise<readonly ListScope[]> {
  const scopes = new Map<string, ListScope>();
  const add = (resource: Resource, namespace: string | undefined): void => {
    const place = resource.namespaced ? namespace : undefined;
    const key = `${apiVersionOf(resource)}/${resource.kind}|${place ?? ''}`;
    if (!isSecret(resource) && !scopes.has(key)) scopes.set(key, { resource, namespace: place });
  };
  for (const intent of intents) if (intent.resource && parent) add(intent.resource, intent.id.namespace);
  for (const groupKind of parent?.scope.groupKinds ?? []) {
    const served =
      intents.find(intent => groupKindOf(intent.id) === groupKind)?.resource ??
      (await cluster.preferredOf(groupKind, phase));
    // A recorded kind whose CRD is gone has no objects left.
    if (!served) continue;
    for (const namespace of served.namespaced ? (parent?.scope.namespaces ?? []) : [undefined])
      add(served, namespace);
  }
  return [...scopes.values()];
}

async function readOne(
  cluster: Cluster,
  intent: Intent,
  unread: Map<string, string>,
): Promise<JsonObject | undefined> {
  if (!intent.resource) return undefined;
  try {
    return await cluster.get(intent.resource, intent.id, phase);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'permission-missing') throw error;
    unread.set(intent.key, mayNotRead);
    return undefined;
  }
}
