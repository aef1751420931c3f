import { type Change, type IgnoredField, isCompared } from '../../../model/change.ts';
import { type Json, stringifyJson } from '../../../model/json.ts';
import { addressOf } from '../../../model/manifest.ts';
import type { LiveObject } from './live-object.ts';

/** Longer values say no more here. */
const longestValue = 60;

/** What could not be known or is left alone, one sentence each: nothing of it is silent. */
export function limitsOf(
  planned: readonly { readonly object: { readonly change: Change } }[],
  kept: readonly { readonly object: LiveObject; readonly reason: string | undefined }[],
): readonly string[] {
  const local = planned.filter(
    ({ object: { change } }) =>
      change.evidence === 'local' && change.note !== undefined && isCompared(change),
  );
  const needed = kept.filter(({ reason }) => reason !== undefined);
  const unpruned = kept.length - needed.length;
  return [
    ...local.map(({ object }) => `${object.change.address}: ${object.change.note ?? ''}`),
    ...planned.flatMap(({ object }) =>
      (object.change.ignored ?? []).map(field => leftAlone(object.change, field)),
    ),
    ...needed.map(
      ({ object, reason }) =>
        `${addressOf(object.id)} is no longer in the repository; it stays, because ${reason ?? ''}`,
    ),
    ...(unpruned > 0
      ? [`${unpruned} objects of the set are no longer in the repository; they stay, because prune is off`]
      : []),
  ];
}

function leftAlone(change: Change, field: IgnoredField): string {
  const owner = field.owner === undefined ? '' : ` of ${field.owner}`;
  const values = field.masked ? '' : ` (live ${inWords(field.before)}, manifest ${inWords(field.after)})`;
  return `${change.address}: ${field.label}${owner} is left as it is${values}: ${field.why}`;
}

function inWords(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = stringifyJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
