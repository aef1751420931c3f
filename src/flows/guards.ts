import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { Settings } from '../model/settings.ts';

/**
 * Stops a deploy before its first write when the plan could not see an object, or deletes or recreates what needs a
 * yes that was not given. @throws Failure permission-missing; deletion-unconfirmed, recreate-unconfirmed with the
 * line to paste
 */
export function requireConfirmation(
  changes: readonly Change[],
  settings: Pick<Settings, 'confirm' | 'maxDeletions'>,
): void {
  requireSight(changes);
  const confirmed = new Set(settings.confirm);
  const open = needingConfirmation(changes, settings.maxDeletions).filter(
    change => !confirmed.has(change.confirmAddress),
  );
  if (open.length === 0) return;
  const deletions = changes.filter(change => change.action === 'delete');
  const isDeletion = open.some(change => change.action === 'delete');
  const why = [
    ...open.flatMap(change => (change.risk === undefined ? [] : [`${change.address}: ${change.risk}`])),
    ...(deletions.length > settings.maxDeletions
      ? [`${deletions.length} deletions are more than max-deletions (${settings.maxDeletions})`]
      : []),
    ...(isEmptying(changes) ? ['nothing of the set would be left'] : []),
  ];
  throw new Failure(
    isDeletion ? 'deletion-unconfirmed' : 'recreate-unconfirmed',
    `stopped before the first write: ${why.join('; ')}`,
    {
      hint: `To allow it, confirm: ${open.map(change => change.confirmAddress).join(',')}`,
    },
  );
}

/** A preview may show "not read"; a deploy that left such an object out would call itself done when it is not. */
function requireSight(changes: readonly Change[]): void {
  const unseen = changes.filter(change => change.action === 'unknown');
  if (unseen.length === 0) return;
  const notes = unseen.map(change => `${change.address}: ${change.note ?? 'not known'}`);
  throw new Failure('permission-missing', `stopped before the first write: ${notes.join('; ')}`, {
    hint: 'Give the credentials of the deploy the right to read these objects: verb get.',
  });
}

/** The changes that need a yes: each with a risk; every deletion when there are too many, or when nothing would be left. */
export function needingConfirmation(changes: readonly Change[], maxDeletions: number): readonly Change[] {
  const deletions = changes.filter(change => change.action === 'delete');
  const isTooMuch = deletions.length > maxDeletions || isEmptying(changes);
  return changes.filter(change => change.risk !== undefined || (isTooMuch && change.action === 'delete'));
}

function isEmptying(changes: readonly Change[]): boolean {
  return changes.length > 0 && changes.every(change => change.action === 'delete');
}
