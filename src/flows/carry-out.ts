import { Failure, failureCodes, type ReasonCode } from '../model/failure.ts';
import type { Entry, Guard } from '../model/ledger.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Result, TargetReport } from '../model/report.ts';
import type { World } from '../model/world.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { describeFailure } from './failure-report.ts';
import type { FlowInput, FlowResult } from './flow.ts';
import { requireConfirmation } from './guards.ts';
import { tellInterrupted } from './interrupted.ts';
import { foresee } from './foresee.ts';
import { ownRecords } from './own-records.ts';

/** A plan without errors, and the report of it so far. */
export interface PlannedReport {
  readonly plan: Plan;
  readonly report: TargetReport;
}

/** What kind of deploy it is, for the record. */
export interface Announcement {
  readonly kind: DeployRecord['kind'];
  /** Kind rollback: from where to where, as it is once the target is ours. */
  readonly rollback?: () => DeployRecord['rollback'];
  /** The right to write, when this run has it already. */
  readonly under?: Guard;
  /** What is done with the target afterwards, before it is given back. Never fails. */
  readonly after?: (done: FlowResult, guard: Guard) => Promise<FlowResult>;
  /**
   * Ends the run before anything is written, when it has nothing to do or must not do it. Asked again when the target
   * was deployed to in the meantime. @throws Failure
   */
  readonly settle?: (planned: PlannedReport) => Promise<FlowResult | undefined>;
  /** Looks at the plan once more before the confirmation: gives the report of it, and why the run must stop. */
  readonly review?: (planned: PlannedReport) => Promise<Reviewed>;
  /** What needs a yes and has none; without it, `requireConfirmation`. @throws Failure */
  readonly confirm?: (plan: Plan) => void;
}

/** A plan that was looked at. */
export interface Reviewed {
  readonly report: TargetReport;
  readonly stop?: Failure;
}

/**
 * From a plan without errors to the closed record: confirmation, dry run, lock, record, apply, record. When another run
 * wrote to the target before the lock was ours, everything from the plan on is done again. Whatever stops it, the report
 * keeps the plan, so that the reader sees what was stopped.
 */
export async function carryOut(
  input: FlowInput,
  report: TargetReport,
  plan: Plan,
  announcement: Announcement,
): Promise<FlowResult> {
  const { engine, settings, world } = input;
  let current: PlannedReport = { report, plan };
  const keep = (reviewed: TargetReport): void => {
    current = { ...current, report: reviewed };
  };
  try {
    const early = await judge(current, input, announcement, keep);
    if (early) return early;
    if (settings.dryRun) return { result: 'previewed', reasonCode: '', target: current.report };
    if (world.run.commit !== undefined) await world.mirrors?.reach(world.run.commit);
    const { under, after } = announcement;
    const guard = (await (under && engine.ledger.goOnUnder?.(under))) ?? (await engine.ledger.acquire());
    try {
      if (guard.hasMoved) {
        world.log.info('the target was deployed to in the meantime: planning again');
        const again = await checkAndPlan(input);
        if ('stopped' in again) return again.stopped;
        current = again;
        const late = await judge(current, input, announcement, keep);
        if (late) return late;
      }
      tellInterrupted(await engine.ledger.last(), guard, world.log);
      const done = await write(input, current, announcement, guard);
      return (await after?.(done, guard)) ?? done;
    } finally {
      await guard.release();
    }
  } catch (error) {
    return stoppedBy(error, input, current.report);
  }
}

/** A run that ended before or while writing; what was planned stays in the report. */
export function stoppedBy(error: unknown, input: FlowInput, report: TargetReport): FlowResult {
  const failure = describeFailure(error, input.world);
  const result = failure.reasonCode === 'cancelled' ? 'cancelled' : 'failed';
  return { result, reasonCode: failure.reasonCode, target: { ...report, failure } };
}

async function judge(
  planned: PlannedReport,
  input: FlowInput,
  { settle, review, confirm }: Announcement,
  keep: (reviewed: TargetReport) => void,
): Promise<FlowResult | undefined> {
  const { engine, settings } = input;
  await ownRecords(input);
  const settled = await settle?.(planned);
  if (settled) return settled;
  const reviewed = await review?.(planned);
  if (reviewed) keep(reviewed.report);
  if (reviewed?.stop) throw reviewed.stop;
  if (confirm) confirm(planned.plan);
  else requireConfirmation(planned.plan.changes, settings);
  await engine.requireRights?.();
  return undefined;
}

async function write(
  input: FlowInput,
  { report, plan }: PlannedReport,
  { kind, rollback }: Announcement,
  guard: Guard,
): Promise<FlowResult> {
  const { engine, world } = input;
  if (kind !== 'deploy') await foresee(input, report);
  const earlier = await engine.ledger.all();
  const pullRequest = await pullRequestOf(kind, earlier, world);
  const way = rollback?.();
  const announced = {
    kind,
    ...(way && { rollback: way }),
    ...(pullRequest !== undefined && { pullRequest }),
  };
  const entry = await engine.ledger.open(plan, announced);
  world.log.info(`record #${entry.record.sequence} opened, applying`);
  const brokenOff = earlier.at(-1)?.result === undefined ? earlier.at(-1) : undefined;
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
