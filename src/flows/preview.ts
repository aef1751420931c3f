import { hasErrors } from '../model/diagnostic.ts';
import { Failure } from '../model/failure.ts';
import { checkAndPlan } from './check-and-plan.ts';
import { type Flow, type FlowInput, type FlowResult, reportOf } from './flow.ts';
import { findObstacle } from './obstacle.ts';
import { renderedPart } from './rendered-part.ts';

/**
 * Checks the files, says what the change does to the rendered objects, then asks the target what deploying them would
 * change. Without credentials, as for a pull request of a fork, the files alone tell. Writes nothing.
 */
export const preview: Flow = async input => {
  const planned = await checkAndPlan(input).catch(async error => ({
    stopped: await withoutTarget(input, error),
  }));
  const result: FlowResult =
    'stopped' in planned
      ? planned.stopped
      : {
          result: 'previewed',
          reasonCode: '',
          target: { ...planned.report, obstacle: await findObstacle(input, planned.plan) },
        };
  // Objects with an error are left out by the reader: beside them a diff would tell of deletions that are none.
  if (hasErrors(result.target.diagnostics)) return result;
  const { rendered, limit } = await renderedPart(input);
  const { limits } = result.target;
  const target = {
    ...result.target,
    ...(rendered && { rendered }),
    limits: limit === undefined ? limits : [...limits, limit],
  };
  return { ...result, target };
};

/** What a reader misses without credentials, by engine. */
const notAskedBy = {
  kubernetes: 'there are no credentials, so the cluster was not asked what would change',
  pulumi: 'Pulumi: not previewed, needs credentials',
} as const;

/** What can be said without the target. @throws the error, when it is not that credentials are missing */
async function withoutTarget({ engine, target, world }: FlowInput, error: unknown): Promise<FlowResult> {
  if (!(error instanceof Failure) || error.code !== 'credentials-missing') throw error;
  const notAsked = notAskedBy[target.source.engine];
  if (world.run.isReadOnly !== true) world.log.warn(`${notAsked}: ${error.message}`);
  const diagnostics = await engine.validate();
  const renderedDigest = await engine.renderedDigest();
  const report = {
    ...reportOf(target, diagnostics),
    ...(renderedDigest !== '' && { renderedDigest }),
    limits: [notAsked],
  };
  return { result: 'previewed', reasonCode: '', target: report };
}
