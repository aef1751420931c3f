import { isObject, type Json, stringifyJson } from '../model/json.ts';

const plainKey = /^[A-Za-z_$][\w$-]*$/;
const plainItem = /^[\w$@:.,/*+~-]+$/;

/** Ends the label of a change of order alone; no other label can end like this, odd keys being quoted. */
export const orderSuffix = ' (order)';

/** The label of a map entry: `spec.image`, `metadata.labels["app.kubernetes.io/name"]`. */
export function labelOfKey(parent: string, key: string): string {
  if (!plainKey.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/** The label of a list item: `containers[server]`, `ports[80/TCP]`; anything odd is quoted. */
export function labelOfItem(parent: string, name: string): string {
  return `${parent}[${plainItem.test(name) ? name : JSON.stringify(name)}]`;
}

/** What people call a list item: its key values joined by a slash, leaving out those it does not have. */
export function nameOfItem(item: Json, keys: readonly string[]): string {
  const values = isObject(item)
    ? keys.flatMap(key => (Object.hasOwn(item, key) ? [item[key] ?? null] : []))
    : [item];
  return values.map(value => (typeof value === 'string' ? value : stringifyJson(value))).join('/');
}
