import type { JsonObject } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { annotationOf } from '../names.ts';
import type { Reference } from './references.ts';

/** Annotations that name what must be ready first; the second is that of kubernetes-sigs/cli-utils, with the same format. */
export const dependsOnAnnotations = [
  'gitops-push.dev/depends-on',
  'config.kubernetes.io/depends-on',
] as const;

/** What the annotations of an object ask for: references, and entries that cannot be read. */
export interface Asked {
  readonly references: readonly Reference[];
  readonly unreadable: readonly string[];
}

/**
 * Reads `gitops-push.dev/depends-on`: `[group]/namespaces/NAMESPACE/KIND/NAME` or, for kinds without a namespace,
 * `[group]/KIND/NAME`, separated by commas; the core group is empty (kubernetes-sigs/cli-utils
 * pkg/object/dependson/strings.go). `[group]/KIND/NAME` also means an object in the namespace of the one that asks.
 */
export function readDependsOn(id: ObjectId, body: JsonObject, isKnown: (found: Reference) => boolean): Asked {
  const texts = dependsOnAnnotations.flatMap(name => annotationOf(body, name) ?? []);
  const entries = texts
    .flatMap(text => text.split(/[,\n]/))
    .map(entry => entry.trim())
    .filter(entry => entry !== '');
  const references: Reference[] = [];
  const unreadable: string[] = [];
  for (const entry of entries) {
    const found = readEntry(entry, id, isKnown);
    if (found) references.push(found);
    else unreadable.push(entry);
  }
  return { references, unreadable };
}

function readEntry(
  entry: string,
  id: ObjectId,
  isKnown: (found: Reference) => boolean,
): Reference | undefined {
  const inside = /^([^/]*)\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(entry);
  if (inside) {
    const [, group = '', namespace = '', kind = '', name = ''] = inside;
    return { group, kind, namespace, name };
  }
  const outside = /^([^/]*)\/([^/]+)\/([^/]+)$/.exec(entry);
  if (!outside) return undefined;
  const [, group = '', kind = '', name = ''] = outside;
  const reference = { group, kind, name };
  const beside = id.namespace === undefined ? reference : { ...reference, namespace: id.namespace };
  return !isKnown(reference) && isKnown(beside) ? beside : reference;
}
