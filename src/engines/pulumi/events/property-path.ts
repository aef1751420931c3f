import type { Json } from '../../../model/json.ts';
import { isList, isObject } from '../../../model/json.ts';

/**
 * The parts of a property path: names and indices. `a.b[0]["c.d"]` -> `a`, `b`, 0, `c.d`.
 * Source: pulumi/pulumi sdk/go/common/resource/property_path.go, ParsePropertyPath.
 */
export function splitPropertyPath(path: string): readonly (string | number)[] {
  const pattern = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|\.?([^.[]+)/gs;
  return [...path.matchAll(pattern)].map(([, quoted, index, name]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/gs, '$1');
    return index === undefined ? (name ?? '') : index === '*' ? '*' : Number(index);
  });
}

/** The value at a path; undefined when there is none. */
export function valueAtPath(value: Json | undefined, parts: readonly (string | number)[]): Json | undefined {
  let current = value;
  for (const part of parts) {
    if (isList(current)) current = current[Number(part)];
    else if (isObject(current) && Object.hasOwn(current, part)) current = current[part];
    else return undefined;
  }
  return current;
}

/** True when the path is one of the others or lies below one of them; `*` means any entry. */
export function isWithin(parts: readonly (string | number)[], others: readonly string[]): boolean {
  return others
    .map(splitPropertyPath)
    .some(
      outer =>
        outer.length <= parts.length &&
        outer.every((part, index) => part === '*' || String(part) === String(parts[index])),
    );
}
