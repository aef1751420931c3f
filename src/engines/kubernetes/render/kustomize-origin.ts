import { posix } from 'node:path';
import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import { isEqual, isObject, type JsonObject, textAt, valueAt } from '../../../model/json.ts';
import type { Manifest, Positions } from '../../../model/manifest.ts';
import { readManifests, type ReadManifests } from '../manifest/read.ts';
import type { RenderContext } from './context.ts';
import { readText } from './files.ts';
import { withoutSopsBlock } from './views.ts';

/** Where Kustomize says an object comes from. Source: kustomize api/resource/origin.go. */
const annotation = 'config.kubernetes.io/origin';

/**
 * The objects as Kustomize made them, each with the place of the object that it was made of: the line of a field where
 * the field still has the value that stands there, else the line of the object.
 */
export async function originsOf(
  read: ReadManifests,
  folder: string,
  wrapper: string,
  context: RenderContext,
): Promise<{ readonly manifests: readonly Manifest[]; readonly diagnostics: readonly Diagnostic[] }> {
  const sources = new Map<string, Source>();
  const manifests: Manifest[] = [];
  for (const manifest of read.manifests) {
    const origin = originOf(manifest.object, wrapper) ?? folder;
    const source = sources.get(origin) ?? (await readOrigin(origin, context));
    sources.set(origin, source);
    manifests.push(
      withoutSopsBlock({ ...manifest, object: withoutOrigin(manifest.object), ...placeOf(manifest, source) }),
    );
  }
  const location: Location = { file: folder, line: 1, column: 1 };
  return { manifests, diagnostics: read.diagnostics.map(each => ({ ...each, location })) };
}

interface Source {
  readonly file: string;
  readonly manifests: readonly Manifest[];
  readonly lines: readonly string[];
  readonly isElsewhere: boolean;
}

async function readOrigin(file: string, { files }: RenderContext): Promise<Source> {
  const read = await readText(file, files).catch(() => undefined);
  if (!read || !('text' in read)) return { file, manifests: [], lines: [], isElsewhere: true };
  return {
    file,
    manifests: readManifests(read.text, file).manifests,
    lines: read.text.split('\n'),
    isElsewhere: false,
  };
}

function originOf(object: JsonObject, wrapper: string): string | undefined {
  const text = textAt(object, `/metadata/annotations/${annotation.replace('/', '~1')}`);
  const [, key, path] = /^(path|configuredIn): (.+)$/m.exec(text ?? '') ?? [];
  if (path === undefined) return undefined;
  // Objects of a remote base name a path inside that repository.
  return /^repo: /m.test(text ?? '') && key === 'path' ? path : posix.join(wrapper, path);
}

function withoutOrigin(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isObject(metadata) || !isObject(metadata['annotations'])) return object;
  const { [annotation]: _, ...annotations } = metadata['annotations'];
  const { annotations: __, ...rest } = metadata;
  return { ...object, metadata: Object.keys(annotations).length > 0 ? { ...rest, annotations } : rest };
}

function placeOf(
  { id, object }: Manifest,
  source: Source,
): { readonly location: Location; readonly positions: Positions } {
  const { file, isElsewhere } = source;
  const former = source.manifests
    .filter(each => each.id.kind === id.kind && id.name.includes(each.id.name))
    .toSorted((a, b) => b.id.name.length - a.id.name.length)[0];
  if (!former) {
    const line = source.lines.findIndex(text => {
      const name = /^[\s-]*name:\s*["']?([\w.-]+)/.exec(text)?.[1];
      return name !== undefined && id.name.includes(name);
    });
    const location = {
      file,
      line: line + 1 || 1,
      column: 1,
      ...(isElsewhere && { isElsewhere: true as const }),
    };
    return { location, positions: { value: () => location, key: () => location } };
  }
  const isAsThere = (pointer: string): boolean => {
    const value = valueAt(former.object, pointer);
    return value !== undefined && isEqual(value, valueAt(object, pointer));
  };
  const { location, positions } = former;
  return {
    location,
    positions: {
      value: pointer => (isAsThere(pointer) ? positions.value(pointer) : location),
      key: pointer => (isAsThere(pointer) ? positions.key(pointer) : location),
    },
  };
}
