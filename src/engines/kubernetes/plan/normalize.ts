import { isObject, type JsonObject, textAt } from '../../../model/json.ts';
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

/** Labels that the server gives a Job and its Pods: a dry run under a stand-in name makes up others. */
const jobLabels: ReadonlySet<string> = new Set([
  'job-name',
  'controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
]);

/**
 * An object without what the server or a tool keeps for itself, so that two states of it can be compared:
 * both sides of a diff go through here (model: fluxcd/pkg ssa/normalize).
 */
export function normalizeForDiff(object: JsonObject): JsonObject {
  const { status: _status, ...rest } = object;
  const isJob = rest['kind'] === 'Job' && (textAt(rest, '/apiVersion') ?? 'batch/').startsWith('batch/');
  return withoutMarks(isJob ? withoutJobLabels(rest) : rest);
}

function withoutMarks(object: JsonObject): JsonObject {
  const { metadata, ...rest } = object;
  if (!isObject(metadata)) return object;
  const kept = Object.entries(metadata).filter(([key]) => !serverMetadata.has(key));
  const cleaned = withoutKeys(Object.fromEntries(kept), 'labels', bookkeepingLabels);
  return { ...rest, metadata: withoutKeys(cleaned, 'annotations', bookkeepingAnnotations) };
}

function withoutJobLabels(job: JsonObject): JsonObject {
  const paths = [['metadata'], ['spec', 'selector'], ['spec', 'template', 'metadata']];
  return paths.reduce((object, path) => withoutLabelsAt(object, path), job);
}

function withoutLabelsAt(object: JsonObject, path: readonly string[]): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined)
    return withoutKeys(withoutKeys(object, 'labels', jobLabels), 'matchLabels', jobLabels);
  const child = object[first];
  return isObject(child) ? { ...object, [first]: withoutLabelsAt(child, rest) } : object;
}

/** The object without these keys of the map `name`; a map that held nothing else goes with them. */
function withoutKeys(object: JsonObject, name: string, keys: ReadonlySet<string>): JsonObject {
  const { [name]: value, ...rest } = object;
  if (!isObject(value) || !Object.keys(value).some(key => keys.has(key))) return object;
  const kept = Object.entries(value).filter(([key]) => !keys.has(key));
  return kept.length === 0 ? rest : { ...object, [name]: Object.fromEntries(kept) };
}
