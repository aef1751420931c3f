import { isEqual, type JsonObject } from '../../../model/json.ts';
import { type FieldPath, type FieldSet, leavesOf, unite, valueAtField } from './field-set.ts';
import { type ManagedFields, managedFieldsOf } from './managed-fields.ts';

/** A field that an apply takes from another manager. */
export interface Contested {
  readonly path: FieldPath;
  readonly owners: readonly ManagedFields[];
}

/**
 * The fields that other managers lose by an apply, read from its dry run without another request: what their entries
 * hold before and not after, and what we want otherwise. It is what an unforced apply would name as conflicts.
 */
export function contestedFields(input: {
  readonly live: JsonObject;
  readonly after: JsonObject;
  readonly want: JsonObject;
  readonly entries: readonly ManagedFields[];
}): readonly Contested[] {
  const left = managedFieldsOf(input.after);
  const found = new Map<string, Contested>();
  for (const entry of input.entries) {
    const still = leavesOfManager(left, entry);
    for (const [key, path] of leavesOf(entry.fields)) {
      if (still.has(key) || path.at(-1) === '.') continue;
      const wanted = valueAtField(input.want, path);
      if (wanted === undefined || isEqual(wanted, valueAtField(input.live, path))) continue;
      found.set(key, { path, owners: [...(found.get(key)?.owners ?? []), entry] });
    }
  }
  return [...found.values()];
}

function leavesOfManager(entries: readonly ManagedFields[], of: ManagedFields): FieldSet {
  const same = entries.filter(
    entry =>
      entry.manager === of.manager &&
      entry.operation === of.operation &&
      entry.subresource === of.subresource,
  );
  return unite(same.map(entry => leavesOf(entry.fields)));
}
