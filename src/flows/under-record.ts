import { Failure, failureCodes, type ReasonCode } from '../model/failure.ts';
import type { Entry, Guard } from '../model/ledger.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Result, TargetReport } from '../model/report.ts';
import type { World } from '../model/world.ts';
import { describeFailure } from './failure-report.ts';
import type { FlowInput, FlowResult } from './flow.ts';

/** A run that ended before or while writing; what was planned stays in the report. */
export function stoppedBy(error: unknown, input: FlowInput, report: TargetReport): FlowResult {
  const failure = describeFailure(error, input.world);
  const result = failure.reasonCode === 'cancelled' ? 'cancelled' : 'failed';
  return { result, reasonCode: failure.reasonCode, target: { ...report, failure } };
}

/** An opened record, and the one before it when that was broken off. */
export interface Opened {
  readonly entry: Entry;
  readonly brokenOff: DeployRecord | undefined;
}

/** Announces the deploy at the target; gives the Failure when another run had written there since this one took the lock. */
export async function openRecord(
  { engine, world }: FlowInput,
  plan: Plan,
  {
    kind,
    rollback,
    guard,
  }: {
    readonly kind: DeployRecord['kind'];
    readonly rollback?: () => DeployRecord['rollback'];
    readonly guard: Pick<Guard, 'keepsOthersOut'>;
  },
): Promise<Opened | Failure> {
  const earlier = await engine.ledger.all();
  const pullRequest = await pullRequestOf(kind, earlier, world);
  const way = rollback?.();
  const announced = {
    kind,
    ...(way && { rollback: way }),
    ...(pullRequest !== undefined && { pullRequest }),
  };
  try {
    const entry = await engine.ledger.open(plan, announced);
    world.log.info(`record #${entry.record.sequence} opened, applying`);
    const last = earlier.at(-1);
    return { entry, brokenOff: last && (await isBrokenOff(last, guard, world)) ? last : undefined };
  } catch (error) {
    if (error instanceof Failure && error.code === 'lock-lost') return error;
    throw error;
  }
}

/** Whether a record without an end is that of a run that is over: where others are not kept out, it may be at work. */
async function isBrokenOff(
  { result, run }: DeployRecord,
  { keepsOthersOut }: Pick<Guard, 'keepsOthersOut'>,
  { runs, run: { repository } }: Pick<World, 'runs' | 'run'>,
): Promise<boolean> {
  if (result !== undefined || keepsOthersOut) return result === undefined;
  if (run === undefined || repository === undefined) return false;
  return (await runs.isFinished({ repository, id: run.id, attempt: run.attempt })) === true;
}

/** Applies the plan under its record, and closes it with what became of it. */
export async function writeUnderRecord(
  input: FlowInput,
  { report, plan }: { readonly report: TargetReport; readonly plan: Plan },
  { entry, brokenOff, kind }: Opened & { readonly kind: DeployRecord['kind'] },
  guard: Guard,
): Promise<FlowResult> {
  const { engine, world } = input;
  let applied: Awaited<ReturnType<typeof engine.apply>>;
  try {
    await world.mirrors?.begin(entry.record, brokenOff);
    applied = await engine.apply(plan, guard);
  } catch (error) {
    return await stoppedWith(entry, error, input, report);
  }
  const { stopped, ...outcome } = applied;
  const failure = stopped && describeFailure(stopped, world);
  const done = { ...report, outcome, ...(failure && { failure }) };
  try {
    const record = await inTime(entry.close(outcome), world);
    return {
      result: resultOf(kind, outcome.result),
      reasonCode: failure?.reasonCode ?? reasonOf(outcome, world),
      target: { ...done, record },
    };
  } catch (error) {
    // What was applied is told all the same: the record lacks it.
    const unrecorded = stoppedBy(error, input, done);
    const result = outcome.result === 'partial' ? 'partial' : unrecorded.result;
    if (!failure) return { ...unrecorded, result };
    // Why the record is not closed is the same trouble once more.
    world.log.warn(unrecorded.target.failure?.message ?? '');
    return { result, reasonCode: failure.reasonCode, target: done };
  }
}

/** A cancelled run has 7 s in all: it must not hang on a server that does not answer. */
async function inTime(closing: Promise<DeployRecord>, world: FlowInput['world']): Promise<DeployRecord> {
  if (!world.signal.aborted) return await closing;
  const late = new AbortController();
  const tooLate = world.clock.sleep(closeMs, late.signal).then(() => {
    throw new Failure('record-failed', 'the record could not be closed in time after the cancel', {
      hint: 'The next deploy sees that this one was broken off, and deploys the whole set again.',
    });
  });
  try {
    return await Promise.race([closing, tooLate]);
  } finally {
    late.abort();
    tooLate.catch(() => undefined);
  }
}

/** How long closing a record may take after a cancel. */
const closeMs = 2500;

function resultOf(kind: DeployRecord['kind'], result: Outcome['result']): Result {
  const isDone = result === 'deployed' || result === 'unchanged';
  if (!isDone) return result;
  return kind === 'rollback' ? 'rolled-back' : kind === 'destroy' ? 'destroyed' : result;
}

/**
 * The end of a deploy whose apply never gave an outcome. What is thrown as a Failure stopped it before its first write;
 * after anything else nobody knows, and the record is closed as partial, so that the next run deploys everything again.
 */
async function stoppedWith(
  entry: Entry,
  error: unknown,
  input: FlowInput,
  report: TargetReport,
): Promise<FlowResult> {
  const nothing = { steps: [], health: [], durationMs: 0, waitedMs: 0 };
  const record = await entry.close({ result: resultOfStop(error), ...nothing }).catch(() => undefined);
  return stoppedBy(error, input, record ? { ...report, record } : report);
}

function resultOfStop(error: unknown): Outcome['result'] {
  if (!(error instanceof Failure)) return 'partial';
  return error.reasonCode === 'cancelled' ? 'cancelled' : 'failed';
}

/** Known from an earlier record of the same commit, else asked for what is new. */
async function pullRequestOf(
  kind: DeployRecord['kind'],
  earlier: readonly DeployRecord[],
  { run, mirrors }: World,
): Promise<number | undefined> {
  const { commit } = run;
  if (commit === undefined) return undefined;
  const known = earlier.findLast(record => record.commit === commit)?.pullRequest;
  return known ?? (kind === 'deploy' ? await mirrors?.pullRequestOf(commit) : undefined);
}

/** Why it did not end well: a cancel, else what the first step that stopped says, else what did not come up. */
function reasonOf(outcome: Outcome, { signal }: Pick<World, 'signal'>): ReasonCode | '' {
  if (outcome.result === 'deployed' || outcome.result === 'unchanged') return '';
  if (outcome.result === 'cancelled' || signal.aborted) return 'cancelled';
  const codes = outcome.steps.flatMap(step => (step.code === undefined ? [] : [failureCodes[step.code]]));
  return codes[0] ?? 'rollout-failed';
}
