import type { Diagnostic } from '../../../model/diagnostic.ts';
import { type Json, joinPointer, type JsonObject, stringifyJson } from '../../../model/json.ts';
import type { Secrets } from '../../../model/world.ts';
import type { Contested } from './contested.ts';
import { describeField } from './describe-field.ts';
import { pointerOfField } from './field-path.ts';
import { leavesOf, partsOfField } from './field-set.ts';
import type { Intent } from './intent.ts';
import { managedFieldsOf } from './managed-fields.ts';
import { isTrace } from './ownership.ts';
import { type Host, pasteRules, ruleFor } from './rule-line.ts';

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
  { secrets, host }: { readonly secrets: Secrets; readonly host: Host },
): Diagnostic {
  const managers = [...new Set(field.owners.map(owner => owner.manager))];
  const shown = describeField({ path: field.path, owners: managers, why: '' }, intent, live, secrets);
  const rules = managers.map(name => `take ${ruleFor(name, intent.id, field.path)}`);
  const where = host === 'terminal' ? 'run again with' : 'add to the step';
  const why = `To let the manifest have it, ${where} this; "leave" instead of "take" lets ${managers.join(' and ')} have it, and so does taking the field out of the manifest`;
  return {
    code: 'field-conflict',
    severity: 'error',
    message: `${intent.address}: ${shown.label} belongs to ${managers.join(' and ')}, which set it to ${inWords(shown.before)}; the manifest says ${inWords(shown.after)}`,
    hint: pasteRules(why, rules, host),
    location: intent.manifest.positions.value(joinPointer(partsOfField(intent.manifest.object, field.path))),
    address: intent.address,
  };
}

/**
 * Why the server misses a field that stands in the live object: whoever set it was a person or a former tool, whose fields
 * go when the manifest does not have them. Undefined when the field is missing for another reason.
 */
export function missedFieldHint(
  field: string,
  { id }: Pick<Intent, 'id'>,
  live: JsonObject,
  host: Host,
): string | undefined {
  const pointer = pointerOfField(live, field);
  const held = managedFieldsOf(live).flatMap(entry =>
    isTrace(entry)
      ? [...leavesOf(entry.fields).values()]
          .filter(path => joinPointer(partsOfField(live, path)) === pointer)
          .map(path => ({ name: entry.manager, rule: `leave ${ruleFor(entry.manager, id, path)}` }))
      : [],
  );
  const [first] = held;
  if (!first || pointer === '') return undefined;
  const where = host === 'terminal' ? 'run again with' : 'add to the step';
  const why = `${first.name} set it in the cluster, and it goes because the manifest does not have it. Write it into the manifest; or, to leave it to ${first.name}, ${where} this`;
  return pasteRules(why, [...new Set(held.map(({ rule }) => rule))], host);
}

function inWords(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = stringifyJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}… (${text.length} characters)` : text;
}
