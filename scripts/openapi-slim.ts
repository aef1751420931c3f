import type { CompactKeys, CompactNode } from '../src/engines/kubernetes/schema/asset.ts';

/** The part of an OpenAPI v3 schema that Kubernetes uses. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly oneOf?: readonly OpenApiSchema[];
  readonly items?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-patch-merge-key'?: string;
}

/** `io.k8s.api.apps.v1.Deployment` -> `apps.v1.Deployment`. */
export function shortName(name: string): string {
  return name
    .replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis|apiextensions-apiserver\.pkg\.apis)\./, '')
    .replace(/^io\.k8s\.(apimachinery\.pkg|kube-aggregator\.pkg\.apis)\./, '');
}

/** The definition that a reference names, in full. */
export function referenceName(reference: string): string {
  return reference.replace('#/components/schemas/', '');
}

const anyShape = new Set([
  'apiextensions.v1.JSON',
  'apiextensions.v1.JSONSchemaPropsOrArray',
  'apiextensions.v1.JSONSchemaPropsOrBool',
  'apiextensions.v1.JSONSchemaPropsOrStringArray',
]);

/** Fields that schemas call required although the server takes their absence for an empty value. */
const notEnforced: Readonly<Record<string, readonly string[]>> = {
  'batch.v1.PodFailurePolicy': ['rules'],
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.PreferredSchedulingTerm': ['preference'],
  'core.v1.SleepAction': ['seconds'],
  'core.v1.HTTPHeader': ['value'],
  'core.v1.Sysctl': ['value'],
  'apiextensions.v1.CustomResourceDefinitionVersion': ['served', 'storage'],
};

/** A schema in the compact form of the asset. `newest` is the same definition in the newest version, if it has one. */
export function slimDefinition(
  name: string,
  schema: OpenApiSchema,
  newest: OpenApiSchema | undefined,
): CompactNode {
  if (anyShape.has(name)) return '*';
  if (name === 'api.resource.Quantity' || name.endsWith('.Quantity')) return 'q';
  if (name.endsWith('.IntOrString')) return 'x';
  if (!schema.properties) return slimNode(schema);
  const fields = Object.entries(schema.properties).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const f = Object.fromEntries(fields.map(([field, value]) => [field, slimNode(value)]));
  const r = enforced(name, schema, newest);
  return r.length > 0 ? { f, r } : { f };
}

/** Older schemas call more fields required than the server ever did; the newest tells the truth for all of them. */
function enforced(name: string, schema: OpenApiSchema, newest: OpenApiSchema | undefined): readonly string[] {
  const truly = newest?.required ?? (newest ? [] : schema.required);
  const required = (schema.required ?? []).filter(field => truly?.includes(field));
  return required.filter(field => !notEnforced[name]?.includes(field)).toSorted();
}

function slimNode(schema: OpenApiSchema): CompactNode {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) return `@${shortName(referenceName(reference))}`;
  if (schema.items) return slimList(schema, slimNode(schema.items));
  if (schema.additionalProperties) return ['m', slimNode(schema.additionalProperties)];
  return slimScalar(schema);
}

function slimList(schema: OpenApiSchema, items: CompactNode): CompactNode {
  const keys = listKeys(schema);
  return keys === undefined ? ['a', items] : ['a', items, keys];
}

function listKeys(schema: OpenApiSchema): CompactKeys | undefined {
  const type = schema['x-kubernetes-list-type'];
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  if (type === 'map') return schema['x-kubernetes-list-map-keys'] ?? [];
  if (type === 'set' || type === 'atomic') return type;
  return mergeKey === undefined ? undefined : [mergeKey];
}

function slimScalar({ type, format }: OpenApiSchema): CompactNode {
  switch (type) {
    case 'string':
      if (format === 'byte') return 'y';
      return format === 'date-time' ? 'd' : 's';
    case 'boolean':
      return 'b';
    case 'integer':
      return format === 'int32' ? 'i' : 'l';
    case 'number':
      return 'n';
    case 'object':
      return ['m', '*'];
    case undefined:
      return '*';
    default:
      throw new Error(`the type ${type} is new`);
  }
}
