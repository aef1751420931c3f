import { isObject, type JsonObject } from '../../../model/json.ts';
import { applySetMarks } from '../ledger/apply-set.ts';
import { partOfLabel } from '../names.ts';

const serverMetadata: ReadonlySet<string> = new Set([
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'selfLink',
]);

const bookkeepingAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
]);

const bookkeepingLabels: ReadonlySet<string> = new Set([partOfLabel, applySetMarks.id]);

/**
 * An object without what the server or a tool keeps for itself, so that two states of it can be compared:
 * both sides of a diff go through here (model: fluxcd/pkg ssa/normalize).
 */
export function normalizeForDiff(object: JsonObject): JsonObject {
  const { status: _status, metadata, ...rest } = object;
  if (!isObject(metadata)) return rest;
  const kept = Object.entries(metadata).filter(([key]) => !serverMetadata.has(key));
  const cleaned = Object.fromEntries(kept);
  return {
    ...rest,
    metadata: {
      ...cleaned,
      ...withoutKeys('labels', cleaned['labels'], bookkeepingLabels),
      ...withoutKeys('annotations', cleaned['annotations'], bookkeepingAnnotations),
    },
  };
}

function withoutKeys(
  name: string,
  value: JsonObject[string] | undefined,
  keys: ReadonlySet<string>,
): JsonObject {
  if (!isObject(value)) return {};
  return { [name]: Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key))) };
}
