import { joinPointer, type JsonObject, textAt } from '../../model/json.ts';

/** Field manager of what the repository declares. */
export const manager = 'gitops-push';

/** Field manager of the ApplySet marks on the parent; kubectl wants `<tool>-applyset` (kubectl pkg/cmd/apply/applyset.go). */
export const applySetManager = 'gitops-push-applyset';

/** Field manager of the record: a manager of its own, because server-side apply drops what the same manager does not repeat. */
export const recordManager = 'gitops-push-record';

/** Label on every member: the id of the set it belongs to. */
export const partOfLabel = 'applyset.kubernetes.io/part-of';

const membership = joinPointer(['metadata', 'labels', partOfLabel]);

/** The id of the set that a live object belongs to, undefined when it belongs to none. */
export function memberOf(object: JsonObject): string | undefined {
  return textAt(object, membership);
}

/** The name of the parent ConfigMap (and later the Lease) of a target. */
export function parentNameOf(target: string): string {
  return `gitops-push-${target}`;
}

/** Label on what a hook has made: the id of the set whose deploys run it. Its bearer is no member of the set. */
export const hookLabel = 'gitops-push.dev/hook-of';

const hookMembership = joinPointer(['metadata', 'labels', hookLabel]);

/** The id of the set whose hook made a live object, undefined when none did. */
export function hookOf(object: JsonObject): string | undefined {
  return textAt(object, hookMembership);
}

/** Where an annotation stands in an object, as a JSON pointer. */
export function annotationPointer(name: string): string {
  return joinPointer(['metadata', 'annotations', name]);
}

/** The text of an annotation of an object. */
export function annotationOf(object: JsonObject, name: string): string | undefined {
  return textAt(object, annotationPointer(name));
}
