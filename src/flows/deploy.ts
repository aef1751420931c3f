import { hasChanges } from '../model/change.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Plan } from '../model/plan.ts';
import type { TargetReport } from '../model/report.ts';
import { carryOut, stoppedBy } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { compareOrder } from './order-guard.ts';

/** Checks, plans, opens the record, applies, waits, closes the record. A deploy that has nothing to do writes nothing. */
export const deploy: Flow = async input => {
  const planned = await checkAndPlan(input);
  if ('stopped' in planned) return planned.stopped;
  const { plan, report } = planned;
  const last = await input.engine.ledger.last();
  if (!hasChanges(plan.changes) && isSame(last, input, plan.renderedDigest)) {
    return { result: 'unchanged', reasonCode: '', target: { ...report, ...(last && { record: last }) } };
  }
  return await deployInOrder(input, planned);
};

/** Nothing older than what was deployed ever gets written; the check comes right before the first write. */
async function deployInOrder(
  input: FlowInput,
  { plan, report }: { plan: Plan; report: TargetReport },
): Promise<FlowResult> {
  const { engine, world } = input;
  try {
    const order = await compareOrder(await engine.ledger.all(), world.run.commit, world.ancestry);
    if (order === 'superseded') return { result: 'superseded', reasonCode: 'superseded', target: report };
  } catch (error) {
    return stoppedBy(error, input, report);
  }
  return await carryOut(input, report, plan, { kind: 'deploy' });
}

/** True when the last record says that exactly this was deployed and came up well. */
function isSame(last: DeployRecord | undefined, { world }: FlowInput, renderedDigest: string): boolean {
  return (
    last?.result === 'success' && last.renderedDigest === renderedDigest && last.commit === world.run.commit
  );
}
