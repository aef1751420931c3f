import {
  isEqual,
  isList,
  isObject,
  type Json,
  type JsonObject,
  parseJson,
  splitPointer,
  textAt,
  valueAt,
} from '../../../model/json.ts';

/** One entry of metadata.managedFields: who owns which fields, and how they came to it. */
export interface ManagedFields {
  readonly manager: string;
  readonly operation: string;
  readonly subresource: string;
  readonly apiVersion: string;
  /** When it was written last, as the server says it; empty when it does not. */
  readonly time: string;
  readonly fields: JsonObject;
}

/** The managedFields entries of a live object; entries of another format than FieldsV1 are left out. */
export function managedFieldsOf(object: JsonObject): readonly ManagedFields[] {
  const entries = valueAt(object, '/metadata/managedFields');
  if (!isList(entries)) return [];
  return entries.flatMap(entry => {
    const fields = valueAt(entry, '/fieldsV1');
    if (!isObject(fields)) return [];
    return [
      {
        manager: textAt(entry, '/manager') ?? '',
        operation: textAt(entry, '/operation') ?? '',
        subresource: textAt(entry, '/subresource') ?? '',
        apiVersion: textAt(entry, '/apiVersion') ?? '',
        time: textAt(entry, '/time') ?? '',
        fields,
      },
    ];
  });
}

/**
 * The entries that own the field at a JSON pointer of the live object.
 * Names of fieldsV1: `f:` a field, `k:` a list item by its keys, `v:` a set member, `.` the node itself.
 */
export function ownersOf(live: JsonObject, pointer: string): readonly ManagedFields[] {
  return managedFieldsOf(live).filter(entry => holds(entry.fields, live, splitPointer(pointer)));
}

function holds(fields: JsonObject, value: Json | undefined, parts: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined || isLeaf(fields)) return true;
  const child = isList(value) ? itemFields(fields, value[Number(part)]) : fields[`f:${part}`];
  const next = isList(value) ? value[Number(part)] : isObject(value) ? value[part] : undefined;
  return isObject(child) && holds(child, next, rest);
}

/** A node without children (but perhaps `.`) owns the whole value. */
export function isLeaf(fields: JsonObject): boolean {
  return Object.keys(fields).every(key => key === '.');
}

function itemFields(fields: JsonObject, item: Json | undefined): JsonObject | undefined {
  for (const [name, child] of Object.entries(fields)) {
    if (isObject(child) && item !== undefined && namesItem(name, item)) return child;
  }
  return undefined;
}

/** True when a `k:` or `v:` name of fieldsV1 means this list item. */
export function namesItem(name: string, item: Json): boolean {
  if (name.startsWith('v:')) return isEqual(parseJson(name.slice(2)), item);
  if (!name.startsWith('k:') || !isObject(item)) return false;
  const keys = parseJson(name.slice(2));
  return isObject(keys) && Object.entries(keys).every(([key, value]) => isEqual(item[key], value));
}
