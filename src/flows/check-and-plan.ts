import { hasErrors } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { TargetReport } from '../model/report.ts';
import { type FlowInput, type FlowResult, reasonOfErrors, reportOf, withPlan } from './flow.ts';

/** A plan without errors and the report of it so far, or the result of a run that errors have ended. */
export type Planned =
  | { readonly plan: Plan; readonly report: TargetReport }
  | { readonly stopped: FlowResult };

/** Checks the files, then asks the target what deploying them would change. Writes nothing. @throws Failure unreachable, ... */
export async function checkAndPlan({ engine, target, world }: FlowInput): Promise<Planned> {
  const diagnostics = await engine.validate();
  const checked = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return stop(checked);
  world.log.info(`planning ${target.name} in ${target.environment}`);
  const plan = await engine.plan();
  const report = withPlan(checked, plan);
  return hasErrors(report.diagnostics) ? stop(report) : { plan, report };
}

function stop(target: TargetReport): { readonly stopped: FlowResult } {
  return { stopped: { result: 'failed', reasonCode: reasonOfErrors(target.diagnostics), target } };
}
