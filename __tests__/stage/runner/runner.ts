import { startStep, type StartedStep } from './started-step.ts';
import type { RunnerOptions, StepOrder, StepRun } from './step-order.ts';

export type { Annotation, AnnotationLevel } from './annotations.ts';
export type { WorkflowCommand } from './command-syntax.ts';
export type { GitHubAddresses } from './job-contexts.ts';
export type { Conclusion, StageRun } from './play-stage.ts';
export type { JobRun } from './run-job.ts';
export type { StartedStep } from './started-step.ts';
export type { StepWith } from './step-inputs.ts';
export type { RunnerOptions, StepOrder, StepRun } from './step-order.ts';
export { type Patience, runnerPatience } from './step-process.ts';

/** A runner of GitHub Actions on this machine. */
export interface Runner extends AsyncDisposable {
  readonly startStep: (order: StepOrder) => StartedStep;
  readonly runStep: (order: StepOrder) => Promise<StepRun>;
  /** The same run once more: same id, event and commit, the next attempt. */
  readonly rerun: (run: StepRun, changes?: Partial<StepOrder>) => Promise<StepRun>;
}

/** Opens a runner. Disposing it cancels what still runs and waits for its end. */
export function openRunner(options: RunnerOptions): Runner {
  const underWay = new Map<StartedStep, Promise<unknown>>();
  let lastRunId = 1000;
  const startOne = (order: StepOrder): StartedStep => {
    const runId = order.runId ?? lastRunId + 1;
    lastRunId = Math.max(lastRunId, runId);
    const step = startStep(options, order, runId);
    const ended = step.finished.then(
      () => underWay.delete(step),
      () => underWay.delete(step),
    );
    underWay.set(step, ended);
    return step;
  };
  const runStep = async (order: StepOrder): Promise<StepRun> => await startOne(order).finished;
  return {
    startStep: startOne,
    runStep,
    rerun: async (run, changes = {}) =>
      await runStep({ ...run.order, runId: run.runId, attempt: run.attempt + 1, ...changes }),
    [Symbol.asyncDispose]: async () => {
      for (const step of underWay.keys()) step.cancel();
      await Promise.all(underWay.values());
    },
  };
}
