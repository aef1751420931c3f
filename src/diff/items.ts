import { canonicalJson, isObject, type Json, stringifyJson } from '../model/json.ts';

/** Two items of the old and the new list that are the same thing; one side is undefined when it was added or removed. */
export interface ItemPair {
  readonly name: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Index in the new list, for removed items in the old one. */
  readonly index: number;
}

/** How two lists match, item by item. */
export interface MatchedItems {
  readonly pairs: readonly ItemPair[];
  /** True when items that stand in both lists have another order now. */
  readonly isReordered: boolean;
  readonly beforeNames: readonly string[];
  readonly afterNames: readonly string[];
}

/** Fields that name an item where no schema says which do. */
const usualKeys = ['name', 'key', 'type', 'containerPort', 'port', 'mountPath', 'ip', 'host', 'uid'];

/**
 * Matches the items of two lists by their keys. Undefined when they cannot be told apart: the list is one value then,
 * as `atomic` lists are.
 */
export function matchItems(
  before: readonly Json[],
  after: readonly Json[],
  keys: readonly string[] | 'set' | 'atomic' | undefined,
): MatchedItems | undefined {
  const nameOf = namer(before, after, keys);
  if (!nameOf) return undefined;
  const beforeNames = before.map(nameOf);
  const afterNames = after.map(nameOf);
  if (new Set(beforeNames).size !== before.length || new Set(afterNames).size !== after.length)
    return undefined;
  const pairs = [
    ...afterNames.map((name, index) => ({
      name,
      before: before[beforeNames.indexOf(name)],
      after: after[index],
      index,
    })),
    ...beforeNames.flatMap((name, index) =>
      afterNames.includes(name) ? [] : [{ name, before: before[index], after: undefined, index }],
    ),
  ];
  const stayed = beforeNames.filter(name => afterNames.includes(name));
  const isReordered =
    keys !== 'set' && afterNames.filter(name => beforeNames.includes(name)).join('\n') !== stayed.join('\n');
  return { pairs, isReordered, beforeNames, afterNames };
}

type Namer = (item: Json) => string;

function namer(
  before: readonly Json[],
  after: readonly Json[],
  keys: readonly string[] | 'set' | 'atomic' | undefined,
): Namer | undefined {
  const items = [...before, ...after];
  if (keys === 'set') return canonicalName;
  // An atomic list is replaced as a whole by the server; told apart by a usual key it still reads better.
  const candidates = keys === undefined || keys === 'atomic' ? usualKeys.map(key => [key]) : [keys];
  const fit = candidates.find(candidate => isNamedBy(before, candidate) && isNamedBy(after, candidate));
  return fit && items.length > 0 ? item => nameBy(item, fit) : undefined;
}

function isNamedBy(items: readonly Json[], keys: readonly string[]): boolean {
  const names = items.map(item => nameBy(item, keys));
  return (
    items.every(item => isObject(item) && keys.some(key => isScalar(item[key]))) &&
    new Set(names).size === names.length
  );
}

function nameBy(item: Json, keys: readonly string[]): string {
  if (!isObject(item)) return canonicalName(item);
  return keys.flatMap(key => scalarText(item[key])).join('/');
}

function scalarText(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== undefined && isScalar(value) ? [stringifyJson(value)] : [];
}

function isScalar(value: Json | undefined): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}

function canonicalName(item: Json): string {
  return typeof item === 'string' ? item : canonicalJson(item);
}
