import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../model/json.ts';
import { canonicalJson, isObject } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';

/** The label that makes an object a member of our set. Source: kubectl `pkg/cmd/apply/applyset.go`. */
const memberLabel = 'applyset.kubernetes.io/part-of';

/**
 * sha-256 (64 hex) of what the files say, the same on every machine: canonical JSON of the objects, sorted, without
 * our own label. `namespace` (the input, if set) is filled in where an object names none.
 */
export function renderedDigestOf(manifests: readonly Manifest[], namespace?: string): string {
  const texts = manifests.map(({ object, asWritten = object }) =>
    canonicalJson(withNamespace(withoutLabel(asWritten), namespace)),
  );
  return createHash('sha256')
    .update(`[${texts.toSorted().join(',')}]`)
    .digest('hex');
}

function withoutLabel(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isObject(metadata) || !isObject(metadata['labels']) || !(memberLabel in metadata['labels']))
    return object;
  const { [memberLabel]: _, ...labels } = metadata['labels'];
  const { labels: __, ...rest } = metadata;
  return { ...object, metadata: Object.keys(labels).length > 0 ? { ...rest, labels } : rest };
}

function withNamespace(object: JsonObject, namespace: string | undefined): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  if (namespace === undefined || metadata['namespace']) return object;
  return { ...object, metadata: { ...metadata, namespace } };
}
