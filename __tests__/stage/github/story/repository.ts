import type { Files } from '../git/write.ts';
import type { DeploymentStateName } from '../state/deployments.ts';
import type { MergeMethod } from '../state/merging.ts';
import type { Attestation, Dispatch, Role } from '../state/repository.ts';
import type { CloneOptions } from './clone.ts';
import type { Run, RunOrder } from './runs.ts';
import type {
  ArtifactView,
  CheckRunView,
  CommentView,
  DeploymentView,
  IssueView,
  PullRequestView,
  StatusView,
} from './views.ts';

/** A pull request by its number, or by what was seen of it. */
export type PullName = number | { readonly number: number };

/** Who pushes, and onto what. */
export interface PushOptions {
  readonly login?: string;
  /** Build on this commit instead of the branch's head: a forced push. */
  readonly onto?: string;
}

/** A pull request to be opened. */
export interface PullOrder {
  /** The branch that it comes from: of this repository, or of the fork. */
  readonly branch: string;
  readonly title: string;
  readonly body?: string;
  /** Default: the default branch. */
  readonly base?: string;
  readonly fromFork?: Repository;
  readonly login?: string;
  readonly isDraft?: boolean;
}

/** A deployment that was there before; every field has a default. */
export interface DeploymentOrder {
  /** A branch, tag or SHA; default: the default branch. */
  readonly ref?: string;
  readonly environment?: string;
  readonly task?: string;
  readonly payload?: unknown;
  /** Its statuses, oldest first; none of them makes another deployment inactive. */
  readonly states?: readonly DeploymentStateName[];
  readonly logUrl?: string;
  readonly login?: string;
}

/** A pull request in the merge queue. */
export interface QueueEntry {
  /** The branch that the queue made for it, for `startRun({ event: 'merge_group', branch })`. */
  readonly branch: string;
  readonly sha: string;
  readonly land: () => Promise<void>;
}

/** A repository, with what people do in it and what a test wants to know of it. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly id: number;
  readonly url: string;
  readonly defaultBranch: string;
  /** The bare repository that stands behind the API. */
  readonly folder: string;

  /** Commits files (null deletes one) on a branch, made from the default branch when it is new. Gives the SHA. */
  readonly push: (branch: string, files: Files, message: string, options?: PushOptions) => Promise<string>;
  /** Puts a branch on a commit, forwards or not. */
  readonly resetBranch: (branch: string, sha: string) => Promise<void>;
  readonly deleteBranch: (branch: string) => Promise<void>;
  /** The SHA of a branch, tag, full ref or SHA. @throws Error when there is none */
  readonly sha: (ref: string) => Promise<string>;
  /** The text of a file at a ref; undefined when it is not there. */
  readonly read: (ref: string, path: string) => Promise<string | undefined>;
  readonly clone: (folder: string, options?: CloneOptions) => Promise<void>;
  readonly fork: (login: string) => Promise<Repository>;

  readonly openPullRequest: (order: PullOrder) => Promise<PullRequestView>;
  readonly pullRequest: (pull: PullName) => PullRequestView;
  /** Gives the SHA that the base branch is on now. @throws Error on a conflict */
  readonly merge: (pull: PullName, method?: MergeMethod, login?: string) => Promise<string>;
  /** Puts it into the merge queue. `land` moves the base branch to the commit that was built for it. */
  readonly enqueue: (pull: PullName, login?: string) => Promise<QueueEntry>;
  readonly close: (pullOrIssue: PullName, login?: string) => void;
  readonly reopen: (pullOrIssue: PullName, login?: string) => void;
  readonly comment: (
    pullOrIssue: PullName,
    comment: { readonly login?: string; readonly body: string },
  ) => CommentView;
  readonly openIssue: (issue: {
    readonly title: string;
    readonly body?: string;
    readonly login?: string;
    readonly labels?: readonly string[];
  }) => IssueView;
  /** Records a deployment by GitHub's bot, or somebody else, with a history of states. */
  readonly deploy: (order?: DeploymentOrder) => Promise<DeploymentView>;
  /** Sets a commit status, as another tool would. */
  readonly setStatus: (
    sha: string,
    status: { readonly context: string; readonly state: StatusView['state']; readonly login?: string },
  ) => void;
  readonly startRun: (order?: RunOrder) => Promise<Run>;
  readonly allow: (login: string, role: Role) => void;
  readonly disableIssues: () => void;
  /** Replaces what an artifact holds, behind its digest's back. */
  readonly tamper: (artifactId: number, bytes: Uint8Array) => void;

  readonly comments: (pullOrIssue: PullName) => readonly CommentView[];
  /** Issues without pull requests, oldest first. */
  readonly issues: () => readonly IssueView[];
  /** Oldest first. */
  readonly deployments: (environment?: string) => readonly DeploymentView[];
  /** Newest first. */
  readonly statuses: (sha: string) => readonly StatusView[];
  /** Oldest first: of one commit, or all. */
  readonly checkRuns: (sha?: string) => readonly CheckRunView[];
  /** Newest first. */
  readonly artifacts: () => readonly ArtifactView[];
  readonly attestations: () => readonly Attestation[];
  readonly dispatches: () => readonly Dispatch[];
}
