import { type Change, isCompared } from '../../../model/change.ts';
import { addressOf, confirmAddressOf, type ObjectId } from '../../../model/manifest.ts';
import type { Intent } from './intent.ts';
import type { PlannedObject } from './object-context.ts';
import { deleteRiskOf } from './risk.ts';
import type { Intention } from './unasked-right.ts';

/** Why an object was not compared, so far as it is for want of a right. */
export const mayNotRead = 'these credentials may not read it';

/** So many objects are named in one sentence. */
const mostNamed = 10;

/** A wanted object that nobody may look at, or whose file cannot be decrypted here: whether it changes is not known. */
export function notCompared({ address, confirmAddress, manifest }: Intent, why: string): PlannedObject {
  const identity = { address, confirmAddress, location: manifest.location };
  const change: Change = {
    ...identity,
    action: 'unknown',
    fields: [],
    evidence: 'local',
    note: `not compared: ${why}`,
  };
  return { change, diagnostics: [], warnings: [] };
}

/**
 * A Secret of the set that the repository lost and that these credentials may not read. Shown, it is a deletion, which is
 * what a deploy makes of it if it is still there; who is to write must be able to see it.
 */
export function unreadSurplus(id: ObjectId, intention: Intention): Change {
  const identity = { address: addressOf(id), confirmAddress: confirmAddressOf(id) };
  const local = { ...identity, fields: [], evidence: 'local' } as const;
  if (intention === 'to write') return { ...local, action: 'unknown', note: `not compared: ${mayNotRead}` };
  const risk = deleteRiskOf(id);
  const note = 'the repository no longer has it; whether it is still there is not known';
  return { ...local, action: 'delete', note, ...(risk !== undefined && { risk }) };
}

/** One sentence for each reason, with how many objects it keeps from being compared. */
export function uncomparedLimits(changes: readonly Change[]): readonly string[] {
  const groups = Map.groupBy(
    changes.filter(change => !isCompared(change)),
    change => change.note ?? '',
  );
  return [...groups].map(([note, group]) => {
    const names = group.slice(0, mostNamed).map(change => change.confirmAddress);
    const more = group.length > mostNamed ? ` and ${group.length - mostNamed} more` : '';
    const why = note.replace(/^not compared: /, '');
    const count = group.length === 1 ? '1 object is' : `${group.length} objects are`;
    return `${count} not compared (${names.join(', ')}${more}): ${why}`;
  });
}
