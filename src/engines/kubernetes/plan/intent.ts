import { isList, isObject, type Json, type JsonObject, splitPointer, textAt } from '../../../model/json.ts';
import {
  addressOf,
  confirmAddressOf,
  type Manifest,
  type ObjectId,
  objectKeyOf,
} from '../../../model/manifest.ts';
import type { Resource } from '../cluster.ts';
import { podSpecPointerOf } from '../manifest/pod-spec.ts';
import { partOfLabel } from '../names.ts';

/** One wanted object as it will be sent, and where it goes. */
export interface Intent {
  readonly manifest: Manifest;
  readonly id: ObjectId;
  readonly key: string;
  readonly address: string;
  readonly confirmAddress: string;
  /** Absent when the server does not serve the kind (yet). */
  readonly resource: Resource | undefined;
  readonly body: JsonObject;
}

/** What completes a manifest: the served kind, the namespace for objects that name none, the id of the set. */
export interface IntentContext {
  readonly resource: Resource | undefined;
  readonly isNamespaced: boolean;
  readonly namespace: string;
  readonly setId: string;
}

/** Completes one manifest: namespace, membership label, and what must be normal before the server sees it. */
export function intentOf(manifest: Manifest, context: IntentContext): Intent {
  const { namespace: written, ...rest } = manifest.id;
  const id: ObjectId = context.isNamespaced ? { ...rest, namespace: written ?? context.namespace } : rest;
  return {
    manifest,
    id,
    key: objectKeyOf(id),
    address: addressOf(id),
    confirmAddress: confirmAddressOf(id),
    resource: context.resource,
    body: normalizeIntent(withMetadata(manifest.object, id, context.setId), id),
  };
}

function withMetadata(object: JsonObject, id: ObjectId, setId: string): JsonObject {
  const { creationTimestamp: _unset, ...metadata } = isObject(object['metadata']) ? object['metadata'] : {};
  const labels = isObject(metadata['labels']) ? metadata['labels'] : {};
  const { status: _status, ...rest } = object;
  return {
    ...rest,
    metadata: {
      ...metadata,
      ...(id.namespace !== undefined && { namespace: id.namespace }),
      labels: { ...labels, [partOfLabel]: setId },
    },
  };
}

/** Fixes that the server itself would stumble over: `stringData` (kubernetes#108008), ports without protocol (structured-merge-diff#130). */
function normalizeIntent(object: JsonObject, id: ObjectId): JsonObject {
  if (id.group === '' && id.kind === 'Secret') return withDataOnly(object);
  if (id.group === '' && id.kind === 'Service') return withPortProtocols(object, ['spec', 'ports']);
  const pointer = podSpecPointerOf(id);
  if (pointer === undefined) return object;
  const podSpec = splitPointer(pointer);
  return ['containers', 'initContainers'].reduce(
    (result, list) =>
      mapListAt(result, [...podSpec, list], container => withPortProtocols(container, ['ports'])),
    object,
  );
}

function withDataOnly(secret: JsonObject): JsonObject {
  const { stringData, ...rest } = secret;
  if (!isObject(stringData)) return secret;
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : value,
  ]);
  const data = isObject(rest['data']) ? rest['data'] : {};
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}

function withPortProtocols(object: JsonObject, path: readonly string[]): JsonObject {
  return mapListAt(object, path, port =>
    textAt(port, '/protocol') === undefined ? { ...port, protocol: 'TCP' } : port,
  );
}

function mapListAt(
  object: JsonObject,
  path: readonly string[],
  change: (item: JsonObject) => JsonObject,
): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return object;
  const child = object[first];
  if (rest.length > 0)
    return isObject(child) ? { ...object, [first]: mapListAt(child, rest, change) } : object;
  if (!isList(child)) return object;
  return { ...object, [first]: child.map((item: Json) => (isObject(item) ? change(item) : item)) };
}
