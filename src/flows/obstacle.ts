import { Failure } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import type { Obstacle } from '../model/report.ts';
import type { FlowInput } from './flow.ts';
import { whyHeld } from './held-back.ts';
import { passedByOf } from './order-guard.ts';
import { otherEnvironment } from './own-records.ts';

/** What a deploy of what was just planned would meet at the target, by the very rules of the deploy; `none` when it would go on. */
export async function findObstacle(
  input: FlowInput,
  plan: Pick<Plan, 'renderedDigest'>,
): Promise<Obstacle | 'none'> {
  const records = await input.engine.ledger.all();
  const refused = otherEnvironment(records, input) ?? (await whyHeld(input, plan))?.failure;
  if (refused) return obstacleOf(refused);
  // A preview is no deploy that was started again: which commit is newer is told by the commits alone.
  const { commit, host } = input.world.run;
  const run = { host, ...(commit !== undefined && { commit }) };
  try {
    const passedBy = await passedByOf(records, { run, ancestry: input.world.ancestry });
    return passedBy === undefined ? 'none' : { reasonCode: 'superseded', message: passedBy };
  } catch (error) {
    // The merge of a pull request will hold what its branch does not hold yet; and a deploy may know more than a preview.
    const isCertain =
      error instanceof Failure && error.code === 'diverged' && input.world.run.pullRequest === undefined;
    if (isCertain) return obstacleOf(error);
    if (error instanceof Failure) return 'none';
    throw error;
  }
}

function obstacleOf({ reasonCode, message, hint }: Failure): Obstacle {
  return { reasonCode, message, ...(hint !== undefined && { hint }) };
}
