import type { JsonObject } from '../model/json.ts';

/** The content of a letter as JSON keeps it; whoever reads it back is who wrote it, and nobody else writes where it lies. */
export function contentOf(content: object): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(content));
  return copy;
}
