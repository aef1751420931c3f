import type { Change } from '../../../model/change.ts';
import { isEqual, type JsonObject } from '../../../model/json.ts';
import {
  addressOf,
  apiVersionOf,
  confirmAddressOf,
  type Manifest,
  type ObjectId,
  objectKeyOf,
} from '../../../model/manifest.ts';
import { diffFields, type ListKeys } from '../../../diff/fields.ts';
import { maskWithPointers } from '../../../diff/hide.ts';
import type { MarkOf } from '../../../diff/mask.ts';
import { placeOfChange } from '../manifest/change-place.ts';
import { normalizeForDiff } from '../plan/normalize.ts';
import { crdSchemasOf } from '../schema/crd.ts';
import { listKeysAt, listKeysIn } from '../schema/list-keys.ts';
import type { KindSchema, SchemaNode } from '../schema/node.ts';
import type { Schemas } from '../schema/table.ts';

/** The objects of one commit and the schemas they are read by. */
export interface RenderedSet {
  readonly manifests: readonly Manifest[];
  readonly schemas: Schemas;
  /** CRDs that are not deployed with them. */
  readonly crds?: readonly Manifest[];
}

/** What decides how two sets are compared. */
export interface CompareOptions {
  /** The Kubernetes version whose schemas tell the keys of lists: `1.36`. */
  readonly version: string;
  /** Where objects live that name no namespace; absent: not known, which is fine on both sides. */
  readonly namespace?: string;
}

/**
 * What a change of the files does to the objects made of them, in the order of the newer set, removed objects last. It
 * depends on the two sets alone: secrets are numbered in order of appearance, `(secret 1)`, equal for equal values.
 */
export function compareRendered(
  before: readonly Manifest[],
  after: RenderedSet,
  options: CompareOptions,
): readonly Change[] {
  const { schemas, crds = [] } = after;
  const definition = (name: string): SchemaNode => schemas.definitionIn(options.version, name);
  const custom = crdSchemasOf([...crds, ...after.manifests], { definition });
  const context: Context = { ...options, schemas, custom, markOf: numberSecrets() };
  const old = new Map(before.map(manifest => entryOf(manifest, context)));
  const next = new Map(after.manifests.map(manifest => entryOf(manifest, context)));
  const kept = [...next].map(([key, item]) => changeOf(old.get(key), item, context));
  const gone = [...old].filter(([key]) => !next.has(key)).map(([, item]) => removalOf(item));
  return [...kept, ...gone];
}

interface Context extends CompareOptions {
  readonly schemas: Schemas;
  /** The kinds of CRDs, by `group/version/Kind`. */
  readonly custom: ReadonlyMap<string, KindSchema>;
  readonly markOf: MarkOf;
}

interface Item {
  readonly id: ObjectId;
  readonly manifest: Manifest;
}

function entryOf(
  manifest: Manifest,
  { schemas, version, custom, namespace }: Context,
): readonly [string, Item] {
  const { id } = manifest;
  // Of a kind without a schema nobody knows it before a server tells.
  const isNamespaced =
    custom.get(`${apiVersionOf(id)}/${id.kind}`)?.isNamespaced ?? schemas.isNamespaced(version, id);
  const isLackingNamespace = id.namespace === undefined && isNamespaced === true;
  const full = isLackingNamespace && namespace !== undefined ? { ...id, namespace } : id;
  return [objectKeyOf(full), { id: full, manifest }];
}

function changeOf(old: Item | undefined, { id, manifest }: Item, context: Context): Change {
  const identity = { ...identityOf(id), location: manifest.location, evidence: 'local' } as const;
  // What stays encrypted on one side is compared by its ciphertext on both.
  const view =
    old?.manifest.undecrypted !== undefined || manifest.undecrypted !== undefined ? 'asWritten' : 'object';
  const next = sideOf(manifest, view);
  if (!old) return { ...identity, action: 'create', fields: [], after: maskedSide(manifest, next, context) };
  const former = sideOf(old.manifest, view);
  if (isEqual(former, next)) return { ...identity, action: 'unchanged', fields: [] };
  const keysAt = keysOf(id, context);
  const fields = diffFields(
    maskedSide(old.manifest, former, context),
    maskedSide(manifest, next, context),
    keysAt,
  );
  const location = placeOfChange(manifest, fields);
  return { ...identity, location, action: fields.length > 0 ? 'update' : 'unchanged', fields };
}

function keysOf(id: ObjectId, { schemas, version, custom }: Context): ListKeys {
  const schema = custom.get(`${apiVersionOf(id)}/${id.kind}`);
  return schema ? path => listKeysAt(schema, path) : listKeysIn(schemas, version, id);
}

function sideOf(manifest: Manifest, view: 'object' | 'asWritten'): JsonObject {
  return normalizeForDiff(manifest[view] ?? manifest.object);
}

function maskedSide({ secretPointers = [] }: Manifest, side: JsonObject, { markOf }: Context): JsonObject {
  return maskWithPointers(side, secretPointers, markOf);
}

/** The line it stood at is that of the older commit, so it is told in words and not as a place in this one. */
function removalOf({ id, manifest: { location } }: Item): Change {
  const note = `it stood in ${location.file}:${location.line}`;
  return { ...identityOf(id), action: 'delete', fields: [], evidence: 'local', note };
}

function identityOf(id: ObjectId): Pick<Change, 'address' | 'confirmAddress'> {
  return { address: addressOf(id), confirmAddress: confirmAddressOf(id) };
}

/** Marks of a run differ from run to run; numbers in order of appearance do not, and tell as little. */
function numberSecrets(): MarkOf {
  const numbers = new Map<string, number>();
  return value => {
    const known = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, known);
    return String(known);
  };
}
