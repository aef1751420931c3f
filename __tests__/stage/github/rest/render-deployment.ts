import { stampOf } from '../state/clock.ts';
import type { Deployment, DeploymentStatus } from '../state/deployments.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { renderApp, renderUser } from './people.ts';

/** A deployment as REST shows it. */
export function renderDeployment(state: State, repo: RepositoryState, deployment: Deployment): object {
  return {
    ...renderSimpleDeployment(state, repo, deployment),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    creator: renderUser(state, deployment.creator),
  };
}

/** A deployment inside a check run. */
export function renderSimpleDeployment(state: State, repo: RepositoryState, deployment: Deployment): object {
  const url = state.urls.api(`/repos/${repo.fullName}/deployments/${deployment.id}`);
  return {
    url,
    id: deployment.id,
    node_id: deployment.nodeId,
    task: deployment.task,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: stampOf(deployment.createdMs),
    updated_at: stampOf(deployment.updatedMs),
    statuses_url: `${url}/statuses`,
    repository_url: state.urls.api(`/repos/${repo.fullName}`),
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    performed_via_github_app: renderApp(state, deployment.creator.app),
  };
}

/** A status of a deployment as REST shows it. */
export function renderDeploymentStatus(
  state: State,
  repo: RepositoryState,
  deployment: Deployment,
  status: DeploymentStatus,
): object {
  const url = state.urls.api(`/repos/${repo.fullName}/deployments/${deployment.id}`);
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    creator: renderUser(state, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: stampOf(status.createdMs),
    updated_at: stampOf(status.createdMs),
    deployment_url: url,
    repository_url: state.urls.api(`/repos/${repo.fullName}`),
    performed_via_github_app: renderApp(state, status.creator.app),
  };
}
