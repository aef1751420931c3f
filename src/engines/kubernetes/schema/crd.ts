import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { KindSchema, ListKeys, SchemaNode } from './node.ts';

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
  fields.set('apiVersion', { type: 'text' });
  fields.set('kind', { type: 'text' });
  fields.set('metadata', { type: 'reference', name: 'meta.v1.ObjectMeta' });
  return { ...root, fields };
}

/** A structural schema. Source: kubernetes.io, Custom Resource Definitions, "Specifying a structural schema". */
function nodeOf(schema: JsonObject): SchemaNode {
  if (schema['x-kubernetes-int-or-string'] === true) return { type: 'int-or-text' };
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  switch (schema['type']) {
    case 'object':
      return objectNode(schema, keepsUnknown || schema['x-kubernetes-embedded-resource'] === true);
    case 'array':
      return listNode(schema);
    case 'string':
      return withValues({ type: 'text' }, schema);
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return withValues({ type: schema['format'] === 'int32' ? 'int32' : 'int64' }, schema);
    case 'number':
      return withValues({ type: 'number' }, schema);
    default:
      return { type: 'any' };
  }
}

function objectNode(schema: JsonObject, isOpen: boolean): SchemaNode {
  const additional = schema['additionalProperties'];
  if (isObject(additional)) return { type: 'map', values: nodeOf(additional) };
  if (additional === true) return { type: 'map', values: { type: 'any' } };
  const properties = Object.entries(objectAt(schema, 'properties'));
  const fields = new Map(
    properties.map(([name, value]) => [name, isObject(value) ? nodeOf(value) : anyNode()]),
  );
  const defaulted = new Set(properties.flatMap(([name, value]) => (hasDefault(value) ? [name] : [])));
  const required = texts(schema['required']).filter(name => !defaulted.has(name));
  return { type: 'object', fields, required, isOpen };
}

function listNode(schema: JsonObject): SchemaNode {
  const items = isObject(schema['items']) ? nodeOf(schema['items']) : anyNode();
  return { type: 'list', items, keys: keysOf(schema) };
}

function keysOf(schema: JsonObject): ListKeys {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'map') return texts(schema['x-kubernetes-list-map-keys']);
  return type === 'set' ? 'set' : 'atomic';
}

function withValues(
  node: SchemaNode & { type: 'text' | 'int32' | 'int64' | 'number' },
  schema: JsonObject,
): SchemaNode {
  const values = schema['enum'];
  return isList(values) ? { ...node, values } : node;
}

function anyNode(): SchemaNode {
  return { type: 'any' };
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
