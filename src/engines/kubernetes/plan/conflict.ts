import type { Diagnostic } from '../../../model/diagnostic.ts';
import { type Json, joinPointer, type JsonObject, stringifyJson } from '../../../model/json.ts';
import type { Secrets } from '../../../model/world.ts';
import type { Contested } from './contested.ts';
import { describeField, rulePointerOf } from './describe-field.ts';
import { partsOfField } from './field-set.ts';
import type { Intent } from './intent.ts';

/** Longer values say no more here; the diff shows them whole. */
const longestValue = 120;

/**
 * A field of an owner that nobody knows, with both values and the lines to paste: going on would either take it from a
 * tool that sets it again, or end green with the old value running. It stops the run before the first write.
 */
export function conflictFinding(
  field: Contested,
  intent: Intent,
  live: JsonObject,
  secrets: Secrets,
): Diagnostic {
  const managers = [...new Set(field.owners.map(owner => owner.manager))];
  const shown = describeField({ path: field.path, owners: managers, why: '' }, intent, live, secrets);
  const { kind, group } = intent.id;
  const isCustom = group.includes('.') && !group.endsWith('.k8s.io');
  const rules = managers.map(
    name => `manager=${name} kind=${isCustom ? `${kind}.${group}` : kind} field=${rulePointerOf(field.path)}`,
  );
  return {
    code: 'field-conflict',
    severity: 'error',
    message: `${intent.address}: ${shown.label} belongs to ${managers.join(' and ')}, which set it to ${inWords(shown.before)}; the manifest says ${inWords(shown.after)}`,
    hint: `Let one of them have it. Ours: conflicts: ${rules.map(rule => `take ${rule}`).join('\\n')}. Theirs: leave instead of take, or take the field out of the manifest.`,
    location: intent.manifest.positions.value(joinPointer(partsOfField(intent.manifest.object, field.path))),
    address: intent.address,
  };
}

function inWords(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = stringifyJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}… (${text.length} characters)` : text;
}
