import { randomUUID } from 'node:crypto';
import { parseRevision } from '../git/commits.ts';
import type { RuntimeTokens, Worker } from '../services/runtime-tokens.ts';
import { actionsBot } from '../state/accounts.ts';
import { addCheckRun, addCheckSuite, changeCheckRun } from '../state/checks.ts';
import { addDeployment, addDeploymentStatus } from '../state/deployments.ts';
import type { RepositoryState } from '../state/repository.ts';
import { addRun, changeRun, type WorkflowRun } from '../state/runs.ts';
import type { State } from '../state/state.ts';
import { eventPayload } from './event-payload.ts';

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
  /** Starts the next attempt of the same run: same commit, same ref. */
  readonly rerun: (by?: string) => Promise<Run>;
}

/** A job to be started. */
export interface JobOrder {
  /** Default: `deploy`. */
  readonly name?: string;
  /** What `environment:` names; with `deployment: false` GitHub makes no deployment of its own. */
  readonly environment?: string | { readonly name: string; readonly deployment: false };
  /** Whether `id-token: write` was declared; default: none. */
  readonly idToken?: 'write' | 'none';
}

/** A job at work. */
export interface Job {
  readonly name: string;
  /** `job.check_run_id`. */
  readonly checkRunId: number;
  readonly url: string;
  /** The deployment that GitHub made for it. */
  readonly deploymentId: number | undefined;
  /** The variables that lead a runner to its services: ACTIONS_RESULTS_URL, ACTIONS_RUNTIME_TOKEN, ACTIONS_ID_TOKEN_*. */
  readonly environment: Readonly<Record<string, string>>;
  readonly finish: (conclusion?: string) => void;
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

function startJob(
  state: State,
  repo: RepositoryState,
  tokens: RuntimeTokens,
  run: WorkflowRun,
  order: JobOrder,
): Job {
  const bot = state.accounts.of(actionsBot);
  const { app } = bot;
  if (!app) throw new Error('the actions bot has an app');
  const { name = 'deploy', environment, idToken = 'none' } = order;
  const environmentName = typeof environment === 'object' ? environment.name : environment;
  const runUrl = state.urls.html(`/${repo.fullName}/actions/runs/${run.id}`);
  const suite =
    repo.checkSuites.get(run.suiteId) ?? addCheckSuite(state, repo, { sha: run.sha, app, runId: run.id });
  const deployment =
    typeof environment === 'string'
      ? addDeployment(state, repo, { sha: run.sha, ref: run.branch, environment, creator: bot })
      : undefined;
  const checkRun = addCheckRun(state, repo, {
    name,
    sha: run.sha,
    app,
    suiteId: suite.id,
    externalId: randomUUID(),
    detailsUrl: runUrl,
    status: 'in_progress',
    conclusion: null,
    startedMs: state.clock.nowMs(),
    completedMs: undefined,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    deploymentId: deployment?.id,
  });
  const url = `${runUrl}/job/${checkRun.id}`;
  changeCheckRun(repo, checkRun, { detailsUrl: url });
  const report = (deploymentState: 'in_progress' | 'success' | 'failure') => {
    const known = deployment && repo.deployments.get(deployment.id);
    if (known) addDeploymentStatus(state, repo, known, { state: deploymentState, logUrl: url, creator: bot });
  };
  report('in_progress');
  const worker: Worker = {
    repo,
    runId: run.id,
    runBackendId: run.backendId,
    jobBackendId: randomUUID(),
    checkRunId: checkRun.id,
    environment: environmentName,
  };
  return {
    name,
    checkRunId: checkRun.id,
    url,
    deploymentId: deployment?.id,
    environment: servicesOf(state, tokens, worker, idToken),
    finish: (conclusion = 'success') => {
      const known = repo.checkRuns.get(checkRun.id) ?? checkRun;
      changeCheckRun(repo, known, { status: 'completed', conclusion, completedMs: state.clock.nowMs() });
      report(conclusion === 'success' ? 'success' : 'failure');
    },
  };
}

function servicesOf(
  state: State,
  tokens: RuntimeTokens,
  worker: Worker,
  idToken: 'write' | 'none',
): Readonly<Record<string, string>> {
  const { services } = state.urls;
  const common = {
    ACTIONS_RESULTS_URL: `${services}/`,
    ACTIONS_RUNTIME_URL: `${services}/`,
    ACTIONS_RUNTIME_TOKEN: tokens.issue(worker, 'runtime'),
  };
  if (idToken === 'none') return common;
  return {
    ...common,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${services}/oidc/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: tokens.issue(worker, 'id-token'),
  };
}
