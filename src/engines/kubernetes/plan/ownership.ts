import type { JsonObject } from '../../../model/json.ts';
import { manager } from '../names.ts';
import { type FieldSet, leavesOf, unite, without } from './field-set.ts';
import { type ManagedFields, managedFieldsOf } from './managed-fields.ts';

/** Who owns which fields of a live object, sorted by what an apply of ours does about them. */
export interface Ownership {
  /** Our own Apply entry. */
  readonly ours: FieldSet;
  /** Traces of people and of tools that were used before: their fields become ours when we apply. */
  readonly traces: FieldSet;
  /** Everybody but us, entry by entry. */
  readonly entries: readonly ManagedFields[];
  /** Those of them whose fields stay. */
  readonly others: readonly ManagedFields[];
}

/** The owners of a live object's fields. */
export function ownershipOf(live: JsonObject): Ownership {
  const entries = managedFieldsOf(live);
  const leaves = (some: readonly ManagedFields[]): FieldSet =>
    unite(some.map(entry => leavesOf(entry.fields)));
  return {
    ours: leaves(entries.filter(isOurs)),
    traces: leaves(entries.filter(isTrace)),
    entries: entries.filter(entry => !isOurs(entry)),
    others: entries.filter(entry => !isOurs(entry) && !isTrace(entry)),
  };
}

/** True when former tools own fields that we do not, so that an apply of the very same intent would remove them. */
export function holdsTraces(ownership: Ownership, spared: FieldSet): boolean {
  const others = ownership.others.map(entry => leavesOf(entry.fields));
  return without(ownership.traces, ownership.ours, ...others, spared).size > 0;
}

/** True for the entry of our applies. */
export function isOurs(entry: Entry): boolean {
  return entry.manager === manager && entry.operation === 'Apply' && entry.subresource === '';
}

/**
 * True for an entry whose fields an apply takes over for good, so that what the repository does not hold goes: objects
 * made by `kubectl` or Helm keep no field for ever that way, and no edit by hand survives unseen (kubernetes/client-go
 * util/csaupgrade does the same for kubectl's own). A restart by `kubectl rollout restart` is not undone: it says
 * nothing about the wanted state, and undoing it would restart the Pods once more.
 */
export function isTrace({ manager: name, operation, subresource }: Entry): boolean {
  if (subresource !== '' || name === 'kubectl-rollout') return false;
  if (name === manager) return operation === 'Update';
  return name === 'before-first-apply' || name === 'helm' || name === 'k9s' || name.startsWith('kubectl');
}

type Entry = Pick<ManagedFields, 'manager' | 'operation' | 'subresource'>;
