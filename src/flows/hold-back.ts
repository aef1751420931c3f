import { culpritsOf, type Hold, type HoldInput, mergeHolds } from '../model/hold.ts';
import type { Plan } from '../model/plan.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import { Failure } from '../model/failure.ts';
import type { FlowInput } from './flow.ts';

/**
 * What a record deployed, object by object, from the files of its commit. Without objects when the checkout does not hold
 * that commit, or the commit does not give what was deployed: then only the whole can be told from others.
 */
export async function contentOf(input: FlowInput, record: DeployRecord): Promise<HoldInput['bad']> {
  const { renderedDigest, commit } = record;
  if (commit === undefined || record.dirty === true) return { renderedDigest };
  try {
    await using opened = await input.openAt(commit, record.imageOverrides);
    const { engine } = opened;
    if ((await engine.renderedDigest()) !== renderedDigest) return { renderedDigest };
    const objects = await engine.digests?.();
    return { renderedDigest, ...(objects && { objects }) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    input.world.log.info(`what ${recordName(record)} deployed is held back as a whole: ${error.message}`);
    return { renderedDigest };
  }
}

/** The hold that a rollback from `running` to the files of this engine leaves; undefined when nothing differs. */
export async function holdBack(
  { engine, settings, world, target }: FlowInput,
  {
    running,
    bad,
    plan,
  }: { readonly running: DeployRecord; readonly bad: HoldInput['bad']; readonly plan: Plan },
): Promise<Hold | undefined> {
  const good = await engine.digests?.();
  const { holds } = engine.ledger;
  if (!good || !holds) return undefined;
  const ill = new Set(running.health?.failing);
  const failing = plan.changes.flatMap(change => (ill.has(change.address) ? [change.confirmAddress] : []));
  const culprits = culpritsOf({ bad, good, failing });
  const next: Hold = {
    // The number that the record will have; the ledger writes it with the record.
    record: recordName({
      environment: target.environment,
      target: running.target,
      sequence: running.sequence + 1,
    }),
    from: recordName(running),
    since: new Date(world.clock.nowMs()).toISOString(),
    ...(settings.reason !== undefined && { reason: settings.reason }),
    culprits,
  };
  const merged = mergeHolds(await holds.current(), next, good);
  return merged.culprits.length === 0 ? undefined : merged;
}
