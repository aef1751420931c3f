import type { Location } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

/** What names a Kubernetes object. `group` is empty for the core group, `namespace` absent when not (yet) known. */
export interface ObjectId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Finds where a part of an object was written; falls back to the nearest parent that was written. */
export interface Positions {
  /** The place of the value at a JSON pointer. */
  value(pointer: string): Location;
  /** The place of the key at a JSON pointer; for list items and the root the value's. */
  key(pointer: string): Location;
}

/** One object as kubectl would read it from the source, and where it stands there. */
export interface Manifest {
  readonly id: ObjectId;
  readonly object: JsonObject;
  readonly location: Location;
  readonly positions: Positions;
  /** Where decrypted values stand (JSON pointers): secrets, whatever the kind of the object. */
  readonly secretPointers?: readonly string[];
  /** The object with ciphertext in their place, as it stands in the repository. */
  readonly asWritten?: JsonObject;
  /** Why `object` still holds ciphertext: it can be compared, not sent. */
  readonly undecrypted?: string;
}

/** `v1`, `apps/v1`: the apiVersion of an id. */
export function apiVersionOf(id: Pick<ObjectId, 'group' | 'version'>): string {
  return id.group === '' ? id.version : `${id.group}/${id.version}`;
}

/** The address people read and scripts match: `apps/v1/Deployment/shop/web`, `v1/Namespace/shop`. */
export function addressOf(id: ObjectId): string {
  const place = id.namespace === undefined ? id.name : `${id.namespace}/${id.name}`;
  return `${apiVersionOf(id)}/${id.kind}/${place}`;
}

/**
 * The short address of `confirm` and of headings: `Kind[.group]/[namespace/]name`, without the version. The group
 * is left out for the kinds of Kubernetes itself, whose names are known to everybody: `StatefulSet/shop/orders-db`.
 */
export function confirmAddressOf(id: ObjectId): string {
  const isBuiltIn = !id.group.includes('.') || id.group.endsWith('.k8s.io');
  const kind = isBuiltIn ? id.kind : `${id.kind}.${id.group}`;
  return id.namespace === undefined ? `${kind}/${id.name}` : `${kind}/${id.namespace}/${id.name}`;
}

/** Group and kind, the identity of a kind whatever its version: `Deployment.apps`, `Service`. */
export function groupKindOf(id: Pick<ObjectId, 'group' | 'kind'>): string {
  return id.group === '' ? id.kind : `${id.kind}.${id.group}`;
}

/** One string per object whatever the version: two manifests with the same key are the same object. */
export function objectKeyOf(id: ObjectId): string {
  return `${groupKindOf(id)}|${id.namespace ?? ''}|${id.name}`;
}
