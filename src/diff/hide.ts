import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  splitPointer,
  stringifyJson,
  valueAt,
} from '../model/json.ts';
import { holdsMark, markFor } from './mark.ts';
import { type MarkOf, maskObject } from './mask.ts';

/**
 * The object masked as by {@link maskObject}, and with a mark in place of every value at these JSON pointers: values that
 * were encrypted where they came from are secrets, whatever they look like.
 */
export function maskWithPointers(
  object: JsonObject,
  pointers: readonly string[],
  markOf: MarkOf,
): JsonObject {
  return pointers.reduce<JsonObject>(
    (masked, pointer) => {
      const value = valueAt(object, pointer);
      if (value === undefined || holdsMark(valueAt(masked, pointer))) return masked;
      const mark = markFor(markOf(typeof value === 'string' ? value : stringifyJson(value)));
      const changed = withValueAt(masked, splitPointer(pointer), mark);
      return isObject(changed) ? changed : masked;
    },
    maskObject(object, markOf),
  );
}

/** A copy with another value at the path; the value itself where there is no such place. */
export function withValueAt(value: Json, parts: readonly string[], put: Json): Json {
  const [first, ...rest] = parts;
  if (first === undefined) return put;
  if (isList(value))
    return value.map((item, index) => (String(index) === first ? withValueAt(item, rest, put) : item));
  if (!isObject(value) || !Object.hasOwn(value, first)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === first ? withValueAt(item, rest, put) : item]),
  );
}
