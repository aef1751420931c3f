import type { Mode } from './settings.ts';

/** Who runs us, for what, and where: read once in the door, from the CI's variables or from git. */
export interface RunContext {
  /** `github` inside a workflow run, `terminal` elsewhere. */
  readonly host: 'github' | 'terminal';
  /** `owner/name`, when known. */
  readonly repository?: string;
  /** GitHub's number of the repository, which stays when it is renamed. */
  readonly repositoryId?: string;
  /** `main`, when the event tells. */
  readonly defaultBranch?: string;
  /** The full SHA of the commit that is deployed, when known. */
  readonly commit?: string;
  /** `refs/heads/main`, when known. */
  readonly ref?: string;
  /** True when the files differ from the commit: a record of such a run says so. */
  readonly dirty?: boolean;
  readonly event?: string;
  /** True when the event was caused by code of another repository. */
  readonly isFromFork?: boolean;
  /** True when GitHub gives the run a token that only reads, and no secrets: forks and Dependabot. */
  readonly isReadOnly?: boolean;
  /** The pull request that the event is about. */
  readonly pullRequest?: PullRequestContext;
  /** The commit that a merge group stands on. */
  readonly mergeBaseSha?: string;
  readonly actor?: string;
  readonly runId?: string;
  readonly attempt?: number;
  /** Counts the runs of one workflow; another attempt keeps it. */
  readonly runNumber?: number;
  readonly runUrl?: string;
  /** GitHub's number of the job, where the runner tells it. */
  readonly jobId?: string;
  readonly workflow?: string;
  /** On a terminal: the command line of each mode for the same target, as it may be pasted into a shell; never in the JSON report. */
  readonly commandLines?: Readonly<Partial<Record<Mode, string>>>;
}

/** A pull request as the event tells it; SHAs are full. */
export interface PullRequestContext {
  readonly number: number;
  /** The newest commit of the branch; `commit` of the run is GitHub's test merge. */
  readonly headSha: string;
  readonly baseSha: string;
  /** `main`. */
  readonly baseRef: string;
}
