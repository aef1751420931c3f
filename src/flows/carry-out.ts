import type { ReasonCode } from '../model/failure.ts';
import type { Entry } from '../model/ledger.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { DeployRecord } from '../model/record.ts';
import type { TargetReport } from '../model/report.ts';
import type { World } from '../model/world.ts';
import { describeFailure } from './failure-report.ts';
import type { FlowInput, FlowResult } from './flow.ts';
import { requireConfirmation } from './guards.ts';

/** What kind of deploy it is, for the record. */
export interface Announcement {
  readonly kind: DeployRecord['kind'];
  readonly rollback?: DeployRecord['rollback'];
}

/**
 * From a plan without errors to the closed record: confirmation, dry run, record, apply, record. Whatever stops it,
 * the report keeps the plan, so that the reader sees what was stopped.
 */
export async function carryOut(
  input: FlowInput,
  report: TargetReport,
  plan: Plan,
  announcement: Announcement,
): Promise<FlowResult> {
  try {
    requireConfirmation(plan.changes, input.settings);
    if (input.settings.dryRun) return { result: 'previewed', reasonCode: '', target: report };
    return await write(input, report, plan, announcement);
  } catch (error) {
    return stoppedBy(error, input, report);
  }
}

/** A run that ended before or while writing; what was planned stays in the report. */
export function stoppedBy(error: unknown, input: FlowInput, report: TargetReport): FlowResult {
  const failure = describeFailure(error, input.world);
  const result = failure.reasonCode === 'cancelled' ? 'cancelled' : 'failed';
  return { result, reasonCode: failure.reasonCode, target: { ...report, failure } };
}

async function write(
  input: FlowInput,
  report: TargetReport,
  plan: Plan,
  { kind, rollback }: Announcement,
): Promise<FlowResult> {
  const { engine, world } = input;
  const entry = await engine.ledger.open(plan, kind, rollback);
  world.log.info(`record #${entry.record.sequence} opened, applying`);
  await world.announce?.(entry.record);
  const outcome = await applyOrClose(engine, entry, plan);
  const done = { ...report, outcome };
  try {
    const record = await entry.close(outcome);
    const isBack = kind === 'rollback' && (outcome.result === 'deployed' || outcome.result === 'unchanged');
    const result = isBack ? 'rolled-back' : outcome.result;
    return { result, reasonCode: reasonOf(outcome, world), target: { ...done, record } };
  } catch (error) {
    // What was applied is told all the same: the record lacks it.
    return stoppedBy(error, input, done);
  }
}

/** Applies; when that breaks off the record is closed as partial, so that the next run knows. */
async function applyOrClose(engine: FlowInput['engine'], entry: Entry, plan: Plan): Promise<Outcome> {
  try {
    return await engine.apply(plan);
  } catch (error) {
    const nothing = { steps: [], health: [], durationMs: 0, waitedMs: 0 };
    await entry.close({ result: 'partial', ...nothing }).catch(() => undefined);
    throw error;
  }
}

function reasonOf(outcome: Outcome, { signal }: Pick<World, 'signal'>): ReasonCode | '' {
  switch (outcome.result) {
    case 'deployed':
    case 'unchanged':
      return '';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
    case 'partial':
      return signal.aborted ? 'cancelled' : 'rollout-failed';
  }
}
