import { isObject, joinPointer, type JsonObject } from '../../../model/json.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import type { ApiStatus } from '../transport/transport.ts';
import { type FieldPath, holderOf, leavesOf, valueAtField } from './field-set.ts';
import type { Ownership } from './ownership.ts';
import { fieldsAt } from './rules.ts';

/** Texts that mean "two arms of a one-of are set", as Kubernetes 1.36 writes them. */
const oneOfTexts =
  /may not specify more than 1|may not be (?:specified|used) when|only allowed for updateStrategy/;

/** True when a refusal says that another arm of a one-of stands in the way, which is no immutable field. */
export function isOneOf(cause: { readonly message: string }): boolean {
  return oneOfTexts.test(cause.message);
}

/**
 * Defaulted fields that must go with the old arm of a one-of: nobody owns them, so an apply cannot remove them and the
 * server refuses both arms together (a `strategy` that was never written down becoming Recreate). We claim them before the
 * apply, which then takes them away because the manifest does not have them.
 */
export function claimsOf(
  causes: ApiStatus['causes'],
  live: JsonObject,
  want: JsonObject,
  ownership: Ownership,
  keysAt: ListKeys,
): readonly FieldPath[] {
  const isHeld = holderOf(...ownership.others.map(entry => leavesOf(entry.fields)));
  return causes
    .filter(isOneOf)
    .flatMap(cause => armsOf(partsOf(cause.field), live, want, keysAt))
    .filter(path => !isHeld(path));
}

/** The server names the arm by its index in the merged list; which item that is cannot be told, so all are looked at. */
function armsOf(
  parts: readonly string[],
  live: JsonObject,
  want: JsonObject,
  keysAt: ListKeys,
): readonly FieldPath[] {
  const arm = parts.at(-1);
  if (arm === undefined) return [];
  const parents = fieldsAt(joinPointer(parts.slice(0, -1)), live, keysAt);
  return parents.flatMap(parent => {
    const [found, wanted] = [valueAtField(live, parent), valueAtField(want, parent)];
    if (!isObject(found) || !isObject(wanted)) return [];
    const names = Object.hasOwn(wanted, arm) ? Object.keys(found) : [arm];
    return names
      .filter(name => Object.hasOwn(found, name) && !Object.hasOwn(wanted, name))
      .map(name => [...parent, `f:${name}`]);
  });
}

/** `spec.volumes[0].hostPath` as parts, every index a wildcard. */
function partsOf(field: string): readonly string[] {
  return field
    .replaceAll(/\[[^\]]*\]/g, '.*')
    .split('.')
    .filter(part => part !== '');
}
