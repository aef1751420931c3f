import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type {
  ContractAsset,
  ContractOperation,
  Parameter,
  Schema,
} from '../__tests__/stage/github/contract/asset.ts';
import { operations } from '../__tests__/stage/github/operations.ts';

/** Cuts the stand-in's operations out of GitHub's OpenAPI: `node scripts/slim-openapi.ts [api.github.com.json]`. */

const source = '@octokit/openapi@23.0.2';
const described = 'package/generated/api.github.com.json';
const target = join(import.meta.dirname, '..', '__tests__/stage/github/contract/openapi.json.br');
/** Answers that every operation may give, whether or not it lists them. */
const everywhere = ['basic-error', 'validation-error', 'validation-error-simple'];
const kept = new Set(
  'type enum format pattern minLength maxLength minItems maxItems uniqueItems maxProperties minimum maximum required'.split(
    ' ',
  ),
);

interface OpenApiSchema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: boolean | OpenApiSchema;
  readonly items?: OpenApiSchema;
  readonly allOf?: readonly OpenApiSchema[];
  readonly anyOf?: readonly OpenApiSchema[];
  readonly oneOf?: readonly OpenApiSchema[];
}

interface Body {
  readonly $ref?: string;
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: OpenApiSchema }>>;
}

interface OpenApiParameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: OpenApiSchema;
  readonly 'x-multi-segment'?: boolean;
}

interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, OpenApiSchema>>;
    readonly parameters: Readonly<Record<string, OpenApiParameter>>;
    readonly responses: Readonly<Record<string, Body>>;
  };
}

/**
 * A schema of OpenAPI 3.0 as JSON Schema without prose. `nullable` becomes a type or an alternative; an object that lists
 * its properties admits no others, so that a misspelt name is noticed. Inside `allOf` no single part knows all names.
 */
function slimSchema(schema: OpenApiSchema, place: 'alone' | 'in allOf' = 'alone'): Schema {
  if (schema.nullable === true) return slimNullable(schema, place);
  if (schema.$ref !== undefined) return { $ref: `github:${lastPart(schema.$ref)}` };
  const slim: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) if (kept.has(keyword)) slim[keyword] = value;
  if (schema.properties) slim['properties'] = mapValues(schema.properties, value => slimSchema(value));
  if (schema.items) slim['items'] = slimSchema(schema.items);
  if (typeof schema.additionalProperties === 'object')
    slim['additionalProperties'] = slimSchema(schema.additionalProperties);
  else if (schema.additionalProperties !== undefined)
    slim['additionalProperties'] = schema.additionalProperties;
  else if (schema.properties && place === 'alone') slim['additionalProperties'] = false;
  for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
    const parts = schema[keyword];
    if (parts)
      slim[keyword] = parts.map(part => slimSchema(part, keyword === 'allOf' ? 'in allOf' : 'alone'));
  }
  return slim;
}

function slimNullable(schema: OpenApiSchema, place: 'alone' | 'in allOf'): Schema {
  const plain = slimSchema({ ...schema, nullable: false }, place);
  if (schema.type === undefined) return { anyOf: [{ type: 'null' }, plain] };
  const withNull = schema.enum ? { enum: [...schema.enum, null] } : {};
  return { ...plain, type: [schema.type, 'null'], ...withNull };
}

function slimOperation(
  api: OpenApi,
  path: string,
  method: string,
  operation: OpenApiOperation,
): ContractOperation {
  const parameters = (operation.parameters ?? []).map(parameter => {
    const known =
      parameter.$ref === undefined ? parameter : api.components.parameters[lastPart(parameter.$ref)];
    if (!known) throw new Error(`${operation.operationId} names an unknown parameter`);
    return slimParameter(known);
  });
  const body = operation.requestBody;
  const answers = mapValues(operation.responses, answer => {
    const known = answer.$ref === undefined ? answer : api.components.responses[lastPart(answer.$ref)];
    const schema = known?.content?.['application/json']?.schema;
    return schema ? slimSchema(schema) : null;
  });
  return {
    method: method.toUpperCase(),
    path,
    parameters: parameters.filter(({ in: place }) => place === 'path' || place === 'query'),
    ...(body ? { body: { required: body.required ?? false, schema: jsonSchemaOf(body) } } : {}),
    answers,
  };
}

function slimParameter(parameter: OpenApiParameter): Parameter {
  return {
    name: parameter.name,
    in: parameter.in,
    required: parameter.required ?? false,
    schema: slimSchema(parameter.schema ?? {}),
    ...(parameter['x-multi-segment'] === true ? { multiSegment: true } : {}),
  };
}

function jsonSchemaOf(body: Body): Schema {
  return slimSchema(body.content?.['application/json']?.schema ?? {});
}

/** The named schemas that the operations reach. */
function slimSchemas(
  api: OpenApi,
  found: Readonly<Record<string, ContractOperation>>,
): Record<string, Schema> {
  const slim: Record<string, Schema> = {};
  const open = [...everywhere, ...referencesIn(found)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = api.components.schemas[name];
    if (slim[name] || !schema) continue;
    slim[name] = slimSchema(schema);
    open.push(...referencesIn(slim[name]));
  }
  return sorted(slim);
}

function referencesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"github:([^"]+)"/g)].map(([, name = '']) => name);
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function sorted<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** GitHub's description: the file that is given, or the one in the package, fetched into a temporary folder. */
function readDescription(path: string | undefined): OpenApi {
  if (path !== undefined) return JSON.parse(readFileSync(path, 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'slim-openapi-'));
  try {
    const packed = execFileSync('npm', ['pack', source, '--silent'], { cwd: folder, encoding: 'utf8' });
    execFileSync('tar', ['-xzf', packed.trim(), described], { cwd: folder });
    return JSON.parse(readFileSync(join(folder, described), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(): void {
  const api = readDescription(process.argv[2]);
  const found: Record<string, ContractOperation> = {};
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(methods))
      if (Object.hasOwn(operations, operation.operationId ?? ''))
        found[operation.operationId] = slimOperation(api, path, method, operation);
  const missing = Object.keys(operations).filter(id => !found[id]);
  if (missing.length > 0) throw new Error(`not in ${source}: ${missing.join(', ')}`);
  const asset: ContractAsset = { source, operations: sorted(found), schemas: slimSchemas(api, found) };
  const text = JSON.stringify(asset);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const bytes = brotliCompressSync(text, { params });
  writeFileSync(target, bytes);
  const counts = `${Object.keys(found).length} operations, ${Object.keys(asset.schemas).length} schemas`;
  process.stdout.write(`${target}: ${counts}, ${text.length} characters, ${bytes.length} bytes\n`);
}

if (import.meta.main) main();
