import { diffFields } from '../../../diff/fields.ts';
import { holdsMark } from '../../../diff/mark.ts';
import { type MarkOf, maskObject } from '../../../diff/mask.ts';
import type { FieldChange } from '../../../model/change.ts';
import { isEqual, isObject, type Json, type JsonObject, joinPointer } from '../../../model/json.ts';
import type { PropertyDiff, ResourceState, StepEvent } from './event.ts';
import { isWithin, splitPropertyPath, valueAtPath } from './property-path.ts';
import { hiddenMarks, readableObject } from './values.ts';

/** The properties that differ, as the provider tells them; without a detail from it the inputs are compared. */
export function fieldsOf(step: StepEvent, markOf: MarkOf): readonly FieldChange[] {
  const hidden = [...(step.old?.hidden ?? []), ...(step.new?.hidden ?? [])];
  const fields =
    step.detail === null ? comparedFields(step, markOf) : detailedFields(step, step.detail, markOf);
  return fields.map(({ parts, ...field }) => (isWithin(parts, hidden) ? concealed(field) : field));
}

/** The inputs of a resource as people read them: secrets as marks, nothing of the engine's own. */
export function inputsOf(state: ResourceState, side: 'before' | 'after', markOf: MarkOf): JsonObject {
  const inputs = readableObject(maskObject(state.inputs, markOf), side);
  const paths = state.hidden.map(splitPropertyPath);
  return paths.reduce((value, path) => concealAt(value, path, side), inputs);
}

interface PlacedField extends FieldChange {
  readonly parts: readonly (string | number)[];
}

function detailedFields(
  step: StepEvent,
  detail: ReadonlyMap<string, PropertyDiff>,
  markOf: MarkOf,
): readonly PlacedField[] {
  const sides = sidesOf(step, markOf);
  return [...detail].map(([path, diff]) => {
    const parts = splitPropertyPath(path);
    const old = valueAtPath(diff.isInput ? sides.oldInputs : sides.oldOutputs, parts);
    const before = diff.kind === 'add' ? undefined : (old ?? valueAtPath(sides.oldInputs, parts));
    const after = diff.kind === 'delete' ? undefined : valueAtPath(sides.newInputs, parts);
    return placed(parts, path, before, after);
  });
}

/**
 * Null says nothing and is not "no difference": the changed keys, or all inputs, are compared as they stand. When the
 * inputs are the same, something was changed behind the program's back, and what is there stands in the outputs.
 */
function comparedFields(step: StepEvent, markOf: MarkOf): readonly PlacedField[] {
  const { oldInputs, oldOutputs, newInputs } = sidesOf(step, markOf);
  const isMeant = (key: string): boolean => step.diffs.length === 0 || step.diffs.includes(key);
  const only = (object: JsonObject, keep: (key: string) => boolean): JsonObject =>
    Object.fromEntries(Object.entries(object).filter(([key]) => keep(key)));
  const told = (before: JsonObject, after: JsonObject): readonly PlacedField[] =>
    diffFields(before, after, () => undefined)
      .map(field => ({ ...field, parts: splitPropertyPath(field.label) }))
      .filter(field => !isBlind(field) || step.diffs.includes(String(field.parts[0])));
  const isInput = (key: string): boolean => isMeant(key) && Object.hasOwn(newInputs, key);
  const byInputs = told(only(oldInputs, isMeant), only(newInputs, isMeant));
  return byInputs.length > 0 ? byInputs : told(only(oldOutputs, isInput), only(newInputs, isInput));
}

/** Two blinded sides do not tell whether the value changed: then the provider must have said so. */
function isBlind({ before, after }: FieldChange): boolean {
  return before === hiddenMarks.before && after === hiddenMarks.after;
}

function sidesOf(
  step: StepEvent,
  markOf: MarkOf,
): { readonly oldInputs: JsonObject; readonly oldOutputs: JsonObject; readonly newInputs: JsonObject } {
  const read = (object: JsonObject | undefined, side: 'before' | 'after'): JsonObject =>
    readableObject(maskObject(object ?? {}, markOf), side);
  return {
    oldInputs: read(step.old?.inputs, 'before'),
    oldOutputs: read(step.old?.outputs, 'before'),
    newInputs: read(step.new?.inputs, 'after'),
  };
}

function placed(
  parts: readonly (string | number)[],
  label: string,
  before: Json | undefined,
  after: Json | undefined,
): PlacedField {
  const [one] = isObject(before) || Array.isArray(before) ? [] : diffFields(before, after, () => undefined);
  return {
    path: joinPointer(parts),
    label,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    masked: holdsMark(before) || holdsMark(after),
    ...(one?.lines && { lines: one.lines }),
    parts,
  };
}

/** That it changed is told, the values are not. */
function concealed(field: FieldChange): FieldChange {
  const { path, label, before, after } = field;
  return {
    path,
    label,
    ...(before !== undefined && { before: hiddenMarks.before }),
    ...(after !== undefined && { after: hiddenMarks.after }),
    masked: true,
  };
}

function concealAt(
  value: JsonObject,
  path: readonly (string | number)[],
  side: 'before' | 'after',
): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined || !Object.hasOwn(value, first)) return value;
  const inner = value[first];
  const kept = rest.length > 0 && isObject(inner) ? concealAt(inner, rest, side) : hiddenMarks[side];
  return isEqual(inner, kept) ? value : { ...value, [first]: kept };
}
