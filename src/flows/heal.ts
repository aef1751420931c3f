import { isAllUnchanged } from '../model/change.ts';
import { recordName } from '../model/record.ts';
import { carryOut, type PlannedReport } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { deployedRecord } from './deployed-record.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { requireThawed } from './freeze-guard.ts';
import { heldBack } from './held-back.ts';
import { nothingDeployed, ownRecords } from './own-records.ts';
import { proveSame } from './prove-same.ts';

/**
 * Deploys the recorded commit again, whatever the checkout is at, when what is there differs from it; writes nothing when it
 * does not. @throws Failure nothing-deployed, not-reproducible
 */
export const heal: Flow = async input => {
  const records = await ownRecords(input);
  const deployed = deployedRecord(records);
  if (!deployed) throw nothingDeployed(input, records, 'there is nothing to heal');
  input.world.log.info(`healing to ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
  await using opened = await input.openAt(deployed.commit, deployed);
  const then: FlowInput = { ...input, ...opened };
  await proveSame(then, deployed);
  const planned = await checkAndPlan(then);
  if ('stopped' in planned) return planned.stopped;
  const settle = async (now: PlannedReport): Promise<FlowResult | undefined> => {
    if (isAllUnchanged(now.plan.changes))
      return { result: 'unchanged', reasonCode: '', target: { ...now.report, record: deployed } };
    const held = await heldBack(then, now);
    if (!held) requireThawed(then);
    return held;
  };
  return await carryOut(then, planned.report, planned.plan, { kind: 'heal', settle });
};
