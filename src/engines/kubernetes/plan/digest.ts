import { createHash } from 'node:crypto';
import { canonicalJson, type Json, type JsonObject } from '../../../model/json.ts';
import { withoutMarkKeys } from '../../../diff/mark.ts';
import type { Change } from '../../../model/change.ts';
import type { PlanEntry } from '../../../model/receipt.ts';

/**
 * The entries of a plan, whose digest is the plan's: addresses, actions, changed paths and the digest of each new value, sorted.
 * `bodies` are the wanted objects, masked. Secrets enter as "there is one", so that nobody can guess them from a digest
 * and it is the same in every run; what stands beside a secret in one text counts. Unchanged objects do not.
 */
export function planEntriesOf(
  changes: readonly Change[],
  bodies: ReadonlyMap<string, JsonObject>,
): readonly PlanEntry[] {
  return changes
    .filter(change => change.action !== 'unchanged')
    .map(change => entryOf(change, bodies.get(change.address)))
    .toSorted((a, b) => (a.address < b.address ? -1 : 1));
}

function entryOf(change: Change, body: JsonObject | undefined): PlanEntry {
  const fields = change.fields
    .map(field => ({ path: field.path, value: digestOf(field.after ?? null) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const isNew = change.action === 'create' || change.action === 'recreate';
  const value = isNew && body ? digestOf(body) : null;
  return { address: change.address, action: change.action, fields, value };
}

/** The keys of marks differ from run to run. */
function digestOf(masked: Json): string {
  return sha256(canonicalJson(withoutMarkKeys(masked)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
