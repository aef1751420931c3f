import { isAllUnchanged } from '../model/change.ts';
import type { DeployRecord } from '../model/record.ts';
import { carryOut, type PlannedReport } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { requireThawed } from './freeze-guard.ts';
import { heldBack } from './held-back.ts';
import { compareOrder } from './order-guard.ts';
import { putBack, wantsPutBack } from './put-back.ts';
import { previewReview } from './preview-match.ts';

/** Checks, plans, takes the lock, opens the record, applies, waits, closes the record. A deploy that has nothing to do writes nothing. */
export const deploy: Flow = async input => {
  const planned = await checkAndPlan(input);
  if ('stopped' in planned) return planned.stopped;
  const settle = async (now: PlannedReport): Promise<FlowResult | undefined> => await settleOrder(input, now);
  const review = previewReview(input);
  return await carryOut(input, planned.report, planned.plan, {
    kind: 'deploy',
    settle,
    review,
    after: async (done, guard) => (wantsPutBack(input, done) ? await putBack(input, done, guard) : done),
  });
};

/** Ends a deploy whose work is done already, or that is older than what was deployed. */
async function settleOrder(
  input: FlowInput,
  { plan, report }: PlannedReport,
): Promise<FlowResult | undefined> {
  const { engine, settings, world } = input;
  const last = await engine.ledger.last();
  if (isAllUnchanged(plan.changes) && isSame(last, input, plan.renderedDigest)) {
    return { result: 'unchanged', reasonCode: '', target: { ...report, ...(last && { record: last }) } };
  }
  const order = await compareOrder(await engine.ledger.all(), world, settings.unsafeAllow);
  if (order === 'superseded') return { result: 'superseded', reasonCode: 'superseded', target: report };
  const held = await heldBack(input, { plan, report });
  if (!held) requireThawed(input);
  return held;
}

/** True when the last record says that exactly this was deployed and came up well. */
function isSame(last: DeployRecord | undefined, { world }: FlowInput, renderedDigest: string): boolean {
  return (
    last?.result === 'success' &&
    renderedDigest !== '' &&
    last.renderedDigest === renderedDigest &&
    last.commit === world.run.commit
  );
}
