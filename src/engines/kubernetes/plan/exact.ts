import { isEqual, isList, isObject, type Json, type JsonObject, parseJson } from '../../../model/json.ts';
import { apiVersionOf, type ObjectId } from '../../../model/manifest.ts';
import { isLeaf, managedFieldsOf, namesItem } from './managed-fields.ts';

/**
 * True when the live object is exactly what we would apply, as far as the marks of server-side apply tell:
 * our fields cover every leaf of the intent, the intent covers every field of ours, and all values agree.
 * A doubtful case is false and costs one dry run; it is never a wrong verdict.
 */
export function isExactlyOurs(live: JsonObject, intent: JsonObject, id: ObjectId, manager: string): boolean {
  const ours = managedFieldsOf(live).filter(entry => entry.manager === manager);
  const [entry, ...others] = ours;
  if (!entry || others.length > 0 || entry.operation !== 'Apply' || entry.subresource !== '') return false;
  if (entry.apiVersion !== apiVersionOf(id)) return false;
  return agrees(entry.fields, withoutIdentity(intent), live);
}

function withoutIdentity(object: JsonObject): JsonObject {
  const { apiVersion: _apiVersion, kind: _kind, status: _status, metadata, ...rest } = object;
  if (!isObject(metadata)) return rest;
  const { name: _name, namespace: _namespace, ...marks } = metadata;
  return { ...rest, metadata: marks };
}

function agrees(fields: JsonObject, want: Json, have: Json | undefined): boolean {
  if (isLeaf(fields)) return isEqual(want, have);
  if (isObject(want)) return isObject(have) && mapAgrees(fields, want, have);
  return isList(want) && isList(have) && listAgrees(fields, want, have);
}

function mapAgrees(fields: JsonObject, want: JsonObject, have: JsonObject): boolean {
  const owned = Object.keys(fields).filter(name => name !== '.');
  if (owned.length !== Object.keys(want).length) return false;
  return Object.entries(want).every(([key, value]) => {
    const child = fields[`f:${key}`];
    return isObject(child) && agrees(child, value, have[key]);
  });
}

function listAgrees(fields: JsonObject, want: readonly Json[], have: readonly Json[]): boolean {
  const names = Object.keys(fields).filter(name => name !== '.');
  if (names.length !== want.length) return false;
  let lastIndex = -1;
  return want.every(item => {
    const name = names.find(candidate => mayName(candidate, item));
    const index = name === undefined ? -1 : have.findIndex(candidate => namesItem(name, candidate));
    if (name === undefined || index <= lastIndex) return false;
    lastIndex = index;
    const child = fields[name];
    return isObject(child) && agrees(child, item, have[index]);
  });
}

/** Like `namesItem`, but a key that the intent leaves out was defaulted by the server (`protocol`). */
function mayName(name: string, item: Json): boolean {
  if (name.startsWith('v:')) return namesItem(name, item);
  const keys = name.startsWith('k:') ? parseJson(name.slice(2)) : null;
  if (!isObject(keys) || !isObject(item)) return false;
  return Object.entries(keys).every(([key, value]) => !(key in item) || isEqual(item[key], value));
}
