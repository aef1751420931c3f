import { hasErrors } from '../model/diagnostic.ts';
import { type Flow, reasonOfErrors, reportOf } from './flow.ts';

/** Prints the objects as they would be sent; reaches no cluster, and nothing outside the checkout but what may be fetched to render it. */
export const render: Flow = async ({ engine, target, settings }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  if (hasErrors(diagnostics))
    return { result: 'failed', reasonCode: reasonOfErrors(diagnostics), target: report };
  const rendered = await engine.render(settings.output === 'json' ? 'json' : 'yaml');
  return { result: 'rendered', reasonCode: '', target: report, rendered };
};
