import type { Change, FieldChange } from '../model/change.ts';
import { canonicalJson } from '../model/json.ts';
import { labelParts } from './label-parts.ts';
import { kindOf } from './titles.ts';

/** Changes that are the same in several objects, told once. */
export interface ChangeGroup {
  readonly first: Change;
  readonly others: readonly Change[];
}

/** Groups updates whose fields change in exactly the same way; everything else stands alone. Order of first appearance. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = Map.groupBy(changes, change =>
    change.action === 'update' && change.risk === undefined && change.caution === undefined
      ? likenessOf(change)
      : change.address,
  );
  return [...groups.values()].flatMap(([first, ...others]) => (first ? [{ first, others }] : []));
}

/** Equal for changes that read the same; the kind counts, because the same field means something else elsewhere. */
function likenessOf(change: Change): string {
  const kind = kindOf(change);
  const sides = change.fields.map(({ label, before, after, owner }) => [
    label,
    before === undefined ? [] : [before],
    after === undefined ? [] : [after],
    owner ?? '',
  ]);
  return canonicalJson([kind, sides, change.note ?? '']);
}

/** Fields under their common parent: the parent's path once, then what tells them apart. */
export interface FieldGroup {
  readonly parent: string;
  readonly fields: readonly { readonly name: string; readonly field: FieldChange }[];
}

/** Groups fields by their parent, in order of first appearance. */
export function groupFields(fields: readonly FieldChange[]): readonly FieldGroup[] {
  const named = fields.map(field => ({ ...labelParts(field.label), field }));
  const groups = Map.groupBy(named, ({ parent }) => parent);
  return [...groups].map(([parent, members]) => ({
    parent,
    fields: members.map(({ name, field }) => ({ name, field })),
  }));
}
