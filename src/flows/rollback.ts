import type { DeployRecord } from '../model/record.ts';
import { carryOut } from './carry-out.ts';
import { checkAndPlan } from './check-and-plan.ts';
import type { Flow, FlowInput, FlowResult } from './flow.ts';
import { chooseGoal, type Goal } from './goal.ts';
import { contentOf, holdReview } from './hold-back.ts';
import { imageReview } from './images-there.ts';
import { proveSame } from './prove-same.ts';

/**
 * Goes back to an earlier deploy: the files of its commit, proved to give what was deployed then, are deployed again
 * under a record of kind rollback. @throws Failure no-rollback-target, commit-unreachable, not-reproducible
 */
export const rollback: Flow = async input => {
  const goal = await chooseGoal(input);
  input.world.log.info(`going back to ${goal.name}, commit ${goal.commit.slice(0, 7)}`);
  await using opened = await input.openAt(goal.commit, goal.record);
  const then: FlowInput = { ...input, ...opened };
  if (goal.record) await proveSame(then, goal.record);
  return await goBack(input, then, goal);
};

async function goBack(input: FlowInput, then: FlowInput, goal: Goal): Promise<FlowResult> {
  const { reason } = input.settings;
  const planned = await checkAndPlan(then);
  if ('stopped' in planned) return planned.stopped;
  let way: DeployRecord['rollback'];
  const review = holdReview({ then, contentOf: async record => await contentOf(input, record), reason });
  const withImages = imageReview(then);
  return await carryOut(then, planned.report, planned.plan, {
    kind: 'rollback',
    rollback: () => way,
    settle: async () => {
      goal.requireStillMeant(await then.engine.ledger.all());
      return undefined;
    },
    review: async now => {
      const reviewed = await review(now);
      way = {
        fromId: (await then.engine.ledger.last())?.id ?? '',
        toId: goal.record?.id ?? '',
        ...(reason !== undefined && { reason }),
        ...(reviewed.report.hold && { hold: true as const }),
      };
      return await withImages(now, reviewed);
    },
  });
}
