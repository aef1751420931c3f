import type { Change, FieldChange } from '../../../model/change.ts';
import type { JsonObject } from '../../../model/json.ts';
import { placeOfChange } from '../manifest/change-place.ts';
import { outdatedFields } from './derived.ts';
import { changedFields } from './fields.ts';
import type { Intent } from './intent.ts';
import { mergeLocally } from './local-merge.ts';
import { normalizeForDiff } from './normalize.ts';
import type { ObjectContext } from './object-context.ts';
import { keyOf, leavesOf, unite } from './field-set.ts';
import { ownershipOf } from './ownership.ts';
import { maskFor } from './mask.ts';

/** How a change names its object, and where it stands: at the first of these fields, if any. */
export function identityOf(
  { address, confirmAddress, manifest }: Intent,
  fields: readonly FieldChange[] = [],
): Pick<Change, 'address' | 'confirmAddress' | 'location'> {
  return { address, confirmAddress, location: placeOfChange(manifest, fields) };
}

/** A create as it stands in the files, secrets masked. */
export function localCreate(intent: Intent, context: ObjectContext, note?: string): Change {
  const after = maskFor(intent, normalizeForDiff(intent.body), value => context.secrets.markOf(value));
  return {
    ...identityOf(intent),
    action: 'create',
    fields: [],
    evidence: 'local',
    after,
    ...(note !== undefined && { note }),
  };
}

/**
 * What the object would be by a three-way merge made here, when the server cannot be asked: our last intent is what our
 * Apply entry holds, so what the manifest lost since goes.
 */
export function localUpdate(intent: Intent, live: JsonObject, context: ObjectContext, note: string): Change {
  const ownership = ownershipOf(live);
  const others = unite(ownership.others.map(entry => leavesOf(entry.fields)));
  const keysAt = context.listKeysOf(intent);
  const outdated = outdatedFields({
    id: intent.id,
    want: intent.body,
    live,
    ownership,
    keysAt,
    rules: context.rules,
  });
  const claimed = new Map(outdated.map(path => [keyOf(path), path]));
  const released = unite([ownership.ours, ownership.traces, claimed]);
  const end = mergeLocally({ live, want: intent.body, released, others, keysAt });
  const fields = changedFields(intent, live, end, context);
  const action = fields.length === 0 ? 'unchanged' : 'update';
  return { ...identityOf(intent, fields), action, fields, evidence: 'local', note };
}
