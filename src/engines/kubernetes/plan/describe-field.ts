import { joinPointer, type JsonObject } from '../../../model/json.ts';
import type { IgnoredField } from '../../../model/change.ts';
import type { Secrets } from '../../../model/world.ts';
import { labelOfItem, labelOfKey } from '../../../diff/label.ts';
import { holdsMark } from '../../../diff/mark.ts';
import { type FieldPath, nodeOf, partsOfField, valueAtField, wordsOfStep } from './field-set.ts';
import type { Intent } from './intent.ts';
import { maskFor } from './mask.ts';

/** One field with its live and its wanted value, masked, for people: `spec.template.spec.containers[server].image`. */
export function describeField(
  field: { readonly path: FieldPath; readonly owners: readonly string[]; readonly why: string },
  intent: Intent,
  live: JsonObject,
  secrets: Secrets,
): IgnoredField {
  const markOf = (value: string): string => secrets.markOf(value);
  const before = valueAtField(maskFor(intent, live, markOf), field.path);
  const after = valueAtField(maskFor(intent, intent.body, markOf), field.path);
  const source = after === undefined ? live : intent.body;
  return {
    path: joinPointer(partsOfField(source, field.path)),
    label: labelOf(field.path),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(field.owners.length > 0 && { owner: field.owners.join(', ') }),
    masked: holdsMark(before) || holdsMark(after),
    why: field.why,
  };
}

/** A field path for people, list items by their keys. */
export function labelOf(path: FieldPath): string {
  return nodeOf(path).reduce((label, step) => {
    const words = wordsOfStep(step);
    return step.startsWith('f:') ? labelOfKey(label, words.join('')) : labelOfItem(label, words.join('/'));
  }, '');
}

/** A field path as rules write it: a JSON pointer in which list items stand by the value of their first key. */
export function rulePointerOf(path: FieldPath): string {
  return joinPointer(nodeOf(path).map(step => wordsOfStep(step)[0] ?? '*'));
}
