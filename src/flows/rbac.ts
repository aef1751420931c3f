import { hasErrors } from '../model/diagnostic.ts';
import { Failure } from '../model/failure.ts';
import { type Flow, reportOf } from './flow.ts';

/** Prints the least rights to deploy or to preview the manifests; reaches nothing outside the checkout. */
export const rbac: Flow = async ({ engine, target, settings }) => {
  const diagnostics = await engine.validate();
  const report = reportOf(target, diagnostics);
  if (hasErrors(diagnostics)) return { result: 'failed', reasonCode: 'validation', target: report };
  if (!engine.rbac) {
    throw new Failure('inputs-invalid', `mode rbac has nothing to print for ${target.source.engine}`, {
      hint: 'Only Kubernetes has Roles; the rights on other targets are given where they are managed.',
    });
  }
  const rendered = await engine.rbac(settings.output === 'json' ? 'json' : 'yaml');
  return { result: 'rendered', reasonCode: '', target: report, rendered };
};
