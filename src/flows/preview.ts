import { hasErrors } from '../model/diagnostic.ts';
import { type Flow, reasonOfErrors, reportOf, withPlan } from './flow.ts';

/** Checks the files, then asks the target what deploying them would change. Writes nothing. */
export const preview: Flow = async ({ engine, target, world }) => {
  const diagnostics = await engine.validate();
  const checked = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return { result: 'failed', reasonCode: 'validation', target: checked };
  world.log.info(`planning ${target.name} in ${target.environment}`);
  const report = withPlan(checked, await engine.plan());
  return hasErrors(report.diagnostics)
    ? { result: 'failed', reasonCode: reasonOfErrors(report.diagnostics), target: report }
    : { result: 'previewed', reasonCode: '', target: report };
};
