import type { Artifact } from '../state/artifacts.ts';
import { isExpired } from '../state/artifacts.ts';
import { checkRunsOf, type Annotation, type CheckRun } from '../state/checks.ts';
import { stampOf } from '../state/clock.ts';
import { statusesOf, type CommitStatus } from '../state/commit-statuses.ts';
import type { Deployment, DeploymentStateName } from '../state/deployments.ts';
import type { Comment, Issue } from '../state/issues.ts';
import { issueOf, type PullRequest } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';

/** A comment as a test reads it. */
export interface CommentView {
  readonly id: number;
  readonly nodeId: string;
  /** With `[bot]` for apps. */
  readonly login: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Why it is hidden, for example `duplicate`. */
  readonly minimized: string | undefined;
}

/** An issue as a test reads it. */
export interface IssueView {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly login: string;
  readonly labels: readonly string[];
  readonly comments: readonly CommentView[];
}

/** A pull request as a test reads it, at one moment. */
export interface PullRequestView {
  readonly number: number;
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly state: 'open' | 'closed' | 'merged';
  /** `owner/name` of the repository that it comes from. */
  readonly headRepository: string;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  /** Open: the test merge (`refs/pull/N/merge`); merged: what it became; undefined on a conflict. */
  readonly mergeSha: string | undefined;
}

/** A deployment as a test reads it, its statuses oldest first. */
export interface DeploymentView {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly login: string;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly statuses: readonly {
    readonly state: DeploymentStateName;
    readonly description: string;
    readonly logUrl: string;
    readonly environmentUrl: string;
    readonly login: string;
  }[];
}

/** A commit status as a test reads it. */
export interface StatusView {
  readonly context: string;
  readonly state: CommitStatus['state'];
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly login: string;
}

/** A check run as a test reads it, with the annotations of all its updates. */
export interface CheckRunView {
  readonly id: number;
  readonly name: string;
  readonly sha: string;
  readonly app: string;
  readonly suiteId: number;
  readonly externalId: string;
  readonly detailsUrl: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: readonly Annotation[];
}

/** An artifact as a test reads it. */
export interface ArtifactView {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly bytes: Uint8Array;
  readonly digest: string | null;
  readonly isExpired: boolean;
}

/** A comment. */
export function viewComment(comment: Comment): CommentView {
  const { id, nodeId, user, body, createdMs, updatedMs, minimized } = comment;
  const times = { createdAt: stampOf(createdMs), updatedAt: stampOf(updatedMs) };
  return { id, nodeId, login: user.login, body, ...times, minimized };
}

/** An issue with its comments. */
export function viewIssue(issue: Issue, comments: readonly Comment[]): IssueView {
  const { number, title, body, state, user, labels } = issue;
  return {
    number,
    title,
    body: body ?? '',
    state,
    login: user.login,
    labels,
    comments: comments.map(viewComment),
  };
}

/** A pull request. */
export function viewPull(state: State, repo: RepositoryState, pull: PullRequest): PullRequestView {
  const issue = issueOf(repo, pull);
  return {
    number: pull.number,
    id: pull.id,
    url: state.urls.html(`/${repo.fullName}/pull/${pull.number}`),
    title: issue.title,
    state: pull.mergedMs === undefined ? issue.state : 'merged',
    headRepository: pull.headRepository.fullName,
    headRef: pull.headRef,
    headSha: pull.headSha,
    baseRef: pull.baseRef,
    baseSha: pull.baseSha,
    mergeSha: pull.mergeSha,
  };
}

/** A deployment. */
export function viewDeployment(deployment: Deployment): DeploymentView {
  const { id, sha, ref, task, environment, description, payload, creator, isTransient, isProduction } =
    deployment;
  const statuses = deployment.statuses.map(status => ({
    state: status.state,
    description: status.description,
    logUrl: status.logUrl,
    environmentUrl: status.environmentUrl,
    login: status.creator.login,
  }));
  const facts = { id, sha, ref, task, environment, description, payload, isTransient, isProduction };
  return { ...facts, login: creator.login, statuses };
}

/** The statuses of a commit, newest first. */
export function viewStatuses(repo: RepositoryState, sha: string): readonly StatusView[] {
  return statusesOf(repo, sha).map(({ context, state, description, targetUrl, creator }) => ({
    context,
    state,
    description,
    targetUrl,
    login: creator.login,
  }));
}

/** Check runs, oldest first: of one commit, or all. */
export function viewCheckRuns(repo: RepositoryState, sha?: string): readonly CheckRunView[] {
  const runs = sha === undefined ? [...repo.checkRuns.values()] : checkRunsOf(repo, sha, 'all').toReversed();
  return runs.map(viewCheckRun);
}

function viewCheckRun(run: CheckRun): CheckRunView {
  const { id, name, sha, app, suiteId, externalId, detailsUrl, status, conclusion } = run;
  const { title, summary, text, annotations } = run;
  const output = { title, summary, text, annotations };
  return { id, name, sha, app: app.slug, suiteId, externalId, detailsUrl, status, conclusion, ...output };
}

/** An artifact. */
export function viewArtifact(state: State, artifact: Artifact): ArtifactView {
  const { id, name, runId, bytes, digest } = artifact;
  return { id, name, runId, bytes, digest, isExpired: isExpired(state, artifact) };
}
