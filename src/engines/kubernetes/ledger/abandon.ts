import type { Begun } from '../../../model/begun.ts';
import { brokenOffRecord } from '../../../model/new-record.ts';
import type { DeployRecord } from '../../../model/record.ts';
import type { Target } from '../../../model/target.ts';
import type { World } from '../../../model/world.ts';
import { type HeldLease, holderOf } from './lease-object.ts';
import { deleteLease, getLease, putLease } from './lease-store.ts';
import { checkOwner } from './owner.ts';
import { leasePlaceOf, loadParent, type StorePlace, writeRecords } from './store.ts';

/**
 * Ends what a killed process of this run left at the target: its record is closed, then its lock given back. When another run
 * has the lock by now, or has opened a record since, both are that run's and stay as they are.
 * @throws Failure permission-missing, server-unreachable, target-owned-elsewhere, record-failed
 */
export async function abandon(
  begun: Begun,
  place: StorePlace,
  context: { readonly target: Target; readonly world: World; readonly confirmed: readonly string[] },
): Promise<DeployRecord | undefined> {
  const parent = checkOwner(await loadParent(place, 'lock'), context, place.namespace);
  const record = parent?.records.find(({ id }) => id === begun.record?.id);
  const isOpen = record !== undefined && record.result === undefined && parent?.records.at(-1) === record;
  const lease = await reclaim(begun.lock, isOpen, place, context);
  if (!lease) return record;
  try {
    if (!parent || !record || !isOpen) return record;
    const closed = brokenOffRecord(record, context.world.clock.nowMs());
    await writeRecords(place, parent, { ...parent, records: [...parent.records.slice(0, -1), closed] });
    return closed;
  } finally {
    await deleteLease(leasePlaceOf(place), lease);
  }
}

/** The lock of the killed process, renewed; a free one is taken when there is a record to close. Undefined when another run has it. */
async function reclaim(
  token: string | undefined,
  isNeeded: boolean,
  place: StorePlace,
  { world }: { readonly world: World },
): Promise<HeldLease | undefined> {
  const stored = await getLease(leasePlaceOf(place));
  const isOurs = stored !== undefined && stored.holder.token === token;
  if (!isOurs && (stored !== undefined || !isNeeded)) return undefined;
  const holder = holderOf(world.run, token ?? crypto.randomUUID(), world.processes.own);
  return await putLease(leasePlaceOf(place), holder, world.clock.nowMs(), stored);
}
