import { isList, isObject, type Json } from '../model/json.ts';

/** A mark in a masked text. What a manifest writes itself never looks like one: see escapeLookAlikes. */
const mark = /\(secret \w+\)/;

/** The mark that stands for a secret value; `key` is equal for equal values of this run. */
export function markFor(key: string): string {
  return `(secret ${key})`;
}

/** Puts a backslash into everything that could pass for a mark; injective, so no change is hidden. */
export function escapeLookAlikes(text: string): string {
  return text.replaceAll(/\((\\*)secret /g, '(\\$1secret ');
}

/** True when a masked value holds a mark anywhere. */
export function holdsMark(value: Json | undefined): boolean {
  if (typeof value === 'string') return mark.test(value);
  if (isList(value)) return value.some(holdsMark);
  return isObject(value) && Object.values(value).some(holdsMark);
}

/** A masked value with every mark made the same, for digests that must not depend on the run. */
export function withoutMarkKeys(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(new RegExp(mark, 'g'), '(secret)');
  if (isList(value)) return value.map(withoutMarkKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarkKeys(item)]));
}
