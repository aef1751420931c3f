import type { Json } from '../../../model/json.ts';
import type { Resource } from '../cluster.ts';

/** Resources in the server's order of preference, and the group-versions it could not ask itself. */
export interface Discovered {
  readonly resources: readonly Resource[];
  /** `GROUP/VERSION` of extensions (APIService) that do not answer. */
  readonly stale: readonly string[];
}

/** True for a text, to filter lists of unknown content. */
export function isText(value: Json): value is string {
  return typeof value === 'string';
}
