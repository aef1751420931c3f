import type { Manifest } from '../../../model/manifest.ts';
import { containersOf, podSpecOf } from './pod-spec.ts';

/** The image references of all containers of all workloads, as written, sorted, each once. */
export function imagesOf(manifests: readonly Manifest[]): string[] {
  const images = new Set<string>();
  for (const { id, object } of manifests) {
    const spec = podSpecOf(id, object);
    for (const { image } of spec ? containersOf(spec) : [])
      if (typeof image === 'string' && image !== '') images.add(image);
  }
  return [...images].toSorted();
}
