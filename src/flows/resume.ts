import { returningCulprits } from '../model/hold.ts';
import { checkAndPlan } from './check-and-plan.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import type { TargetReport } from '../model/report.ts';
import { ownRecords } from './own-records.ts';
import { stoppedBy } from './under-record.ts';

/**
 * Lifts the hold that a rollback left behind, with who and why in a record, and shows what the next deploy of this commit
 * brings. Nothing that is deployed changes. Without a hold nothing is written.
 */
export const resume: Flow = async input => {
  const { engine, settings } = input;
  await ownRecords(input);
  const planned = await checkAndPlan(input);
  if ('stopped' in planned) return planned.stopped;
  const { plan, report } = planned;
  const hold = await engine.ledger.holds?.current();
  if (!hold) return nothingHeld(report);
  const now = await engine.digests?.();
  const returning = now ? returningCulprits(hold, now, plan.renderedDigest) : [];
  const held = { ...report, hold: { ...hold, culprits: returning } };
  if (settings.dryRun) return { result: 'previewed', reasonCode: '', target: held };
  return await lift(input, report, held);
};

async function lift(input: FlowInput, planned: TargetReport, held: TargetReport): Promise<FlowResult> {
  const { ledger } = input.engine;
  try {
    const guard = await ledger.acquire();
    try {
      await ownRecords(input);
      // Another run may have lifted it while this one waited.
      const hold = await ledger.holds?.current();
      if (!hold || !ledger.holds) return nothingHeld(planned);
      const record = await ledger.holds.lift(input.settings.reason);
      input.world.log.info(`the hold of ${hold.record} is lifted`);
      return { result: 'resumed', reasonCode: '', target: { ...held, record } };
    } finally {
      await guard.release();
    }
  } catch (error) {
    return stoppedBy(error, input, held);
  }
}

/** `planned` is the report without a hold. */
function nothingHeld(planned: TargetReport): FlowResult {
  return { result: 'unchanged', reasonCode: '', target: planned };
}
