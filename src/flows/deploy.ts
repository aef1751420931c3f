import { hasChanges } from '../model/change.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { ReasonCode } from '../model/failure.ts';
import type { Entry } from '../model/ledger.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { DeployRecord } from '../model/record.ts';
import type { TargetReport } from '../model/report.ts';
import { describeFailure } from './failure-report.ts';
import { type Flow, type FlowInput, type FlowResult, reasonOfErrors, reportOf, withPlan } from './flow.ts';
import { requireConfirmation } from './guards.ts';

/** Checks, plans, opens the record, applies, waits, closes the record. A deploy that has nothing to do writes nothing. */
export const deploy: Flow = async input => {
  const { engine, target, settings, world } = input;
  const diagnostics = await engine.validate();
  const checked = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return { result: 'failed', reasonCode: 'validation', target: checked };
  world.log.info(`planning ${target.name} in ${target.environment}`);
  const plan = await engine.plan();
  const report = withPlan(checked, plan);
  if (hasErrors(report.diagnostics))
    return { result: 'failed', reasonCode: reasonOfErrors(report.diagnostics), target: report };
  const last = await engine.ledger.last();
  if (!hasChanges(plan.changes) && isSame(last, input, plan.renderedDigest)) {
    return { result: 'unchanged', reasonCode: '', target: { ...report, ...(last && { record: last }) } };
  }
  try {
    requireConfirmation(plan.changes, settings);
    if (settings.dryRun) return { result: 'previewed', reasonCode: '', target: report };
    return await carryOut(input, report, plan);
  } catch (error) {
    // What was planned stays in the report: the reader needs it to understand what was stopped.
    const failure = describeFailure(error, world);
    return { result: 'failed', reasonCode: failure.reasonCode, target: { ...report, failure } };
  }
};

/** True when the last record says that exactly this was deployed and came up well. */
function isSame(last: DeployRecord | undefined, { world }: FlowInput, renderedDigest: string): boolean {
  return (
    last?.result === 'success' && last.renderedDigest === renderedDigest && last.commit === world.run.commit
  );
}

async function carryOut(input: FlowInput, report: TargetReport, plan: Plan): Promise<FlowResult> {
  const { engine, world } = input;
  const entry = await engine.ledger.open(plan, 'deploy');
  world.log.info(`record #${entry.record.sequence} opened, applying`);
  const outcome = await applyOrClose(input, entry, plan);
  const record = await entry.close(outcome);
  return { result: outcome.result, reasonCode: reasonOf(outcome), target: { ...report, outcome, record } };
}

/** Applies; when that breaks off the record is closed as partial, so that the next run knows. */
async function applyOrClose({ engine }: FlowInput, entry: Entry, plan: Plan): Promise<Outcome> {
  try {
    return await engine.apply(plan);
  } catch (error) {
    await entry
      .close({ result: 'partial', steps: [], health: [], durationMs: 0, waitedMs: 0 })
      .catch(() => undefined);
    throw error;
  }
}

function reasonOf(outcome: Outcome): ReasonCode | '' {
  switch (outcome.result) {
    case 'deployed':
    case 'unchanged':
      return '';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
    case 'partial':
      return 'rollout-failed';
  }
}
