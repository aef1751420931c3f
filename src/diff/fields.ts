import type { FieldChange } from '../model/change.ts';
import { isEqual, isList, isObject, joinPointer, type Json, type JsonObject } from '../model/json.ts';
import { matchItems } from './items.ts';
import { labelOfItem, labelOfKey } from './label.ts';

/**
 * How the items of a list are told apart: by these keys, as a set of values, or as one value. The path has `*` for each
 * list index; undefined means unknown.
 */
export type ListKeys = (path: readonly string[]) => readonly string[] | 'set' | 'atomic' | undefined;

/** Added and removed values up to this many leaves are shown leaf by leaf, larger ones as one. */
const smallLeaves = 12;

interface Spot {
  /** Parts of the JSON pointer into the side that has the value. */
  readonly pointer: readonly string[];
  /** The same with `*` for indices. */
  readonly shape: readonly string[];
  readonly label: string;
}

/**
 * The fields in which two values differ, by structure and list keys instead of by index; empty exactly when they are equal.
 * `path` points into `after`, for removed fields into `before`.
 */
export function diffFields(
  before: Json | undefined,
  after: Json | undefined,
  keysAt: ListKeys,
): readonly FieldChange[] {
  return diffValues(before, after, { pointer: [], shape: [], label: '' }, keysAt);
}

function diffValues(
  before: Json | undefined,
  after: Json | undefined,
  spot: Spot,
  keysAt: ListKeys,
): readonly FieldChange[] {
  if (isEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) return diffObjects(before, after, spot, keysAt);
  if (isList(before) && isList(after)) return diffLists(before, after, spot, keysAt);
  if (isObject(after) && before === undefined && isSmall(after)) return diffObjects({}, after, spot, keysAt);
  if (isObject(before) && after === undefined && isSmall(before))
    return diffObjects(before, {}, spot, keysAt);
  return [changeAt(spot, before, after)];
}

function diffObjects(
  before: JsonObject,
  after: JsonObject,
  spot: Spot,
  keysAt: ListKeys,
): readonly FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap(key => {
    const next: Spot = {
      pointer: [...spot.pointer, key],
      shape: [...spot.shape, key],
      label: labelOfKey(spot.label, key),
    };
    return diffValues(ownValue(before, key), ownValue(after, key), next, keysAt);
  });
}

function diffLists(
  before: readonly Json[],
  after: readonly Json[],
  spot: Spot,
  keysAt: ListKeys,
): readonly FieldChange[] {
  const matched = matchItems(before, after, keysAt(spot.shape));
  if (!matched) return [changeAt(spot, before, after)];
  const changes = matched.pairs.flatMap(pair => {
    const next: Spot = {
      pointer: [...spot.pointer, String(pair.index)],
      shape: [...spot.shape, '*'],
      label: labelOfItem(spot.label, pair.name),
    };
    return diffValues(pair.before, pair.after, next, keysAt);
  });
  return matched.isReordered
    ? [...changes, orderChange(spot, matched.beforeNames, matched.afterNames)]
    : changes;
}

/** Items that only changed places: told as the order of their names, since order can matter (init containers). */
function orderChange(spot: Spot, before: readonly string[], after: readonly string[]): FieldChange {
  return {
    path: joinPointer(spot.pointer),
    label: `${spot.label} (order)`,
    before: [...before],
    after: [...after],
    masked: false,
  };
}

function changeAt(spot: Spot, before: Json | undefined, after: Json | undefined): FieldChange {
  return {
    path: joinPointer(spot.pointer),
    label: spot.label,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    masked: [before, after].some(value => value !== undefined && hasMark(value)),
  };
}

/** A mark stands for a secret value: `(secret 4f2a1c)`. */
function hasMark(value: Json): boolean {
  if (typeof value === 'string') return /\(secret [0-9a-f]{6}\)/.test(value);
  if (isList(value)) return value.some(hasMark);
  return isObject(value) && Object.values(value).some(hasMark);
}

function isSmall(value: Json): boolean {
  return isObject(value) && Object.keys(value).length > 0 && leavesOf(value) <= smallLeaves;
}

function leavesOf(value: Json): number {
  if (isList(value)) return value.reduce((sum: number, item) => sum + leavesOf(item), 1);
  if (isObject(value)) return Object.values(value).reduce((sum: number, item) => sum + leavesOf(item), 1);
  return 1;
}

function ownValue(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
