import type { ListKeys } from '../../../diff/fields.ts';
import { isList, isObject, type Json, type JsonObject } from '../../../model/json.ts';
import {
  type FieldPath,
  type FieldSet,
  holderOf,
  keyOf,
  nodeOf,
  unite,
  valueAtField,
  withoutField,
} from './field-set.ts';

/**
 * What an apply of `want` would make of `live`, by the rules of server-side apply but without the server: `released`
 * are the fields that go unless `want` or one of `others` has them, then `want` is laid over. Defaults are not made anew.
 */
export function mergeLocally(input: {
  readonly live: JsonObject;
  readonly want: JsonObject;
  readonly released: FieldSet;
  readonly others: FieldSet;
  readonly keysAt: ListKeys;
}): JsonObject {
  const { live, want, released, others, keysAt } = input;
  const isHeld = holderOf(others);
  const isWanted = (node: FieldPath): boolean => valueAtField(want, node) !== undefined;
  const left = withoutFields(live, released, node => isWanted(node) || isHeld(node));
  const whole = atomicMaps(live, unite([released, others])).filter(isWanted);
  const emptied = whole.reduce<Json>((rest, node) => withoutField(rest, node), left);
  return layOver(isObject(emptied) ? emptied : left, want, keysAt);
}

/** Maps that are owned as a whole, so that what is wanted replaces them: a Service's selector. */
function atomicMaps(live: JsonObject, fields: FieldSet): readonly FieldPath[] {
  const paths = [...fields.values()];
  const above = new Set(paths.flatMap(path => path.map((_, end) => keyOf(path.slice(0, end)))));
  return paths.filter(path => {
    const value = path.at(-1) === '.' ? undefined : valueAtField(live, path);
    return isObject(value) && Object.keys(value).length > 0 && !above.has(keyOf(path));
  });
}

/**
 * The object without these fields, save what must stay at or below them. What is emptied by it goes with its fields as
 * far as it is a part of a larger thing (structured-merge-diff v6 merge/update.go, prune).
 */
export function withoutFields(
  object: JsonObject,
  fields: FieldSet,
  mustStay: (node: FieldPath) => boolean,
): JsonObject {
  const leaving = [...fields.values()].map(nodeOf).filter(node => !mustStay(node));
  const nodes = new Map(leaving.map(node => topmost(node, mustStay)).map(node => [keyOf(node), node]));
  // A list item is found by its keys, so it goes before they could.
  const whole = [...nodes.values()].filter(
    node => !node.some((_, end) => end > 0 && nodes.has(keyOf(node.slice(0, end)))),
  );
  const result = whole.reduce<Json>((rest, node) => withoutField(rest, node), object);
  return isObject(result) ? result : object;
}

/** The highest parent that is a part of its own parent and that nothing keeps. */
function topmost(node: FieldPath, mustStay: (node: FieldPath) => boolean): FieldPath {
  const parent = node.slice(0, -1);
  const isPart = parent.length > 0 && parent.at(-1)?.startsWith('f:') === true;
  return isPart && !mustStay(parent) ? topmost(parent, mustStay) : node;
}

/** `above` laid over `below`: maps by their keys, lists by the keys of their items in the order of `above`. */
export function layOver(below: JsonObject, above: JsonObject, keysAt: ListKeys): JsonObject {
  return layMap(below, above, [], keysAt);
}

function layMap(below: JsonObject, above: JsonObject, path: readonly string[], keysAt: ListKeys): JsonObject {
  const entries = Object.entries(above).map(([key, value]): readonly [string, Json] => [
    key,
    layValue(Object.hasOwn(below, key) ? below[key] : undefined, value, [...path, key], keysAt),
  ]);
  return { ...below, ...Object.fromEntries(entries) };
}

function layValue(below: Json | undefined, above: Json, path: readonly string[], keysAt: ListKeys): Json {
  if (isObject(below) && isObject(above)) return layMap(below, above, path, keysAt);
  if (!isList(below) || !isList(above)) return above;
  const keys = keysAt(path);
  if (keys === 'set') return [...above, ...below.filter(item => !above.includes(item))];
  if (keys === undefined || keys === 'atomic') return above;
  const rest = [...below];
  const laid = above.map(item => {
    const index = rest.findIndex(other => keys.every(key => partOf(other, key) === partOf(item, key)));
    const [former] = index === -1 ? [] : rest.splice(index, 1);
    return layValue(former, item, [...path, '*'], keysAt);
  });
  return [...laid, ...rest];
}

function partOf(item: Json, key: string): Json | undefined {
  return isObject(item) ? item[key] : undefined;
}
