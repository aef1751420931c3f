import { returningCulprits } from '../model/hold.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { stoppedBy } from './carry-out.ts';
import type { Flow } from './flow.ts';

/**
 * Lifts the hold that a rollback left behind, with who and why in a record, and shows what the next deploy of this commit
 * brings. Nothing that is deployed changes. Without a hold nothing is written.
 */
export const resume: Flow = async input => {
  const { engine, settings, world } = input;
  const planned = await checkAndPlan(input);
  if ('stopped' in planned) return planned.stopped;
  const { plan } = planned;
  const { holds } = engine.ledger;
  const hold = await holds?.current();
  if (!hold || !holds) {
    const limits = [...planned.report.limits, 'nothing was held back, so nothing was written'];
    return { result: 'resumed', reasonCode: '', target: { ...planned.report, limits } };
  }
  const now = await engine.digests?.();
  const returning = now ? returningCulprits(hold, now, plan.renderedDigest) : [];
  const report = { ...planned.report, hold: { ...hold, culprits: returning } };
  if (settings.dryRun) return { result: 'previewed', reasonCode: '', target: report };
  try {
    const guard = await engine.ledger.acquire();
    try {
      const record = await holds.lift(settings.reason);
      world.log.info(`the hold of ${hold.record} is lifted`);
      return { result: 'resumed', reasonCode: '', target: { ...report, record } };
    } finally {
      await guard.release();
    }
  } catch (error) {
    return stoppedBy(error, input, report);
  }
};
