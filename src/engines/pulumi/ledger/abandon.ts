import type { Begun } from '../../../model/begun.ts';
import { brokenOffRecord } from '../../../model/new-record.ts';
import type { DeployRecord } from '../../../model/record.ts';
import type { LedgerContext } from './context.ts';
import { recordOfUpdate } from './trail.ts';

/**
 * Ends what a killed run left at a stack: its CLI and its lock, and the record, as the stack's own history tells that the
 * update ended; where it does not, nobody knows how far it came.
 */
export async function abandon(begun: Begun, context: LedgerContext): Promise<DeployRecord | undefined> {
  const { record, lock, isCancelled } = begun;
  if (lock !== undefined) await context.releaseLock(lock, isCancelled ? 'told' : 'untold');
  if (!record) return undefined;
  const { updates } = await context.readHistory();
  const told = updates
    .flatMap(update => recordOfUpdate(update, context.target, '') ?? [])
    .find(({ id }) => id === record.id)?.result;
  const open = brokenOffRecord(record, context.world.clock.nowMs());
  const { brokenOff: _, ...known } = open;
  const closed: DeployRecord = told === undefined ? open : { ...known, result: told };
  await context.world.records?.put(closed);
  return closed;
}
