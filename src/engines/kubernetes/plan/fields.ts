import type { FieldChange } from '../../../model/change.ts';
import { isObject, joinPointer, type JsonObject, valueAt } from '../../../model/json.ts';
import type { Secrets } from '../../../model/world.ts';
import { diffFields, type ListKeys } from '../../../diff/fields.ts';
import { manager, memberOf, partOfLabel } from '../names.ts';
import type { Intent } from './intent.ts';
import { ownersOf } from './managed-fields.ts';
import { normalizeForDiff } from './normalize.ts';
import { maskFor } from './mask.ts';

/** Shown instead of a value that every dry run makes up anew: the server assigns it when the object is written. */
const assigned = '(assigned)';

const assignedPaths = /^\/spec\/(?:clusterIPs?|healthCheckNodePort|ports\/\d+\/nodePort)$/;

/** The fields in which two states of an object differ, secrets masked, with the former owner of each field. */
export function changedFields(
  intent: Intent,
  live: JsonObject,
  next: JsonObject,
  context: { readonly secrets: Secrets; readonly listKeysOf: (intent: Intent) => ListKeys },
): readonly FieldChange[] {
  const markOf = (value: string): string => context.secrets.markOf(value);
  const before = maskFor(intent, normalizeForDiff(live), markOf);
  const after = maskFor(intent, normalizeForDiff(next), markOf);
  const fields = diffFields(before, after, context.listKeysOf(intent)).map(field => {
    // What is added was nobody's; its path leads into another item when the list is in another order by now.
    const owners = field.beforePath === undefined ? [] : ownersOf(live, field.beforePath);
    const others = owners.filter(entry => entry.manager !== manager);
    const owner = [...new Set(others.map(entry => entry.manager))].join(', ');
    const ownerSince =
      others
        .map(({ time }) => time)
        .toSorted()
        .at(-1) ?? '';
    const shown = isAssigned(field, intent) ? { ...field, after: assigned } : withAssignedPort(field, intent);
    return owner === '' ? shown : { ...shown, owner, ...(ownerSince !== '' && { ownerSince }) };
  });
  return [...fields, ...membershipChange(live, next)];
}

/** True for addresses and ports of a Service that the manifest leaves to the server. */
function isAssigned(field: FieldChange, { id, body }: Intent): boolean {
  const isService = id.group === '' && id.kind === 'Service';
  if (!isService || field.after === undefined || field.after === 'None') return false;
  return assignedPaths.test(field.path) && valueAt(body, field.path) === undefined;
}

/** A port that is added as a whole carries the number that this dry run made up. */
function withAssignedPort<T extends FieldChange>(field: T, { id, body }: Intent): T {
  const isPort = id.group === '' && id.kind === 'Service' && /^\/spec\/ports\/\d+$/.test(field.path);
  if (!isPort || !isObject(field.after) || !('nodePort' in field.after)) return field;
  const isGiven = valueAt(body, `${field.path}/nodePort`) !== undefined;
  return isGiven ? field : { ...field, after: { ...field.after, nodePort: assigned } };
}

/** An object that comes into the set must be written, even if nothing else about it changes: else no prune finds it. */
function membershipChange(live: JsonObject, next: JsonObject): readonly FieldChange[] {
  const [before, after] = [memberOf(live), memberOf(next)];
  if (before === after || after === undefined) return [];
  const label = `metadata.labels[${JSON.stringify(partOfLabel)}]`;
  const path = joinPointer(['metadata', 'labels', partOfLabel]);
  return [{ path, label, ...(before !== undefined && { before }), after, masked: false }];
}
