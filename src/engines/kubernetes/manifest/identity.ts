import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, joinPointer } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { ManifestCode } from './manifest-codes.ts';

/** Something that keeps a document from being an object; `pointer` is the place in it. */
export interface IdentityProblem {
  readonly code: ManifestCode;
  readonly pointer: string;
  readonly message: string;
  readonly hint?: string;
}

/** Reads what names an object, and checks that names, labels and annotations are text, all at once. */
export function readIdentity(object: JsonObject): ObjectId | readonly IdentityProblem[] {
  const kind = readKind(object);
  if ('code' in kind) return [kind];
  if (kind.group === 'kustomize.config.k8s.io') return [notRendered(kind.kind)];
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const problems = [
    ...checkName(kind.kind, metadata),
    ...checkText('metadata.namespace', metadata['namespace'] ?? '', '/metadata/namespace'),
    ...checkTexts('labels', metadata),
    ...checkTexts('annotations', metadata),
  ];
  const { name, namespace } = metadata;
  if (problems.length > 0 || typeof name !== 'string') return problems;
  return typeof namespace === 'string' && namespace !== '' ? { ...kind, namespace, name } : { ...kind, name };
}

function notRendered(kind: string): IdentityProblem {
  const message = `this ${kind} is input of Kustomize, not an object for the cluster`;
  const hint = 'put what kustomize build prints under the path, and leave this file out of it';
  return { code: 'manifest-not-rendered', pointer: '/kind', message, hint };
}

function readKind(object: JsonObject): Omit<ObjectId, 'name'> | IdentityProblem {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
    const missing = ['apiVersion', 'kind'].filter(
      key => typeof object[key] !== 'string' || object[key] === '',
    );
    const message = `this is not a Kubernetes object: ${missing.join(' and ')} is missing or not text`;
    return { code: 'manifest-kind-missing', pointer: '', message, hint: 'keep other files out of the path' };
  }
  const [first = '', second, ...more] = apiVersion.split('/');
  if (first === '' || second === '' || more.length > 0) {
    const message = `apiVersion ${apiVersion} is neither version nor group/version`;
    return { code: 'manifest-version-invalid', pointer: '/apiVersion', message };
  }
  return second === undefined ? { group: '', version: first, kind } : { group: first, version: second, kind };
}

function checkName(kind: string, metadata: JsonObject): readonly IdentityProblem[] {
  const { name, generateName } = metadata;
  if (name !== undefined && name !== null && name !== '')
    return checkText('metadata.name', name, '/metadata/name');
  const message = `this ${kind} has no metadata.name`;
  const hint =
    generateName === undefined
      ? 'give it a name'
      : 'generateName makes a new object in every run: give it a name';
  return [{ code: 'manifest-name-missing', pointer: '/metadata', message, hint }];
}

function checkTexts(field: 'labels' | 'annotations', metadata: JsonObject): readonly IdentityProblem[] {
  const texts = metadata[field] ?? {};
  const parts = ['metadata', field];
  if (!isObject(texts)) {
    const message = `metadata.${field} is not a map`;
    return [{ code: 'manifest-text-expected', pointer: joinPointer(parts), message }];
  }
  return Object.entries(texts).flatMap(([key, value]) =>
    checkText(`metadata.${field} ${key}`, value, joinPointer([...parts, key])),
  );
}

function checkText(what: string, value: Json, pointer: string): readonly IdentityProblem[] {
  if (typeof value === 'string') return [];
  const code = 'manifest-text-expected';
  if (typeof value === 'object') return [{ code, pointer, message: `${what} is not text` }];
  return [{ code, pointer, message: `${what} is ${String(value)}, which is not text`, hint: 'quote it' }];
}
