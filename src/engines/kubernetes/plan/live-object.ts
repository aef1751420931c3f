import { isObject, type JsonObject, textAt } from '../../../model/json.ts';
import { apiVersionOf, type ObjectId } from '../../../model/manifest.ts';
import type { Resource } from '../cluster.ts';

/** A live object together with the resource it was read through. */
export interface LiveObject {
  readonly id: ObjectId;
  readonly resource: Resource;
  readonly object: JsonObject;
}

/** A list item with its identity: it carries no apiVersion and kind of its own, the resource it was read through tells. */
export function liveOf(resource: Resource, item: JsonObject): LiveObject {
  const { group, version, kind } = resource;
  const metadata = isObject(item['metadata']) ? item['metadata'] : {};
  const namespace = textAt(metadata, '/namespace');
  const name = textAt(metadata, '/name') ?? '';
  const apiVersion = apiVersionOf(resource);
  return {
    id: { group, version, kind, name, ...(namespace !== undefined && { namespace }) },
    resource,
    object: { apiVersion, kind, ...item },
  };
}

/** True for Secrets: they are read by name only, never listed. */
export function isSecret(id: { readonly group: string; readonly kind: string }): boolean {
  return id.group === '' && id.kind === 'Secret';
}
