import { checkAndPlan } from './check-and-plan.ts';
import { Failure } from '../model/failure.ts';
import { type Flow, type FlowInput, type FlowResult, reportOf } from './flow.ts';

/**
 * Checks the files, then asks the target what deploying them would change. Without credentials, as for a pull request of
 * a fork, the files alone are checked. Writes nothing.
 */
export const preview: Flow = async input => {
  const planned = await checkAndPlan(input).catch(async error => ({
    stopped: await withoutTarget(input, error),
  }));
  return 'stopped' in planned
    ? planned.stopped
    : { result: 'previewed', reasonCode: '', target: planned.report };
};

const notAsked = 'there are no credentials, so the cluster was not asked what would change';

/** What can be said without the target. @throws the error, when it is not that credentials are missing */
async function withoutTarget({ engine, target, world }: FlowInput, error: unknown): Promise<FlowResult> {
  if (!(error instanceof Failure) || error.code !== 'credentials-missing') throw error;
  if (world.run.isReadOnly !== true) world.log.warn(`${notAsked}: ${error.message}`);
  const diagnostics = await engine.validate();
  const renderedDigest = await engine.renderedDigest();
  const report = { ...reportOf(target, diagnostics), renderedDigest, limits: [notAsked] };
  return { result: 'previewed', reasonCode: '', target: report };
}
