import { isObject, type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { groupKindOf, type ObjectId, objectKeyOf } from '../../../model/manifest.ts';
import { Failure } from '../../../model/failure.ts';
import type { Cluster, Resource } from '../cluster.ts';
import type { Parent } from '../ledger/parent.ts';
import { partOfLabel } from '../names.ts';
import type { Intent } from './intent.ts';

const phase = 'plan';

/** A live object together with the resource it was read through. */
export interface LiveObject {
  readonly id: ObjectId;
  readonly resource: Resource;
  readonly object: JsonObject;
}

/** What the cluster holds of the wanted objects and of the set. */
export interface Live {
  /** Wanted objects that exist, by object key. */
  readonly wanted: ReadonlyMap<string, JsonObject>;
  /** Members of the set that nobody wants any more. */
  readonly surplus: readonly LiveObject[];
  /** Addresses' keys of wanted objects that could not be read, with the reason. */
  readonly unread: ReadonlyMap<string, string>;
}

/**
 * Reads the live side: one list per kind and namespace by the set's label, and one GET for each Secret and for each
 * wanted object that no list returned. Secrets are never listed: a list right on Secrets reads every Secret.
 * @throws Failure permission-missing when a kind may not be listed
 */
export async function readLive(
  cluster: Cluster,
  intents: readonly Intent[],
  parent: Parent | undefined,
  setId: string,
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
  const members = new Map(lists.flat().map(live => [objectKeyOf(live.id), live]));
  const keys = new Set(intents.map(intent => intent.key));
  const unread = new Map<string, string>();
  const wanted = new Map<string, JsonObject>();
  await Promise.all(
    intents.map(async intent => {
      const live = members.get(intent.key)?.object ?? (await readOne(cluster, intent, unread));
      if (live) wanted.set(intent.key, live);
    }),
  );
  const secrets = await formerSecrets(cluster, parent, keys, setId);
  const surplus = [...members.values(), ...secrets].filter(live => !keys.has(objectKeyOf(live.id)));
  return {
    wanted,
    surplus: surplus.filter(isPrunable),
    unread,
  };
}

/** What is on its way out already goes by itself, and so does what a controller made of one of our objects. */
function isPrunable({ object }: LiveObject): boolean {
  const isLeaving = textAt(object, '/metadata/deletionTimestamp') !== undefined;
  return !isLeaving && listAt(object, '/metadata/ownerReferences').length === 0;
}

interface ListScope {
  readonly resource: Resource;
  readonly namespace: string | undefined;
}

/** Kinds and places of the wanted objects, and every recorded kind in every recorded namespace. */
async function listScopes(
  cluster: Cluster,
  intents: readonly Intent[],
  parent: Parent | undefined,
): Promise<readonly ListScope[]> {
  const scopes = new Map<string, ListScope>();
  const add = (resource: Resource, namespace: string | undefined): void => {
    const place = resource.namespaced ? namespace : undefined;
    const key = `${groupKindOf(resource)}|${place ?? ''}`;
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
    unread.set(intent.key, error.message);
    return undefined;
  }
}

/** Secrets of the last deploy that are no longer wanted, read by name. */
async function formerSecrets(
  cluster: Cluster,
  parent: Parent | undefined,
  wanted: ReadonlySet<string>,
  setId: string,
): Promise<readonly LiveObject[]> {
  const former = (parent?.inventory ?? []).filter(id => isSecret(id) && !wanted.has(objectKeyOf(id)));
  const found = await Promise.all(
    former.map(async id => {
      const resource = await cluster.resourceOf(id, phase);
      const object = resource ? await cluster.get(resource, id, phase) : undefined;
      return resource && object ? [liveOf(resource, object)] : [];
    }),
  );
  return found
    .flat()
    .filter(live => textAt(live.object, `/metadata/labels/${partOfLabel.replaceAll('/', '~1')}`) === setId);
}

function isSecret(id: { readonly group: string; readonly kind: string }): boolean {
  return id.group === '' && id.kind === 'Secret';
}

/** List items carry no apiVersion and kind of their own; the resource they were read through tells. */
function liveOf(resource: Resource, item: JsonObject): LiveObject {
  const { group, version, kind } = resource;
  const metadata = isObject(item['metadata']) ? item['metadata'] : {};
  const namespace = textAt(metadata, '/namespace');
  const name = textAt(metadata, '/name') ?? '';
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return {
    id: { group, version, kind, name, ...(namespace !== undefined && { namespace }) },
    resource,
    object: { apiVersion, kind, ...item },
  };
}
