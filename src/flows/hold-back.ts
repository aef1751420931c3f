import { culpritsOf, type Hold, type HoldInput, mergeHolds, type ObjectDigests } from '../model/hold.ts';
import type { Plan } from '../model/plan.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import { Failure } from '../model/failure.ts';
import type { Announcement } from './carry-out.ts';
import type { FlowInput } from './flow.ts';

/**
 * What a record deployed, object by object, from the files of its commit. Without objects when the checkout does not hold
 * that commit, or the commit does not give what was deployed: then only the whole can be told from others.
 */
export async function contentOf(input: FlowInput, record: DeployRecord): Promise<HoldInput['bad']> {
  const { renderedDigest, commit } = record;
  if (commit === undefined || record.dirty === true) return { renderedDigest };
  try {
    await using opened = await input.openAt(commit, record);
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

/** What a way back holds from now on, told in its report and kept with its record. */
export interface HoldReview {
  /** The run that goes back, with the engine of the record that it goes back to. */
  readonly then: FlowInput;
  /** What a record deployed; asked once for each. */
  readonly contentOf: (record: DeployRecord) => Promise<HoldInput['bad']>;
  /** What was wrong with it, where nobody else says so. */
  readonly reason: string | undefined;
}

/**
 * Settles what the way back holds, by what runs at that moment: asked before the lock is ours, and again when another run
 * wrote in between.
 */
export function holdReview({ then, contentOf: ask, reason }: HoldReview): Required<Announcement>['review'] {
  const known = new Map<string, Promise<HoldInput['bad']>>();
  return async ({ plan, report }) => {
    const { engine, settings } = then;
    const running = (await engine.ledger.all()).at(-1);
    const { holds } = engine.ledger;
    const good = await engine.digests?.();
    if (!running || !holds || !good) return { report };
    const content = known.get(running.id) ?? ask(running);
    known.set(running.id, content);
    const bad = settings.hold ? await content : undefined;
    const next = bad && nextHold(then, { running, bad, good, plan, reason });
    const merged = mergeHolds(await holds.current(), next, good);
    holds.set(merged);
    const isUntold = bad?.renderedDigest === '' && bad.objects === undefined;
    const limits = isUntold
      ? [...report.limits, `${recordName(running)} has no digest, so it is not held back`]
      : report.limits;
    return { report: { ...report, limits, ...(merged && { hold: merged }) } };
  };
}

interface Ways {
  readonly running: DeployRecord;
  readonly bad: HoldInput['bad'];
  readonly good: ObjectDigests;
  readonly plan: Plan;
  readonly reason: string | undefined;
}

function nextHold({ world, target }: FlowInput, { running, bad, good, plan, reason }: Ways): Hold {
  const ill = new Set(running.health?.failing);
  const failing = plan.changes.flatMap(change => (ill.has(change.address) ? [change.confirmAddress] : []));
  return {
    // The number that the record will have; the ledger writes it with the record.
    record: recordName({
      environment: target.environment,
      target: running.target,
      sequence: running.sequence + 1,
    }),
    from: recordName(running),
    since: new Date(world.clock.nowMs()).toISOString(),
    ...(reason !== undefined && { reason }),
    culprits: culpritsOf({ bad, good, failing }),
  };
}
