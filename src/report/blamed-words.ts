import type { FieldChange } from '../model/change.ts';
import type { BlamedField } from '../model/diagnosis.ts';
import type { Location } from '../model/diagnostic.ts';
import type { TargetReport } from '../model/report.ts';
import { labelParts } from './label-parts.ts';
import { changeAt, hookAt, titleOf } from './titles.ts';

/** So many changed fields are named; the folds below have all of them. */
const shownFields = 3;

/** What this deploy has to do with a failure: the changed fields that touch it, or where the field stands that it did not change. */
export interface Touch {
  readonly kind: 'changed' | 'new' | 'elsewhere' | 'written' | 'hook changed';
  readonly fields: readonly FieldChange[];
  /** How many more fields changed. */
  readonly more: number;
  readonly location?: Location;
  /** The name of the field that was not changed. */
  readonly name?: string;
  /** Another object than the failing one. */
  readonly title?: string;
}

/** The field of this deploy that touches a failure of an object; undefined when the deploy does not know the object. */
export function touchOf(
  address: string,
  blamed: readonly BlamedField[],
  target: Pick<TargetReport, 'changes' | 'hooks'>,
): Touch | undefined {
  for (const field of blamed) {
    const change = changeAt(field.address, target);
    if (!change || change.action === 'unchanged') continue;
    const fields = change.fields.filter(({ label }) => isRelated(label, field.label));
    if (fields.length === 0 && change.action !== 'delete') continue;
    return {
      kind: change.action === 'delete' ? 'elsewhere' : 'changed',
      fields: fields.slice(0, shownFields),
      more: Math.max(0, fields.length - shownFields),
      ...placed(field.location ?? change.location),
      ...(field.address !== address && { title: titleOf(change) }),
    };
  }
  const change = changeAt(address, target);
  const [first] = blamed;
  if (change?.action === 'create' || change?.action === 'recreate')
    return {
      kind: 'new',
      fields: [],
      more: 0,
      ...placed(first?.location ?? change.location),
      ...namedBy(first),
    };
  if (!first) return change && plainTouch(change.fields, change.location);
  const owner = first.address === address ? undefined : changeAt(first.address, target);
  return {
    kind: hookAt(address, target)?.isNew === true ? 'hook changed' : 'written',
    fields: [],
    more: 0,
    ...placed(first.location),
    ...namedBy(first),
    ...(owner && { title: titleOf(owner) }),
  };
}

function plainTouch(fields: readonly FieldChange[], location: Location | undefined): Touch | undefined {
  if (fields.length === 0) return undefined;
  const shown = fields.slice(0, shownFields);
  return { kind: 'changed', fields: shown, more: fields.length - shown.length, ...placed(location) };
}

/** A change of a field, of something in it, or of what holds it. */
function isRelated(changed: string, blamed: string): boolean {
  const isInside = (inner: string, outer: string): boolean =>
    inner === outer || (inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length)));
  return blamed === '' || isInside(changed, blamed) || isInside(blamed, changed);
}

function placed(location: Location | undefined): { readonly location?: Location } {
  return location ? { location } : {};
}

function namedBy(field: BlamedField | undefined): { readonly name?: string } {
  return field ? { name: labelParts(field.label).name } : {};
}
