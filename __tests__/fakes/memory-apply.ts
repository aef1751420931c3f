import { isEqual, isObject, type Json, type JsonObject, listAt } from '../../src/model/json.ts';

/** Who owns a leaf: one entry of managedFields per manager and operation. */
export interface Owner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
}

/** What an apply comes to: the merged object, or the leaves that others own with other values. */
export type Applied =
  | { readonly object: JsonObject }
  | { readonly conflicts: readonly { readonly path: string; readonly manager: string }[] };

const separator = '\u0000';

/** Server-side apply of maps; lists and scalars are leaves. Leaves that the same manager no longer names and nobody else owns go. */
export function applyTo(
  stored: JsonObject | undefined,
  wanted: JsonObject,
  manager: string,
  force: boolean,
): Applied {
  const entries = readEntries(stored);
  const ours = entries.find(entry => entry.manager === manager && entry.operation === 'Apply');
  const others = entries.filter(entry => entry !== ours);
  const named = leavesOf(withoutIdentity(wanted));
  const conflicts = others.flatMap(entry =>
    [...entry.leaves]
      .filter(path => named.has(path) && !isEqual(valueOf(stored, path), named.get(path)))
      .map(path => ({ path, manager: entry.manager })),
  );
  if (conflicts.length > 0 && !force) return { conflicts };
  const taken = new Set(conflicts.map(({ path }) => path));
  const left = others.map(entry => ({ ...entry, leaves: entry.leaves.difference(taken) }));
  const dropped = [...(ours?.leaves ?? [])].filter(
    path => !named.has(path) && !left.some(entry => entry.leaves.has(path)),
  );
  const cleared = dropped.reduce((object, path) => without(object, path.split(separator)), stored ?? {});
  const merged = merge(cleared, wanted);
  const kept = [...left, { manager, operation: 'Apply', leaves: new Set(named.keys()) } as const];
  return { object: withEntries(merged, kept, wanted) };
}

/** The object after a create or an update, all its leaves owned by that manager. */
export function ownedBy(object: JsonObject, manager: string): JsonObject {
  const leaves = new Set(leavesOf(withoutIdentity(object)).keys());
  return withEntries(object, [{ manager, operation: 'Update', leaves }], object);
}

interface Entry extends Owner {
  readonly leaves: ReadonlySet<string>;
}

function readEntries(stored: JsonObject | undefined): readonly Entry[] {
  return listAt(stored, '/metadata/managedFields')
    .filter(isObject)
    .map(({ manager, operation, fieldsV1 }) => ({
      manager: typeof manager === 'string' ? manager : '',
      operation: operation === 'Apply' ? 'Apply' : 'Update',
      leaves: new Set(pathsOf(isObject(fieldsV1) ? fieldsV1 : {})),
    }));
}

function withEntries(object: JsonObject, entries: readonly Entry[], like: JsonObject): JsonObject {
  const managedFields = entries
    .filter(entry => entry.leaves.size > 0)
    .map(({ manager, operation, leaves }) => ({
      manager,
      operation,
      apiVersion: like['apiVersion'] ?? 'v1',
      fieldsType: 'FieldsV1',
      fieldsV1: fieldsOf([...leaves]),
    }));
  return { ...object, metadata: { ...metadataOf(object), managedFields } };
}

function metadataOf(object: JsonObject): JsonObject {
  return isObject(object['metadata']) ? object['metadata'] : {};
}

/** Apply owns what was written but the object's own name and what the server sets. */
function withoutIdentity(object: JsonObject): JsonObject {
  const { apiVersion: _v, kind: _k, metadata, ...rest } = object;
  const {
    name: _n,
    namespace: _ns,
    uid: _u,
    resourceVersion: _r,
    managedFields: _m,
    creationTimestamp: _c,
    ...kept
  } = isObject(metadata) ? metadata : {};
  return { ...rest, metadata: kept };
}

function leavesOf(value: JsonObject, prefix: readonly string[] = []): Map<string, Json> {
  return new Map(
    Object.entries(value).flatMap(([key, child]) => {
      const path = [...prefix, key];
      return isObject(child) && Object.keys(child).length > 0
        ? [...leavesOf(child, path)]
        : isObject(child) && prefix.length === 0
          ? []
          : [[path.join(separator), child] as const];
    }),
  );
}

function fieldsOf(paths: readonly string[]): JsonObject {
  const tree: Record<string, Json> = {};
  const byFirst = Map.groupBy(paths, path => path.split(separator)[0] ?? '');
  for (const [first, group] of byFirst) {
    const rest = group.filter(path => path !== first).map(path => path.slice(first.length + 1));
    tree[`f:${first}`] = fieldsOf(rest);
  }
  return tree;
}

function pathsOf(fields: JsonObject): readonly string[] {
  return Object.entries(fields).flatMap(([key, child]) => {
    const below = isObject(child) ? pathsOf(child) : [];
    const name = key.slice(2);
    return below.length === 0 ? [name] : below.map(path => `${name}${separator}${path}`);
  });
}

function valueOf(object: Json | undefined, path: string): Json | undefined {
  return path
    .split(separator)
    .reduce<Json | undefined>((value, part) => (isObject(value) ? value[part] : undefined), object);
}

function without(object: JsonObject, [first = '', ...rest]: readonly string[]): JsonObject {
  const child = object[first];
  if (rest.length === 0 || !isObject(child)) {
    const { [first]: _gone, ...left } = object;
    return left;
  }
  const smaller = without(child, rest);
  if (Object.keys(smaller).length > 0) return { ...object, [first]: smaller };
  const { [first]: _empty, ...left } = object;
  return left;
}

function merge(below: JsonObject, above: JsonObject): JsonObject {
  const entries = Object.entries(above).map(([key, value]): [string, Json] => {
    const former = below[key];
    return [key, isObject(value) && isObject(former) ? merge(former, value) : value];
  });
  return { ...below, ...Object.fromEntries(entries) };
}
