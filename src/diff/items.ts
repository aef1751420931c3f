import { canonicalJson, isObject, type Json } from '../model/json.ts';

/** How the items of a list are told apart: by some of their fields, by themselves (a set), or not at all. */
export type ListIdentity =
  | { readonly by: 'keys'; readonly keys: readonly string[] }
  | { readonly by: 'whole' };

/** One item of a list on either side; the indices say where it stands there. */
export interface ItemPair {
  readonly before?: { readonly index: number; readonly item: Json };
  readonly after?: { readonly index: number; readonly item: Json };
}

/** Fields that name the items of lists whose keys nobody told us, tried in this order. */
const likelyKeys = [
  'name',
  'key',
  'id',
  'containerPort',
  'port',
  'mountPath',
  'devicePath',
  'topologyKey',
  'host',
  'path',
  'ip',
  'type',
] as const;

/**
 * Pairs the items of two lists that mean the same, in the order of `after`, what was removed last; undefined
 * when an item cannot be told from another one, so that the lists can only be compared as a whole.
 */
export function pairItems(
  before: readonly Json[],
  after: readonly Json[],
  identity: ListIdentity,
): readonly ItemPair[] | undefined {
  const old = indexItems(before, identity);
  const next = indexItems(after, identity);
  if (!old || !next) return undefined;
  const kept = [...next].map(([id, place]) => {
    const former = old.get(id);
    return former ? { before: former, after: place } : { after: place };
  });
  const removed = [...old].flatMap(([id, place]) => (next.has(id) ? [] : [{ before: place }]));
  return [...kept, ...removed];
}

/** The one field that names every item of both lists, or undefined: all are objects and no two share its value. */
export function likelyKeyOf(before: readonly Json[], after: readonly Json[]): string | undefined {
  return likelyKeys.find(key => [before, after].every(list => hasKey(list, key)));
}

/** True when the items that both sides have stand in another order. */
export function isReordered(pairs: readonly ItemPair[]): boolean {
  const indices = pairs.flatMap(pair => (pair.before && pair.after ? [pair.before.index] : []));
  return indices.some((index, position) => position > 0 && index < (indices[position - 1] ?? 0));
}

function indexItems(
  list: readonly Json[],
  identity: ListIdentity,
): ReadonlyMap<string, { readonly index: number; readonly item: Json }> | undefined {
  const found = new Map<string, { readonly index: number; readonly item: Json }>();
  for (const [index, item] of list.entries()) {
    const id = identify(item, identity);
    if (id === undefined || found.has(id)) return undefined;
    found.set(id, { index, item });
  }
  return found;
}

function identify(item: Json, identity: ListIdentity): string | undefined {
  switch (identity.by) {
    case 'whole':
      return typeof item === 'object' && item !== null ? undefined : canonicalJson(item);
    case 'keys': {
      if (!isObject(item) || !identity.keys.some(key => Object.hasOwn(item, key))) return undefined;
      return canonicalJson(identity.keys.map(key => (Object.hasOwn(item, key) ? [item[key] ?? null] : [])));
    }
  }
}

function hasKey(list: readonly Json[], key: string): boolean {
  const values = list.map(item => (isObject(item) && Object.hasOwn(item, key) ? item[key] : undefined));
  const named = values.filter(value => typeof value === 'string' || typeof value === 'number');
  return named.length === list.length && new Set(named).size === list.length;
}
