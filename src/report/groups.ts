import type { Change, FieldChange } from '../model/change.ts';
import { canonicalJson } from '../model/json.ts';

/** Changes that are the same in several objects, told once. */
export interface ChangeGroup {
  readonly first: Change;
  readonly others: readonly Change[];
}

/** Groups updates whose fields change in exactly the same way; everything else stands alone. Order of first appearance. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = change.action === 'update' ? likenessOf(change) : change.address;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => (first ? [{ first, others }] : []));
}

function likenessOf(change: Change): string {
  const kind = change.confirmAddress.split('/')[0] ?? '';
  return canonicalJson([
    kind,
    change.fields.map(({ label, before, after }) => [label, before ?? null, after ?? null]),
  ]);
}

/** Fields under their common parent: the parent's path once, then the last parts as `key: value`. */
export interface FieldGroup {
  readonly parent: string;
  readonly fields: readonly { readonly name: string; readonly field: FieldChange }[];
}

/** Groups fields by their parent, in order. */
export function groupFields(fields: readonly FieldChange[]): readonly FieldGroup[] {
  const groups = new Map<string, { name: string; field: FieldChange }[]>();
  for (const field of fields) {
    const [parent, name] = splitLabel(field.label);
    groups.set(parent, [...(groups.get(parent) ?? []), { name, field }]);
  }
  return [...groups].map(([parent, members]) => ({ parent, fields: members }));
}

/** `spec.containers[server].image` is `spec.containers[server]` and `image`; brackets with dots inside stay whole. */
function splitLabel(label: string): readonly [string, string] {
  const match = /^(.*?)\.?((?:[^.[\]]|\[[^\]]*\])+)$/s.exec(label);
  const cutAt = label.lastIndexOf('.', label.endsWith(']') ? label.lastIndexOf('[') : undefined);
  if (!match || cutAt < 0) return ['', label];
  return [label.slice(0, cutAt), label.slice(cutAt + 1)];
}
