import { isAllUnchanged } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { recordName } from '../model/record.ts';
import { carryOut, type PlannedReport } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { deployedRecord } from './deployed-record.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { requireThawed } from './freeze-guard.ts';
import { heldBack } from './held-back.ts';
import { proveSame } from './prove-same.ts';

/**
 * Deploys the recorded commit again, whatever the checkout is at, when what is there differs from it; writes nothing when it
 * does not. @throws Failure no-rollback-target, not-reproducible
 */
export const heal: Flow = async input => {
  const deployed = deployedRecord(await input.engine.ledger.all());
  if (!deployed) {
    throw new Failure(
      'no-rollback-target',
      'there is nothing to heal: nothing was deployed from a commit yet',
      {
        hint: 'Are name, environment and record-namespace those of the deploy?',
      },
    );
  }
  input.world.log.info(`healing to ${recordName(deployed)}, commit ${deployed.commit.slice(0, 7)}`);
  await using opened = await input.openAt(deployed.commit, deployed.imageOverrides);
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
