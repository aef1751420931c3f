import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, joinPointer } from '../../../model/json.ts';
import type { Manifest, Positions } from '../../../model/manifest.ts';
import type { IdentityProblem } from './identity.ts';
import { readIdentity } from './identity.ts';
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
  for (const { value, location, positions } of documents) {
    if (isObject(value) && isListKind(value)) readItems(reading, value, positions);
    else readObject(reading, value, { location, positions });
  }
  return reading;
}

interface Reading {
  readonly manifests: Manifest[];
  readonly diagnostics: Diagnostic[];
}

function isListKind(object: JsonObject): boolean {
  return (
    typeof object['kind'] === 'string' && object['kind'].endsWith('List') && Object.hasOwn(object, 'items')
  );
}

function readItems(reading: Reading, list: JsonObject, positions: Positions): void {
  const items = list['items'] ?? [];
  if (!isList(items)) {
    const message = 'the items of a List are not a list';
    return report(reading, positions, { code: 'manifest-list-nested', pointer: '/items', message });
  }
  for (const [index, item] of items.entries()) {
    const below = positionsBelow(positions, joinPointer(['items', index]));
    if (isObject(item) && isListKind(item)) {
      const message = 'a List stands inside a List, which kubectl does not read';
      report(reading, below, { code: 'manifest-list-nested', pointer: '', message });
    } else readObject(reading, withKindOf(list, item), { location: below.value(''), positions: below });
  }
}

/** Items of a typed list may leave out what the list says: a ConfigMapList holds v1 ConfigMaps. */
function withKindOf(list: JsonObject, item: Json): Json {
  const { kind, apiVersion } = list;
  if (!isObject(item) || typeof kind !== 'string' || kind === 'List') return item;
  if (Object.hasOwn(item, 'kind') || Object.hasOwn(item, 'apiVersion')) return item;
  return { apiVersion: apiVersion ?? null, kind: kind.replace(/List$/, ''), ...item };
}

/** Where an object stands; asking positions costs a second parse of the document, so its start is told. */
interface Place {
  readonly location: Location;
  readonly positions: Positions;
}

function readObject(reading: Reading, value: Json, { location, positions }: Place): void {
  if (!isObject(value)) {
    const message = 'this is not a Kubernetes object: it is not a map';
    return report(reading, positions, { code: 'manifest-not-object', pointer: '', message });
  }
  const id = readIdentity(value);
  if ('name' in id) reading.manifests.push({ id, object: value, location, positions });
  else for (const problem of id) report(reading, positions, problem);
}

function report(reading: Reading, positions: Positions, { pointer, ...told }: IdentityProblem): void {
  reading.diagnostics.push({ severity: 'error', ...told, location: positions.value(pointer) });
}
