import type { Manifest } from '../../../model/manifest.ts';
import { addressInSet } from './object-digests.ts';
import { containersOf, podSpecOf } from './pod-spec.ts';

/** The image references of all containers of all workloads, as written, sorted, each once. */
export function imagesOf(manifests: readonly Manifest[]): string[] {
  return [...new Set(manifests.flatMap(imagesIn))].toSorted();
}

/** The same for each workload, by its address without a version. */
export function imagesByObject(
  manifests: readonly Manifest[],
  namespace: string,
): ReadonlyMap<string, readonly string[]> {
  return new Map(manifests.map(each => [addressInSet(each.id, namespace), [...new Set(imagesIn(each))]]));
}

function imagesIn({ id, object }: Manifest): readonly string[] {
  const spec = podSpecOf(id, object);
  return (spec ? containersOf(spec) : []).flatMap(({ image }) =>
    typeof image === 'string' && image !== '' ? [image] : [],
  );
}
