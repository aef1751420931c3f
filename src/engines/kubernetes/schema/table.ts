import { brotliDecompressSync } from 'node:zlib';
import type { ObjectId } from '../../../model/manifest.ts';
import { apiVersionOf } from '../../../model/manifest.ts';
import type { SchemaAsset } from './asset.ts';
import { decodeNode } from './decode.ts';
import type { KindSchema, SchemaNode } from './node.ts';
import { anyNode } from './node.ts';

/** Group, version and kind. */
export type KindName = Pick<ObjectId, 'group' | 'version' | 'kind'>;

/** The built-in kinds of several versions of Kubernetes. A version is a minor: `1.36`. */
export interface Schemas {
  /** The versions that are known, oldest first. */
  readonly versions: readonly string[];
  /** The known version nearest to the given one (`1.36`, `v1.36.3`); the newest when it cannot be read. */
  closest(version: string): string;
  /** The schema of a kind in (the version closest to) a version, undefined when it has no such kind. */
  kindOf(version: string, id: KindName): KindSchema | undefined;
  /** Whether objects of a kind live in namespaces; undefined when no known version has the kind. */
  isNamespaced(version: string, id: KindName): boolean | undefined;
  /** All kinds of a version. */
  kindsIn(version: string): readonly KindName[];
  /** True when some known version of Kubernetes has kinds in the group; other groups are those of CRDs. */
  hasGroup(group: string): boolean;
  /** A definition that several kinds share, `meta.v1.ObjectMeta`; `any` when the version has none of that name. */
  definitionIn(version: string, name: string): SchemaNode;
}

/** Unpacks the schemas. A definition is decoded when first asked for. */
export function loadSchemas(asset: Uint8Array): Schemas {
  const table: SchemaAsset = JSON.parse(brotliDecompressSync(asset).toString('utf8'));
  const names = Object.keys(table.kinds).map(kindNameOf);
  const groups = new Set(names.map(name => name.group));
  const tables = new Map(table.versions.map((version, index) => [version, tableOf(table, index)]));
  const closest = (version: string): string => closestOf(table.versions, version);
  const tableIn = (version: string): VersionTable | undefined => tables.get(closest(version));
  const kinds = new Map<string, readonly KindName[]>();
  const kindsIn = (version: string): readonly KindName[] => {
    const served = tableIn(version);
    const found = kinds.get(version) ?? names.filter(name => served?.kind(name) !== undefined);
    kinds.set(version, found);
    return found;
  };
  return {
    versions: table.versions,
    closest,
    kindOf: (version, id) => tableIn(version)?.kind(id),
    isNamespaced: (version, id) => {
      const inOrder = [closest(version), ...table.versions.toReversed()];
      return inOrder.map(each => tables.get(each)?.kind(id)).find(kind => kind !== undefined)?.isNamespaced;
    },
    kindsIn,
    hasGroup: group => groups.has(group),
    definitionIn: (version, name) => tableIn(version)?.definition(name) ?? anyNode,
  };
}

interface VersionTable {
  kind(id: KindName): KindSchema | undefined;
  definition(name: string): SchemaNode;
}

function tableOf(table: SchemaAsset, index: number): VersionTable {
  const bit = 1 << index;
  const definitions = new Map<string, SchemaNode>();
  const kinds = new Map<string, KindSchema>();
  const definition = (name: string): SchemaNode => {
    const known = definitions.get(name);
    if (known) return known;
    const variant = table.definitions[name]?.find(([versions]) => (versions & bit) !== 0);
    const node: SchemaNode = variant ? decodeNode(variant[1]) : anyNode;
    definitions.set(name, node);
    return node;
  };
  const kind = (id: KindName): KindSchema | undefined => {
    const key = `${apiVersionOf(id)}/${id.kind}`;
    const known = kinds.get(key);
    if (known) return known;
    const variants = Object.hasOwn(table.kinds, key) ? table.kinds[key] : undefined;
    const variant = variants?.find(([versions]) => (versions & bit) !== 0);
    if (!variant) return undefined;
    const [, name, plural, namespaced] = variant;
    const schema = { root: definition(name), definition, plural, isNamespaced: namespaced === 1 };
    kinds.set(key, schema);
    return schema;
  };
  return { kind, definition };
}

function kindNameOf(key: string): KindName {
  const parts = key.split('/');
  const [kind = '', version = '', group = ''] = parts.toReversed();
  return { group, version, kind };
}

function closestOf(versions: readonly string[], version: string): string {
  const newest = versions.at(-1) ?? '';
  const minor = minorOf(version);
  if (minor === undefined) return newest;
  const oldestFirst = versions.find(each => (minorOf(each) ?? 0) >= minor);
  return oldestFirst ?? newest;
}

function minorOf(version: string): number | undefined {
  const match = /^v?1\.(\d+)(?:[.+-].*)?$/.exec(version);
  return match ? Number(match[1]) : undefined;
}
