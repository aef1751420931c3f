import type { JsonObject } from '../../../model/json.ts';
import { maskWithPointers } from '../../../diff/hide.ts';
import type { MarkOf } from '../../../diff/mask.ts';
import type { Intent } from './intent.ts';

/** A state of the intent's object with its secrets masked: those of its kind, and those that were encrypted in the repository. */
export function maskFor({ manifest }: Intent, object: JsonObject, markOf: MarkOf): JsonObject {
  return maskWithPointers(object, manifest.secretPointers ?? [], markOf);
}
