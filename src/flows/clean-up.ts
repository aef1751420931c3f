import type { Begun } from '../model/begun.ts';
import type { Counts } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { PutBack } from '../model/put-back.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { Result } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import type { World } from '../model/world.ts';
import { describeFailure } from './failure-report.ts';
import { type FlowResult, reportOf } from './flow.ts';

/** What the clean-up needs: `abandon` ends at the target what is still the killed run's. */
export interface CleanUp {
  readonly world: Pick<World, 'log' | 'secrets'>;
  readonly abandon: () => Promise<DeployRecord | undefined>;
}

/**
 * Ends what a run left that was killed before it could. Gives the result to show, undefined when the run had not begun to
 * write. What the target refuses is told, and people are shown the end all the same.
 */
export async function cleanUp(
  target: Target,
  begun: Begun,
  { world, abandon }: CleanUp,
): Promise<FlowResult | undefined> {
  const found = await abandon().catch((error: unknown) => {
    const { message } = describeFailure(error, world);
    world.log.warn(`the record and the lock of the killed run are left to the next run: ${message}`);
    return undefined;
  });
  const record = found ?? begun.announced;
  if (!record) return undefined;
  if (begun.failed) return wayBackEnded(target, begun.failed, record, whyEnded(record, begun), world);
  const result = resultOf(record);
  const isGood = result !== 'failed' && result !== 'partial' && result !== 'cancelled';
  const failure = isGood ? undefined : describeFailure(whyEnded(record, begun), world);
  return {
    result,
    reasonCode: failure?.reasonCode ?? '',
    target: {
      ...reportOf(target, []),
      ...(isGood && { counts: countsOf(record) }),
      record,
      ...(failure && { failure }),
    },
  };
}

/** The deploy had failed, and its way back was cut short, or done before anybody was told: both are told together. */
function wayBackEnded(
  target: Target,
  failed: DeployRecord,
  back: DeployRecord,
  { message, hint = '' }: Failure,
  world: CleanUp['world'],
): FlowResult {
  const isDone = back.result === 'success';
  const putBack: PutBack = {
    state: isDone ? 'done' : 'failed',
    record: recordName(back),
    notUndone: [],
    ...(back.commit !== undefined && { commit: back.commit }),
    ...(!isDone && { message }),
  };
  const words = isDone
    ? new Failure('rollout-failed', 'the deploy did not end well, and what ran before was put back', {
        hint: `Record ${putBack.record} tells how.`,
      })
    : new Failure('rollout-failed', `the deploy did not end well, and on the way back ${message}`, { hint });
  const failure = describeFailure(words, world);
  return {
    result: 'failed',
    reasonCode: 'rollout-failed',
    target: { ...reportOf(target, []), record: failed, putBack, failure },
  };
}

/** The process may have been killed after the record was closed, before anybody was shown it. */
function resultOf({ result, kind }: DeployRecord): Result {
  if (result !== 'success') return result ?? 'partial';
  return kind === 'rollback' ? 'rolled-back' : kind === 'destroy' ? 'destroyed' : 'deployed';
}

function countsOf({ objects }: DeployRecord): Counts {
  const { created, changed, unchanged, pruned } = objects;
  return { create: created, update: changed, recreate: 0, delete: pruned, unchanged, unknown: 0 };
}

function whyEnded({ brokenOff, result }: DeployRecord, { isCancelled }: Begun): Failure {
  const isKnown = result !== undefined && brokenOff !== true;
  const hint = isKnown
    ? 'What it did stands in the record.'
    : 'What it wrote until then is not known. Run again: the whole set is deployed, which changes only what is missing.';
  if (isCancelled)
    return new Failure('cancelled', 'the run was cancelled, and ended from outside before it was done', {
      hint,
    });
  if (isKnown) return new Failure('rollout-failed', 'the deploy did not end well', { hint });
  return new Failure('internal', 'the process of the run was killed, perhaps for want of memory', { hint });
}
