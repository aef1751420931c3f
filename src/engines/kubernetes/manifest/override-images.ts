import { Failure } from '../../../model/failure.ts';
import { type ImageOverride, parseImage } from '../../../model/image-reference.ts';
import { isList, isObject, type Json, type JsonObject, splitPointer } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { imagesOf } from './images.ts';
import { podSpecPointerOf } from './pod-spec.ts';

const shownImages = 20;

/**
 * Puts the given image wherever a container (init, ephemeral or not) of a workload names exactly that repository, with
 * whatever tag or digest. A repository that no container names is an error: the deploy would go on with the old image
 * and call itself done. @throws Failure inputs-invalid
 */
export function overrideImages(
  manifests: readonly Manifest[],
  overrides: readonly ImageOverride[],
): readonly Manifest[] {
  if (overrides.length === 0) return manifests;
  const references = new Map(overrides.map(({ name, reference }) => [name, reference]));
  const used = new Set<string>();
  const replace: Replace = image => {
    const repository = parseImage(image)?.repository ?? '';
    const reference = references.get(repository);
    if (reference === undefined) return image;
    used.add(repository);
    return reference;
  };
  const changed = manifests.map(manifest => overrideIn(manifest, replace));
  const unused = overrides.map(({ name }) => name).filter(name => !used.has(name));
  if (unused.length > 0) throw unusedImages(unused, imagesOf(manifests));
  return changed;
}

type Replace = (image: string) => string;

/** The object and, where it differs from it, what stands in the repository: the digest is made of the latter. */
function overrideIn(manifest: Manifest, replace: Replace): Manifest {
  const pointer = podSpecPointerOf(manifest.id);
  if (pointer === undefined) return manifest;
  const inObject = (object: JsonObject): JsonObject =>
    changeAt(object, splitPointer(pointer), spec => withImages(spec, replace));
  const { object, asWritten } = manifest;
  return { ...manifest, object: inObject(object), ...(asWritten && { asWritten: inObject(asWritten) }) };
}

function withImages(spec: JsonObject, replace: Replace): JsonObject {
  const result: Record<string, Json> = { ...spec };
  for (const key of ['initContainers', 'containers', 'ephemeralContainers']) {
    const list = spec[key];
    if (isList(list)) result[key] = list.map(item => (isObject(item) ? withImage(item, replace) : item));
  }
  return result;
}

function withImage(container: JsonObject, replace: Replace): JsonObject {
  const { image } = container;
  return typeof image === 'string' ? { ...container, image: replace(image) } : container;
}

function changeAt(
  object: JsonObject,
  [first, ...rest]: readonly string[],
  change: (part: JsonObject) => JsonObject,
): JsonObject {
  if (first === undefined) return change(object);
  const child = object[first];
  return isObject(child) ? { ...object, [first]: changeAt(child, rest, change) } : object;
}

function unusedImages(names: readonly string[], images: readonly string[]): Failure {
  const shown = images.slice(0, shownImages).join(', ');
  const more = images.length > shownImages ? ` and ${images.length - shownImages} more` : '';
  return new Failure('inputs-invalid', `images names ${names.join(', ')}, which no container uses`, {
    hint:
      images.length === 0
        ? 'No object here has containers. Take the input out.'
        : `Write the repository exactly as it stands there, with its registry and without a tag. There are the images ${shown}${more}.`,
  });
}
