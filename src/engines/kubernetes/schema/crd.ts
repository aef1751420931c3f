import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { KindSchema, ListKeys, ScalarType, SchemaNode } from './node.ts';
import { anyNode } from './node.ts';

/** What a CRD's schema takes from Kubernetes itself: the shape of `metadata`. */
export interface Shared {
  definition(name: string): SchemaNode;
}

/** The kinds that the CRDs among the manifests define, by `group/version/Kind`. CEL rules and patterns are left out. */
export function crdSchemasOf(
  manifests: readonly Manifest[],
  shared: Shared,
): ReadonlyMap<string, KindSchema> {
  const schemas = new Map<string, KindSchema>();
  for (const { id, object } of manifests) {
    if (id.group !== 'apiextensions.k8s.io' || id.kind !== 'CustomResourceDefinition') continue;
    for (const [key, schema] of kindsOf(object, shared)) schemas.set(key, schema);
  }
  return schemas;
}

function kindsOf(crd: JsonObject, shared: Shared): readonly (readonly [string, KindSchema])[] {
  const spec = objectAt(crd, 'spec');
  const names = objectAt(spec, 'names');
  const { group, scope } = spec;
  const { kind, plural } = names;
  if (typeof group !== 'string' || typeof kind !== 'string' || typeof plural !== 'string') return [];
  return listAt(spec, 'versions')
    .filter(isObject)
    .flatMap(version => {
      const schema = objectAt(version, 'schema')['openAPIV3Schema'];
      if (typeof version['name'] !== 'string' || !isObject(schema)) return [];
      const root = withMetadata(nodeOf(schema));
      const isNamespaced = scope !== 'Cluster';
      const kindSchema = {
        root,
        definition: (name: string) => shared.definition(name),
        plural,
        isNamespaced,
      };
      return [[`${group}/${version['name']}/${kind}`, kindSchema] as const];
    });
}

function withMetadata(root: SchemaNode): SchemaNode {
  if (root.type !== 'object') return root;
  const fields = new Map(root.fields);
  for (const name of ['apiVersion', 'kind']) fields.set(name, { type: 'scalar', scalar: 'text' });
  fields.set('metadata', { type: 'reference', name: 'meta.v1.ObjectMeta' });
  return { ...root, fields };
}

/** A structural schema. Source: kubernetes.io, Custom Resource Definitions, "Specifying a structural schema". */
function nodeOf(schema: JsonObject): SchemaNode {
  if (schema['x-kubernetes-int-or-string'] === true) return { type: 'scalar', scalar: 'int-or-text' };
  const { type } = schema;
  if (type === 'object') return objectNode(schema);
  if (type === 'array') return listNode(schema);
  const scalar = scalarOf(schema);
  const values = schema['enum'];
  return isList(values) && scalar !== 'any' ? { type: 'scalar', scalar, values } : { type: 'scalar', scalar };
}

function scalarOf({ type, format }: JsonObject): ScalarType {
  if (type === 'string') return 'text';
  if (type === 'integer') return format === 'int32' ? 'int32' : 'int64';
  return type === 'boolean' || type === 'number' ? type : 'any';
}

function objectNode(schema: JsonObject): SchemaNode {
  const isOpen = [
    schema['x-kubernetes-preserve-unknown-fields'],
    schema['x-kubernetes-embedded-resource'],
  ].includes(true);
  const additional = schema['additionalProperties'];
  if (isObject(additional)) return { type: 'map', values: nodeOf(additional) };
  if (additional === true) return { type: 'map', values: anyNode };
  const properties = Object.entries(objectAt(schema, 'properties'));
  const fields = new Map(
    properties.map(([name, value]) => [name, isObject(value) ? nodeOf(value) : anyNode]),
  );
  const defaulted = new Set(properties.flatMap(([name, value]) => (hasDefault(value) ? [name] : [])));
  const required = texts(schema['required']).filter(name => !defaulted.has(name));
  return { type: 'object', fields, required, isOpen };
}

function listNode(schema: JsonObject): SchemaNode {
  const items = isObject(schema['items']) ? nodeOf(schema['items']) : anyNode;
  return { type: 'list', items, keys: keysOf(schema) };
}

function keysOf(schema: JsonObject): ListKeys {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'map') return texts(schema['x-kubernetes-list-map-keys']);
  return type === 'set' ? 'set' : 'atomic';
}

function hasDefault(value: Json): boolean {
  return isObject(value) && value['default'] !== undefined && value['default'] !== null;
}

function texts(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter(item => typeof item === 'string') : [];
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

function listAt(object: JsonObject, key: string): readonly Json[] {
  const value = object[key];
  return isList(value) ? value : [];
}
