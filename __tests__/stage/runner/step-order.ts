import type { WorkflowEvent } from './events.ts';
import type { GitHubAddresses } from './job-contexts.ts';
import type { JobRun } from './run-job.ts';
import type { StepWith } from './step-inputs.ts';
import type { Patience } from './step-process.ts';

/** How a runner is set up; what differs from run to run stands in a StepOrder. */
export interface RunnerOptions {
  /** The folder in which the step runs, as actions/checkout left it. */
  readonly workspace: string;
  readonly github?: GitHubAddresses;
  /** The job's token; default: one that no server knows. */
  readonly token?: string;
  /** The token of runs that GitHub does not trust; default: as `token`. */
  readonly readOnlyToken?: string;
  /** The secrets of the repository; runs that GitHub does not trust get none. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What expressions read under `vars`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The folder with the action.yml; default: this project. */
  readonly action?: string;
  /** Default `acme/gitops-push@v1`. */
  readonly uses?: string;
  /** The name of the workflow and of its file; default `deploy`. */
  readonly workflow?: string;
  /** Default `deploy`. */
  readonly job?: string;
  /** How long a cancelled process is waited for; default: as GitHub's runner, 7.5 s and 2.5 s. */
  readonly patience?: Partial<Patience>;
}

/** One run of the action as the only step of a job. */
export interface StepOrder {
  readonly event: WorkflowEvent;
  /** May hold expressions, such as `${{ secrets.KUBECONFIG }}`. */
  readonly with?: StepWith;
  /** May hold expressions. */
  readonly env?: Readonly<Record<string, string>>;
  /** The variables that lead to the runner's services, as `run.startJob().environment` of the stand-in gives them. */
  readonly services?: Readonly<Record<string, string>>;
  /** Instead of the runner's; a run that GitHub does not trust gets it, too. */
  readonly token?: string;
  /** Secrets of the job's environment, beside the runner's; these, too, only for trusted runs. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Default: one more than the run before, from 1001. */
  readonly runId?: number;
  /** Default 1. */
  readonly attempt?: number;
  /** `job.check_run_id`; default: 100,000 and the run's id. */
  readonly checkRunId?: number;
  /** Default: the actor. */
  readonly triggeringActor?: string;
  /** Step debugging; default off. */
  readonly debug?: 'on' | 'off';
  /** Cancels so many milliseconds after the start. */
  readonly cancelAfterMs?: number;
  /** Cancels when a line of the masked log matches. */
  readonly cancelWhen?: RegExp;
}

/** A run that has ended, and what it was. */
export interface StepRun extends JobRun {
  readonly order: StepOrder;
  readonly runId: number;
  readonly attempt: number;
}
