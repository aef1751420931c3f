import { Failure } from '../../../model/failure.ts';
import type { Step } from '../../../model/outcome.ts';
import type { ApplyWork } from './context.ts';
import { lostWords } from './still-ours.ts';

const doneWords: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  recreate: 'recreated',
  delete: 'deleted',
};

/** Does the work of one step and says how it ended. Begins nothing after a cancel, nor when another run has the target. */
export async function timed(
  step: Pick<Step, 'address' | 'action'>,
  { world, guard, patience, isStillOurs }: Pick<ApplyWork, 'world' | 'guard' | 'patience' | 'isStillOurs'>,
  work: () => Promise<void>,
): Promise<Step> {
  const { clock, log, signal } = world;
  const startMs = clock.elapsedMs();
  const durationMs = (): number => clock.elapsedMs() - startMs;
  const skipped = { ...step, state: 'skipped', durationMs: 0 } as const;
  if (signal.aborted) return { ...skipped, message: 'the run was cancelled' };
  try {
    // A process that was paused for long must not write on, whatever was planned before.
    if (!guard.isFresh() && !(await isStillOurs())) return { ...skipped, ...lostWords };
    const how = await Promise.race([work(), patience.ended]);
    if (how === 'unanswered') return { ...step, ...unansweredWords, durationMs: durationMs() };
    log.info(`${doneWords[step.action] ?? step.action} ${step.address}`);
    return { ...step, state: 'done', durationMs: durationMs(), startMs };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = [error.message, error.hint].filter(part => part !== undefined).join(' ');
    log.error(`${step.address}: ${message}`);
    const state = error.code === 'cancelled' ? 'skipped' : 'failed';
    return { ...step, state, durationMs: durationMs(), startMs, message, code: error.code };
  }
}

const unansweredWords = {
  state: 'failed',
  message: 'sent, but not answered before the cancelled run had to end: it may have been done',
  code: 'cancelled',
} as const satisfies Pick<Step, 'state' | 'message' | 'code'>;
