import { createHash, randomUUID } from 'node:crypto';
import { parseRevision } from '../git/commits.ts';
import type { RuntimeTokens } from '../services/runtime-tokens.ts';
import { addArtifact, changeArtifact, type Artifact } from '../state/artifacts.ts';
import type { RepositoryState } from '../state/repository.ts';
import { addRun, changeRun, type WorkflowRun } from '../state/runs.ts';
import type { State } from '../state/state.ts';
import { eventPayload } from './event-payload.ts';
import { startJob, type Job, type JobOrder } from './jobs.ts';
import { viewArtifact, type ArtifactView } from './views.ts';

/** A run to be started. */
export interface RunOrder {
  /** Default: `push`, or `pull_request` when a pull request is given. */
  readonly event?: string;
  /** Default: the default branch. */
  readonly branch?: string;
  /** Default: the head of the branch. */
  readonly sha?: string;
  /** The number of a pull request: its head is what runs, on `refs/pull/N/merge`. */
  readonly pull?: number;
  /** The file in `.github/workflows`; default `deploy.yml`. */
  readonly workflow?: string;
  readonly actor?: string;
  /** For `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** A workflow run at work. */
export interface Run {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  readonly url: string;
  readonly event: string;
  readonly workflow: string;
  /** GITHUB_REF. */
  readonly ref: string;
  /** GITHUB_SHA: for a pull request the test merge. */
  readonly sha: string;
  /** What GitHub notes as the run's head: for a pull request the head of its branch. */
  readonly headSha: string;
  readonly branch: string;
  readonly actor: string;
  /** What stands in the file of GITHUB_EVENT_PATH. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Starts a job: a check run, and with `environment` the deployment that GitHub makes by itself. */
  readonly startJob: (order?: JobOrder) => Job;
  readonly finish: (conclusion?: string) => void;
  /** Leaves an artifact, complete and with its digest. */
  readonly upload: (name: string, bytes: Uint8Array, options?: UploadOptions) => ArtifactView;
  /** Starts the next attempt of the same run: same commit, same ref. */
  readonly rerun: (by?: string) => Promise<Run>;
}

/** How an artifact is left. */
export interface UploadOptions {
  /** Default: `application/zip`. */
  readonly mimeType?: string;
  /** Default: what the repository says, 90 days. */
  readonly expiresInDays?: number;
}

/** Starts a run. @throws Error when the branch or the pull request does not exist */
export async function startRun(
  state: State,
  repo: RepositoryState,
  tokens: RuntimeTokens,
  order: RunOrder,
): Promise<Run> {
  const pull = order.pull === undefined ? undefined : repo.pulls.get(order.pull);
  if (order.pull !== undefined && !pull)
    throw new Error(`${repo.fullName} has no pull request ${order.pull}`);
  const branch = pull?.headRef ?? order.branch ?? repo.defaultBranch;
  const sha = order.sha ?? pull?.headSha ?? (await parseRevision(repo.git, `refs/heads/${branch}`));
  if (sha === undefined) throw new Error(`${repo.fullName} has no branch ${branch}`);
  const event = order.event ?? (pull ? 'pull_request' : 'push');
  const file = order.workflow ?? 'deploy.yml';
  const run = addRun(state, repo, {
    event,
    sha,
    branch,
    ref:
      pull && event === 'pull_request'
        ? `refs/pull/${pull.number}/merge`
        : `refs/heads/${pull?.baseRef ?? branch}`,
    actor: state.accounts.of(order.actor ?? 'octocat'),
    path: `.github/workflows/${file}`,
    name: file.replace(/\.ya?ml$/, ''),
    headRepository: pull?.headRepository ?? repo,
    ...(pull ? { pullNumber: pull.number } : {}),
  });
  return await openRun(state, repo, tokens, run, order);
}

async function openRun(
  state: State,
  repo: RepositoryState,
  tokens: RuntimeTokens,
  run: WorkflowRun,
  order: RunOrder,
): Promise<Run> {
  const current = () => repo.runs.get(run.id) ?? run;
  return {
    id: run.id,
    number: run.number,
    attempt: run.attempt,
    url: state.urls.html(`/${repo.fullName}/actions/runs/${run.id}`),
    event: run.event,
    workflow: run.name,
    ref: run.ref,
    sha: (await parseRevision(repo.git, run.ref)) ?? run.sha,
    headSha: run.sha,
    branch: run.branch,
    actor: run.actor.login,
    payload: await eventPayload(state, repo, run, order.inputs ?? {}),
    startJob: jobOrder => startJob(state, repo, tokens, run, jobOrder ?? {}),
    finish: (conclusion = 'success') => {
      changeRun(state, repo, current(), { status: 'completed', conclusion });
    },
    upload: (name, bytes, options = {}) =>
      viewArtifact(state, keepArtifact(state, repo, current(), { name, bytes, ...options })),
    rerun: async (by = run.actor.login) => {
      const next = changeRun(state, repo, current(), {
        status: 'in_progress',
        conclusion: null,
        attempt: current().attempt + 1,
        triggeringActor: state.accounts.of(by),
        startedMs: state.clock.nowMs(),
        backendId: randomUUID(),
      });
      return await openRun(state, repo, tokens, next, order);
    },
  };
}

function keepArtifact(
  state: State,
  repo: RepositoryState,
  run: WorkflowRun,
  order: UploadOptions & { readonly name: string; readonly bytes: Uint8Array },
): Artifact {
  const { name, bytes, mimeType = 'application/zip', expiresInDays } = order;
  const artifact = addArtifact(state, repo, {
    name,
    mimeType,
    runId: run.id,
    runBackendId: run.backendId,
    jobBackendId: randomUUID(),
    ...(expiresInDays === undefined ? {} : { expiresMs: state.clock.nowMs() + expiresInDays * 86_400_000 }),
  });
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return changeArtifact(repo, artifact, { bytes, digest, isFinal: true });
}
