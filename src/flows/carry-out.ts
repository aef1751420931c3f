import { Failure } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import type { Guard } from '../model/ledger.ts';
import type { DeployRecord } from '../model/record.ts';
import type { TargetReport } from '../model/report.ts';
import { checkAndPlan } from './check-and-plan.ts';
import type { FlowInput, FlowResult } from './flow.ts';
import { foresee } from './foresee.ts';
import { requireConfirmation } from './guards.ts';
import { tellInterrupted } from './interrupted.ts';
import { ownRecords } from './own-records.ts';
import { openRecord, stoppedBy, writeUnderRecord } from './under-record.ts';

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
  const { settings, world } = input;
  let current: PlannedReport = { report, plan };
  const change = (planned: PlannedReport): void => {
    current = planned;
  };
  const keep = (reviewed: TargetReport): void => change({ ...current, report: reviewed });
  try {
    const early = await judge(current, input, announcement, keep);
    if (early) return early;
    if (settings.dryRun) return { result: 'previewed', reasonCode: '', target: current.report };
    if (world.run.commit !== undefined) await world.mirrors?.reach(world.run.commit);
    for (let tries = 1; ; tries += 1) {
      const written = await writeUnderLock(input, announcement, { current: () => current, change, keep });
      if (!(written instanceof Failure)) return written;
      if (tries === mostTries) throw written;
      world.log.info(`${written.message}: once more`);
    }
  } catch (error) {
    return stoppedBy(error, input, current.report);
  }
}

/** How often the lock may be lost between taking it and opening the record: each time a run was paused for a minute. */
const mostTries = 3;

/** Where the plan of a run is kept while it is made again. */
interface Draft {
  readonly current: () => PlannedReport;
  readonly change: (planned: PlannedReport) => void;
  readonly keep: (reviewed: TargetReport) => void;
}

/** Takes the lock, plans again when somebody was there before, and writes; gives the Failure when the lock was lost before the first write. */
async function writeUnderLock(
  input: FlowInput,
  announcement: Announcement,
  { current, change, keep }: Draft,
): Promise<FlowResult | Failure> {
  const { engine, world } = input;
  const { under, after } = announcement;
  const guard = (await (under && engine.ledger.goOnUnder?.(under))) ?? (await engine.ledger.acquire());
  try {
    if (guard.hasMoved) {
      world.log.info('the target was deployed to in the meantime: planning again');
      const again = await checkAndPlan(input);
      if ('stopped' in again) return again.stopped;
      change(again);
      const late = await judge(again, input, announcement, keep);
      if (late) return late;
    }
    tellInterrupted(await engine.ledger.last(), guard, world.log);
    if (announcement.kind !== 'deploy') await foresee(input, current().report);
    const opened = await openRecord(input, current().plan, { ...announcement, guard });
    if (opened instanceof Failure) return opened;
    const done = await writeUnderRecord(input, current(), { ...opened, kind: announcement.kind }, guard);
    return (await after?.(done, guard)) ?? done;
  } finally {
    await guard.release();
  }
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
