import type { Step } from '../../../model/outcome.ts';
import { targetLost } from '../ledger/target-lost.ts';
import type { ApplyContext, Progress } from './context.ts';

/** What is said of what did not begin because another run has the target now. */
export const lostWords = {
  message: 'not begun, because another run took the target over',
  code: 'lock-lost',
} as const satisfies Pick<Step, 'message' | 'code'>;

/**
 * Asks the target whether this run may write on. When another run has it, this is told once and stops whatever would follow:
 * without the Failure the deploy would look as if it had not come up, and the way back would be gone at another run's target.
 */
export async function isStillOurs(
  progress: Progress,
  { guard, world }: Pick<ApplyContext, 'guard' | 'world'>,
): Promise<boolean> {
  if (progress.isOurs && (await guard.stillMine())) return true;
  // Others may have asked at the same moment.
  if (!progress.isOurs) return false;
  progress.isOurs = false;
  progress.stopped ??= targetLost();
  world.log.error('another run took the target over: nothing more is written');
  return false;
}
