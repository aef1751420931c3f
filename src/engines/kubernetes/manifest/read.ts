import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, joinPointer } from '../../../model/json.ts';
import type { Manifest, ObjectId, Positions } from '../../../model/manifest.ts';
import type { ManifestCode } from './manifest-codes.ts';
import { positionsBelow } from './positions.ts';
import { parseYaml } from './yaml.ts';

/** The objects of a file in order, and every finding of reading it. Objects with an error are left out. */
export interface ReadManifests {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the Kubernetes objects of a YAML or JSON text. Lists (`kind: List` or `…List` with `items`) are taken apart
 * and each item keeps its place. Codes: yamlCodes and manifestCodes.
 */
export function readManifests(text: string, file: string): ReadManifests {
  const { documents, diagnostics } = parseYaml(text, file);
  const reading: Reading = { manifests: [], diagnostics: [...diagnostics] };
  for (const document of documents) readDocument(reading, document.value, document.positions);
  return reading;
}

interface Reading {
  readonly manifests: Manifest[];
  readonly diagnostics: Diagnostic[];
}

function readDocument(reading: Reading, value: Json, positions: Positions): void {
  if (isObject(value) && isListKind(value)) readItems(reading, value, positions);
  else readObject(reading, value, positions);
}

function isListKind(object: JsonObject): boolean {
  return typeof object['kind'] === 'string' && object['kind'].endsWith('List') && 'items' in object;
}

function readItems(reading: Reading, list: JsonObject, positions: Positions): void {
  const items = list['items'];
  if (items === null) return;
  if (!isList(items)) {
    const message = 'the items of a List are not a list';
    return report(reading, 'manifest-list-nested', { message, positions, pointer: '/items' });
  }
  for (const [index, item] of items.entries()) {
    const below = positionsBelow(positions, joinPointer(['items', index]));
    if (isObject(item) && isListKind(item)) {
      const message = 'a List stands inside a List, which kubectl does not read';
      report(reading, 'manifest-list-nested', { message, positions: below, pointer: '' });
    } else readObject(reading, withKindOf(list, item), below);
  }
}

/** Items of a typed list may leave out what the list says: a ConfigMapList holds v1 ConfigMaps. */
function withKindOf(list: JsonObject, item: Json): Json {
  if (!isObject(item) || 'kind' in item || 'apiVersion' in item || list['kind'] === 'List') return item;
  const kind = String(list['kind']).replace(/List$/, '');
  return { apiVersion: list['apiVersion'] ?? null, kind, ...item };
}

function readObject(reading: Reading, value: Json, positions: Positions): void {
  if (!isObject(value)) {
    const message = 'this is not a Kubernetes object: it is not a map';
    return report(reading, 'manifest-not-object', { message, positions, pointer: '' });
  }
  const before = reading.diagnostics.length;
  const kind = readKind(reading, value, positions);
  if (!kind) return;
  const name = readName(reading, value, positions);
  const namespace = readNamespace(reading, value, positions);
  for (const field of ['labels', 'annotations']) checkTexts(reading, { object: value, field, positions });
  if (reading.diagnostics.length > before || name === undefined) return;
  const id: ObjectId = namespace === undefined ? { ...kind, name } : { ...kind, namespace, name };
  reading.manifests.push({ id, object: value, location: positions.value(''), positions });
}

function readKind(
  reading: Reading,
  object: JsonObject,
  positions: Positions,
): Omit<ObjectId, 'name'> | undefined {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
    const missing = ['apiVersion', 'kind'].filter(
      key => typeof object[key] !== 'string' || object[key] === '',
    );
    const message = `this is not a Kubernetes object: ${missing.join(' and ')} is missing or not text`;
    report(reading, 'manifest-kind-missing', {
      message,
      hint: 'keep other files out of the path',
      positions,
      pointer: '',
    });
    return undefined;
  }
  const [first = '', second, ...more] = apiVersion.split('/');
  if (first === '' || second === '' || more.length > 0) {
    const message = `apiVersion ${apiVersion} is neither version nor group/version`;
    report(reading, 'manifest-version-invalid', { message, positions, pointer: '/apiVersion' });
    return undefined;
  }
  return second === undefined ? { group: '', version: first, kind } : { group: first, version: second, kind };
}

function readName(reading: Reading, object: JsonObject, positions: Positions): string | undefined {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const { name, generateName } = metadata;
  if (typeof name === 'string' && name !== '') return name;
  const kind = String(object['kind']);
  if (name !== undefined && name !== null && name !== '') {
    reportText(reading, { what: 'metadata.name', value: name, positions, pointer: '/metadata/name' });
    return undefined;
  }
  const message = `this ${kind} has no metadata.name`;
  const hint =
    generateName === undefined
      ? 'give it a name'
      : 'generateName makes a new object in every run: give it a name';
  report(reading, 'manifest-name-missing', { message, hint, positions, pointer: '/metadata' });
  return undefined;
}

function readNamespace(reading: Reading, object: JsonObject, positions: Positions): string | undefined {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const { namespace } = metadata;
  if (namespace === undefined || namespace === null || namespace === '') return undefined;
  if (typeof namespace === 'string') return namespace;
  reportText(reading, {
    what: 'metadata.namespace',
    value: namespace,
    positions,
    pointer: '/metadata/namespace',
  });
  return undefined;
}

interface Texts {
  readonly object: JsonObject;
  readonly field: string;
  readonly positions: Positions;
}

function checkTexts(reading: Reading, { object, field, positions }: Texts): void {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const texts = metadata[field];
  if (texts === undefined || texts === null) return;
  const parts = ['metadata', field];
  if (!isObject(texts)) {
    const message = `metadata.${field} is not a map`;
    return report(reading, 'manifest-text-expected', { message, positions, pointer: joinPointer(parts) });
  }
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') continue;
    const pointer = joinPointer([...parts, key]);
    reportText(reading, { what: `metadata.${field} ${key}`, value, positions, pointer });
  }
}

interface Place {
  readonly positions: Positions;
  readonly pointer: string;
}

function reportText(
  reading: Reading,
  { what, value, ...place }: Place & { what: string; value: Json },
): void {
  const isScalar = typeof value !== 'object';
  const written = isScalar ? `${String(value)}, which is not text` : 'not text';
  const hint = isScalar ? { hint: 'quote it' } : {};
  report(reading, 'manifest-text-expected', { message: `${what} is ${written}`, ...hint, ...place });
}

function report(
  reading: Reading,
  code: ManifestCode,
  { positions, pointer, ...told }: Place & { message: string; hint?: string },
): void {
  reading.diagnostics.push({ code, severity: 'error', ...told, location: positions.value(pointer) });
}
