import type { FieldChange } from '../model/change.ts';
import { isEqual, isList, isObject, type Json, type JsonObject, joinPointer } from '../model/json.ts';
import { labelOfItem, labelOfKey, nameOfItem, orderSuffix } from './label.ts';
import { diffLines } from './lines.ts';
import { outlineOf } from './outline.ts';
import { isReordered, type ItemPair, likelyKeyOf, type ListIdentity, pairItems } from './items.ts';
import { holdsMark } from './mark.ts';

/**
 * How the items of the list at a path are told apart: by these fields, as a set of scalars, not at all for the
 * server (`atomic`), or nobody knows. List indices in the path are `*`: `['spec', 'containers', '*', 'ports']`.
 */
export type ListKeys = (path: readonly string[]) => readonly string[] | 'set' | 'atomic' | undefined;

/** A changed field that also knows where it stood: `beforePath` points into the old value, absent for added fields. */
export interface FieldDifference extends FieldChange {
  readonly beforePath?: string;
}

/** An added map with at most so many leaves is told leaf by leaf; a removed one as a whole, for `{}` is not nothing. */
const fewLeaves = 8;

/** A list of scalars with at most so many items is told as a whole. */
const shortList = 4;

/** So is a list of objects with at most so many lines. */
const shortOutline = 12;

interface Place {
  readonly label: string;
  readonly before: readonly (string | number)[];
  readonly after: readonly (string | number)[];
  readonly pattern: readonly string[];
}

/**
 * The fields that differ, by structure and by the keys of list items, in the order of `after`. Nothing is
 * normalised: an absent field, null and `{}` all differ. `path` points into `after`, for removed fields into
 * `before`. A list whose items only changed places gives one change `label (order)` with the names of the items.
 */
export function diffFields(
  before: Json | undefined,
  after: Json | undefined,
  keysAt: ListKeys,
): readonly FieldDifference[] {
  return compare(before, after, { label: '', before: [], after: [], pattern: [] }, keysAt);
}

function compare(
  before: Json | undefined,
  after: Json | undefined,
  place: Place,
  keysAt: ListKeys,
): readonly FieldDifference[] {
  if (isObject(before) && isObject(after)) return compareMaps(before, after, place, keysAt);
  if (isList(before) && isList(after)) return compareLists(before, after, place, keysAt);
  if (isEqual(before, after)) return [];
  if (before === undefined && isSmallMap(after)) return compareMaps({}, after, place, keysAt);
  return [differenceOf(place, before, after)];
}

function compareMaps(
  before: JsonObject,
  after: JsonObject,
  place: Place,
  keysAt: ListKeys,
): readonly FieldDifference[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].flatMap(key => compare(own(before, key), own(after, key), placeOfKey(place, key), keysAt));
}

function compareLists(
  before: readonly Json[],
  after: readonly Json[],
  place: Place,
  keysAt: ListKeys,
): readonly FieldDifference[] {
  const identity = identityOf(before, after, keysAt(place.pattern));
  const pairs = identity && pairItems(before, after, identity);
  if (!identity || !pairs) return isEqual(before, after) ? [] : [differenceOf(place, before, after)];
  const keys = identity.by === 'keys' ? identity.keys : [];
  const items = pairs.flatMap(pair => compareItems(pair, placeOfItem(place, pair, keys), keysAt));
  if (!isReordered(pairs)) return items;
  const names = (list: readonly Json[]): Json => list.map(item => nameOfItem(item, keys));
  const order = differenceOf(
    { ...place, label: `${place.label}${orderSuffix}` },
    names(before),
    names(after),
  );
  return [order, ...items];
}

/** An item that comes or goes is one change: it is a thing with a name of its own. */
function compareItems(pair: ItemPair, place: Place, keysAt: ListKeys): readonly FieldDifference[] {
  return pair.before && pair.after
    ? compare(pair.before.item, pair.after.item, place, keysAt)
    : [differenceOf(place, pair.before?.item, pair.after?.item)];
}

function identityOf(
  before: readonly Json[],
  after: readonly Json[],
  known: ReturnType<ListKeys>,
): ListIdentity | undefined {
  if (known === 'set') return { by: 'whole' };
  if (known !== undefined && known !== 'atomic') return { by: 'keys', keys: known };
  // The server replaces an atomic list as a whole; told apart by a likely key its change still reads better.
  const key = likelyKeyOf(before, after);
  return key === undefined ? undefined : { by: 'keys', keys: [key] };
}

function differenceOf(place: Place, before: Json | undefined, after: Json | undefined): FieldDifference {
  const lines = linesOf(before, after);
  return {
    path: joinPointer(after === undefined ? place.before : place.after),
    label: place.label,
    ...(before !== undefined && { before, beforePath: joinPointer(place.before) }),
    ...(after !== undefined && { after }),
    masked: holdsMark(before) || holdsMark(after),
    ...(lines && { lines }),
  };
}

function linesOf(before: Json | undefined, after: Json | undefined): readonly string[] | undefined {
  if (isList(before) && isList(after)) return listLines(before, after);
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  return before.includes('\n') || after.includes('\n') ? diffLines(before, after) : undefined;
}

/** One changed rule or argument among many is told by its own lines, or nobody would find it. */
function listLines(before: readonly Json[], after: readonly Json[]): readonly string[] | undefined {
  const [old, next] = [outlineOf(before), outlineOf(after)];
  const hasItems = [...before, ...after].some(item => typeof item === 'object');
  if (Math.max(old.length, next.length) <= (hasItems ? shortOutline : shortList)) return undefined;
  return diffLines(`${old.join('\n')}\n`, `${next.join('\n')}\n`);
}

function isSmallMap(value: Json | undefined): value is JsonObject {
  if (!isObject(value)) return false;
  const leaves = countLeaves(value);
  return leaves > 0 && leaves <= fewLeaves && !hasEmptyMap(value);
}

function countLeaves(value: Json): number {
  if (!isObject(value)) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countLeaves(item), 0);
}

/** An empty map has no leaf that could tell of it. */
function hasEmptyMap(value: Json): boolean {
  if (!isObject(value)) return false;
  const items = Object.values(value);
  return items.length === 0 || items.some(hasEmptyMap);
}

function placeOfKey(place: Place, key: string): Place {
  return {
    label: labelOfKey(place.label, key),
    before: [...place.before, key],
    after: [...place.after, key],
    pattern: [...place.pattern, key],
  };
}

function placeOfItem(place: Place, pair: ItemPair, keys: readonly string[]): Place {
  const { before, after } = pair;
  return {
    label: labelOfItem(place.label, nameOfItem((after ?? before)?.item ?? null, keys)),
    before: [...place.before, before?.index ?? -1],
    after: [...place.after, after?.index ?? -1],
    pattern: [...place.pattern, '*'],
  };
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
