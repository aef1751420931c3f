/** A JSON value as Kubernetes sees it: integers outside ±2^53 are bigint, so that int64 stays exact. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

/** A JSON object; keys are data, never trusted as property names of our own objects. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a JSON object, false for null, lists and scalars. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * Parses JSON text and keeps integers that a double cannot hold as bigint.
 * @throws SyntaxError when the text is not JSON.
 */
export function parseJson(text: string): Json {
  // The reviver makes parsing several times slower, so it runs only when a long digit run is in sight.
  const value: Json = /\d{16}/.test(text) ? JSON.parse(text, keepExactIntegers) : JSON.parse(text);
  return value;
}

/** Writes JSON text, on one line or indented by that many spaces; bigint becomes a plain integer. Key order is the object's own. */
export function stringifyJson(value: Json, indent = 0): string {
  try {
    // A replacer makes writing several times slower, and only a bigint needs it.
    return JSON.stringify(value, undefined, indent);
  } catch {
    return JSON.stringify(value, writeExactIntegers, indent);
  }
}

/** Writes JSON with sorted keys: equal values give equal text, which is what digests are made of. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return stringifyJson(value);
  const keys = Object.keys(value).toSorted();
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`;
}

/** The value at a JSON pointer (RFC 6901), or undefined. The empty pointer is the whole value. */
export function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  let current: Json | undefined = value;
  for (const part of splitPointer(pointer)) {
    if (isList(current)) current = current[Number(part)];
    else if (isObject(current)) current = Object.hasOwn(current, part) ? current[part] : undefined;
    else return undefined;
  }
  return current;
}

/** The unescaped parts of a JSON pointer; the empty pointer has none. */
export function splitPointer(pointer: string): readonly string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  if (!pointer.includes('~')) return parts;
  return parts.map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON pointer of these parts, escaped as RFC 6901 wants it. */
export function joinPointer(parts: readonly (string | number)[]): string {
  return parts.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function keepExactIntegers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

function writeExactIntegers(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON.rawJSON is in Node 24, not yet in TypeScript's library
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value));
}

/** True when both values are the same JSON, whatever their key order; a bigint equals the number of the same value. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (isObject(a)) {
    const keys = Object.keys(a);
    return (
      isObject(b) &&
      keys.length === Object.keys(b).length &&
      keys.every(key => key in b && isEqual(a[key], b[key]))
    );
  }
  return isInteger(a) && isInteger(b) && BigInt(a) === BigInt(b);
}

function isInteger(value: Json | undefined): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** The string at a JSON pointer, or undefined when there is none or something else. */
export function textAt(value: Json | undefined, pointer: string): string | undefined {
  const found = valueAt(value, pointer);
  return typeof found === 'string' ? found : undefined;
}

/** The number at a JSON pointer, or undefined when there is none or something else. */
export function numberAt(value: Json | undefined, pointer: string): number | undefined {
  const found = valueAt(value, pointer);
  return typeof found === 'number' ? found : undefined;
}

/** The list at a JSON pointer, empty when there is none or something else. */
export function listAt(value: Json | undefined, pointer: string): readonly Json[] {
  const found = valueAt(value, pointer);
  return isList(found) ? found : [];
}
