import { randomUUID } from 'node:crypto';
import type { RuntimeTokens, Worker } from '../services/runtime-tokens.ts';
import { actionsBot } from '../state/accounts.ts';
import { addCheckRun, addCheckSuite, changeCheckRun } from '../state/checks.ts';
import { addDeployment, addDeploymentStatus } from '../state/deployments.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { WorkflowRun } from '../state/runs.ts';
import type { State } from '../state/state.ts';

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

/** Starts a job of a run. */
export function startJob(
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
