import { hasErrors } from '../model/diagnostic.ts';
import { type Flow, reasonOfErrors, reportOf } from './flow.ts';

/** Reads and checks the files; reaches nothing outside the checkout. */
export const validate: Flow = async ({ engine, target }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  return hasErrors(diagnostics)
    ? { result: 'failed', reasonCode: reasonOfErrors(diagnostics), target: report }
    : { result: 'valid', reasonCode: '', target: report };
};
