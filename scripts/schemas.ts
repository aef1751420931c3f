import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { CompactNode, KindVariant, SchemaAsset } from '../src/engines/kubernetes/schema/asset.ts';
import type { OpenApiSchema } from './openapi-slim.ts';
import { referenceName, shortName, slimDefinition } from './openapi-slim.ts';

/** The newest releases whose Go module carries the published OpenAPI files. */
const releases = ['1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.4', '1.36.3'];
const target = join(import.meta.dirname, '..', 'src', 'assets', 'kubernetes-schemas.json.br');

interface Operation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: OpenApiSchema }>> };
  readonly 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly post?: Operation }>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiSchema>> };
}

interface Release {
  readonly definitions: ReadonlyMap<string, OpenApiSchema>;
  readonly kinds: ReadonlyMap<string, readonly [string, string, 0 | 1]>;
}

/** Downloads a release's module with the Go toolchain, which checks it, and reads its OpenAPI files. */
function readRelease(version: string): Release {
  const answer = execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  const folder = join(String(JSON.parse(answer).Dir), 'api', 'openapi-spec', 'v3');
  const definitions = new Map<string, OpenApiSchema>();
  const kinds = new Map<string, readonly [string, string, 0 | 1]>();
  for (const file of readdirSync(folder).toSorted()) {
    const document: OpenApi = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
      definitions.set(shortName(name), schema);
    for (const [path, { post }] of Object.entries(document.paths)) addKind(kinds, path, post);
  }
  return { definitions, kinds };
}

/** What can be created under a collection's path is a kind that manifests can hold. */
function addKind(kinds: Map<string, readonly [string, string, 0 | 1]>, path: string, post?: Operation): void {
  const match = /^\/apis?\/(?:[^/]+\/)?[^/]+(\/namespaces\/\{namespace\})?\/([^/{]+)$/.exec(path);
  const id = post?.['x-kubernetes-group-version-kind'];
  const reference = Object.values(post?.requestBody?.content ?? {})[0]?.schema?.$ref;
  if (!match?.[2] || !id || reference === undefined) return;
  const key = id.group === '' ? `${id.version}/${id.kind}` : `${id.group}/${id.version}/${id.kind}`;
  kinds.set(key, [shortName(referenceName(reference)), match[2], match[1] === undefined ? 0 : 1]);
}

/** The definitions that the kinds need, slimmed. */
function slimRelease(release: Release, newest: Release): ReadonlyMap<string, CompactNode> {
  const slim = new Map<string, CompactNode>();
  const open = [...release.kinds.values()].map(([definition]) => definition);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = release.definitions.get(name);
    if (slim.has(name) || !schema) continue;
    const node = slimDefinition(name, schema, newest.definitions.get(name));
    slim.set(name, node);
    for (const match of JSON.stringify(node).matchAll(/"@([^"]+)"/g)) open.push(match[1] ?? '');
  }
  return slim;
}

/** Puts equal values of several versions together: name -> [mask, ...value]. */
function joinVersions<T extends readonly unknown[]>(
  versions: readonly ReadonlyMap<string, T>[],
): Record<string, (readonly [number, ...T])[]> {
  const joined = new Map<string, Map<string, readonly [number, ...T]>>();
  for (const [index, values] of versions.entries())
    for (const [name, value] of values) {
      const variants = joined.get(name) ?? new Map<string, readonly [number, ...T]>();
      const text = JSON.stringify(value);
      variants.set(text, [(variants.get(text)?.[0] ?? 0) | (1 << index), ...value]);
      joined.set(name, variants);
    }
  const sorted = [...joined].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, variants]) => [name, [...variants.values()]]));
}

function main(): void {
  const read = releases.map(readRelease);
  const newest = read.at(-1);
  if (!newest) return;
  const slimmed = read.map(release => slimRelease(release, newest));
  const nodes = slimmed.map(release => new Map([...release].map(([name, node]) => [name, [node] as const])));
  const kinds: Record<string, KindVariant[]> = joinVersions(read.map(release => release.kinds));
  const asset: SchemaAsset = {
    format: 1,
    source: 'k8s.io/kubernetes api/openapi-spec/v3, Apache-2.0',
    versions: releases.map(release => release.replace(/\.\d+$/, '')),
    releases,
    kinds,
    definitions: joinVersions(nodes),
  };
  const text = JSON.stringify(asset);
  const bytes = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  writeFileSync(target, bytes);
  const counts = `${Object.keys(kinds).length} kinds, ${Object.keys(asset.definitions).length} definitions`;
  process.stdout.write(`${target}: ${counts}, ${text.length} characters, ${bytes.length} bytes\n`);
}

if (import.meta.main) main();
