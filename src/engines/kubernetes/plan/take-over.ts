import { isObject, type JsonObject, listAt, stringifyJson, textAt } from '../../../model/json.ts';
import { manager } from '../names.ts';
import { type FieldPath, type FieldSet, keyOf, leavesOf, treeOf, unite, without } from './field-set.ts';
import { isOurs, isTrace } from './ownership.ts';

/**
 * The JSON patch that makes us the owner of what former tools own and of what we claim, so that the next apply removes
 * what the intent does not have. Undefined when there is nothing to take over. It changes no field, only who owns it, and
 * nothing at all when the object moved since it was read: the resourceVersion is replaced, so that a race is a 409.
 */
export function takeOverPatch(
  live: JsonObject,
  claims: readonly FieldPath[],
  spared: FieldSet,
): string | undefined {
  const entries = listAt(live, '/metadata/managedFields').filter(isObject);
  const taken = entries.filter(entry => has(entry, isTrace));
  const leaves = unite([
    ...taken.map(entry => without(fieldsOf(entry), spared)),
    new Map(claims.map(path => [keyOf(path), path])),
  ]);
  if (leaves.size === 0) return undefined;
  const ours = entries.find(entry => has(entry, isOurs));
  const kept = entries.filter(entry => entry !== ours && !taken.includes(entry));
  const value = [
    ...kept,
    ...taken.flatMap(entry => rest(entry, spared)),
    ownEntry(live, ours, taken, leaves),
  ];
  return stringifyJson([
    { op: 'replace', path: '/metadata/managedFields', value },
    {
      op: 'replace',
      path: '/metadata/resourceVersion',
      value: textAt(live, '/metadata/resourceVersion') ?? '',
    },
  ]);
}

function has(
  entry: JsonObject,
  test: (entry: Readonly<Record<'manager' | 'operation' | 'subresource', string>>) => boolean,
): boolean {
  const text = (name: string): string => textAt(entry, `/${name}`) ?? '';
  return test({
    manager: text('manager'),
    operation: text('operation'),
    subresource: text('subresource'),
  });
}

function fieldsOf(entry: JsonObject | undefined): FieldSet {
  const fields = entry?.['fieldsV1'];
  return isObject(fields) ? leavesOf(fields) : new Map();
}

/** What a rule leaves to a former tool stays in that tool's entry. */
function rest(entry: JsonObject, spared: FieldSet): readonly JsonObject[] {
  const left = [...fieldsOf(entry)].filter(([key]) => spared.has(key)).map(([, path]) => path);
  return left.length === 0 ? [] : [{ ...entry, fieldsV1: treeOf(left) }];
}

/** Our Apply entry with the new fields; before the first apply the newest of the former ones turns into it. */
function ownEntry(
  live: JsonObject,
  ours: JsonObject | undefined,
  taken: readonly JsonObject[],
  leaves: FieldSet,
): JsonObject {
  const newest = taken.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b))).at(-1);
  const { subresource: _subresource, ...model } = ours ?? newest ?? {};
  return {
    apiVersion: textAt(live, '/apiVersion') ?? '',
    fieldsType: 'FieldsV1',
    ...model,
    manager,
    operation: 'Apply',
    fieldsV1: treeOf(unite([fieldsOf(ours), leaves]).values()),
  };
}

function timeOf(entry: JsonObject): string {
  return textAt(entry, '/time') ?? '';
}
