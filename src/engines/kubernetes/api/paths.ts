import { Failure } from '../../../model/failure.ts';
import { addressOf } from '../../../model/manifest.ts';
import type { Place, Resource } from '../cluster.ts';

/** The path of all objects of a kind, in one namespace or (absent) in the whole cluster. */
export function collectionPath(resource: Resource, namespace?: string): string {
  const root = groupVersionPath(resource);
  const scope = namespace === undefined ? '' : `/namespaces/${segment(namespace, resource)}`;
  return `${root}${scope}/${segment(resource.plural, resource)}`;
}

/**
 * The path of one object, or of its subresource (`log`, `status`). Segments are percent-encoded and keep their
 * case: `My:Role` is another ClusterRole than `my:role`.
 * @throws Failure internal for a name or namespace that would lead to another path
 */
export function objectPath(resource: Resource, place: Place, subresource?: string): string {
  if (resource.namespaced && place.namespace === undefined) {
    throw new Failure(
      'internal',
      `${addressOf({ ...resource, ...place })} was addressed without its namespace`,
    );
  }
  const collection = collectionPath(resource, resource.namespaced ? place.namespace : undefined);
  const path = `${collection}/${segment(place.name, resource)}`;
  return subresource === undefined ? path : `${path}/${segment(subresource, resource)}`;
}

/** `/api/v1` or `/apis/GROUP/VERSION`. */
function groupVersionPath(resource: Pick<Resource, 'group' | 'version' | 'kind'>): string {
  const version = segment(resource.version, resource);
  return resource.group === '' ? `/api/${version}` : `/apis/${segment(resource.group, resource)}/${version}`;
}

/** An empty name in a DELETE would delete the whole collection; `.` and `..` would leave it. */
function segment(text: string, resource: Pick<Resource, 'kind'>): string {
  if (text === '' || text === '.' || text === '..') {
    throw new Failure(
      'internal',
      `a request for a ${resource.kind} was made with ${JSON.stringify(text)} in its path`,
    );
  }
  return encodeURIComponent(text);
}
