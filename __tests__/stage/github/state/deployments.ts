import type { Account } from './accounts.ts';
import { nodeIdOf } from './ids.ts';
import type { RepositoryState } from './repository.ts';
import type { State } from './state.ts';

/** The states that a status may have. There is none for cancelled. */
export type DeploymentStateName =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'pending'
  | 'queued'
  | 'success';

/** What was said of a deployment at one time. */
export interface DeploymentStatus {
  readonly id: number;
  readonly nodeId: string;
  readonly state: DeploymentStateName;
  readonly description: string;
  readonly environment: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly creator: Account;
  readonly createdMs: number;
}

/** A deployment with its statuses, oldest first. Nothing but statuses can be added to it. */
export interface Deployment {
  readonly id: number;
  readonly nodeId: string;
  readonly sha: string;
  /** As it was given: a branch, a tag or a SHA. */
  readonly ref: string;
  readonly task: string;
  readonly payload: unknown;
  readonly environment: string;
  readonly originalEnvironment: string;
  readonly description: string | null;
  readonly creator: Account;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly statuses: readonly DeploymentStatus[];
}

/** An environment: made by the first deployment to it. */
export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdMs: number;
}

/** What is given for a new deployment. */
export interface DeploymentDraft {
  readonly sha: string;
  readonly ref: string;
  readonly task?: string;
  readonly payload?: unknown;
  readonly environment?: string;
  readonly description?: string | null;
  readonly creator: Account;
  readonly isTransient?: boolean;
  readonly isProduction?: boolean;
}

/** Adds a deployment, and its environment when it is new. */
export function addDeployment(state: State, repo: RepositoryState, draft: DeploymentDraft): Deployment {
  const id = state.ids.next('deployment');
  const now = state.clock.nowMs();
  const environment = draft.environment ?? 'production';
  const deployment: Deployment = {
    id,
    nodeId: nodeIdOf('deployment', id),
    sha: draft.sha,
    ref: draft.ref,
    task: draft.task ?? 'deploy',
    payload: draft.payload ?? {},
    environment,
    originalEnvironment: environment,
    description: draft.description ?? null,
    creator: draft.creator,
    isTransient: draft.isTransient ?? false,
    isProduction: draft.isProduction ?? environment === 'production',
    createdMs: now,
    updatedMs: now,
    statuses: [],
  };
  repo.deployments.set(id, deployment);
  if (!repo.environments.has(environment.toLowerCase()))
    repo.environments.set(environment.toLowerCase(), {
      id: state.ids.next('environment'),
      name: environment,
      createdMs: now,
    });
  return deployment;
}

/** What is given for a new status. */
export interface StatusDraft {
  readonly state: DeploymentStateName;
  readonly description?: string;
  readonly environment?: string;
  readonly logUrl?: string;
  readonly environmentUrl?: string;
  readonly creator: Account;
  /** Default: true. */
  readonly autoInactive?: boolean;
}

/**
 * Adds a status. A success with `autoInactive` makes earlier successful deployments of the same environment inactive,
 * but no transient and no production ones [description of `auto_inactive` in GitHub's OpenAPI].
 */
export function addDeploymentStatus(
  state: State,
  repo: RepositoryState,
  deployment: Deployment,
  draft: StatusDraft,
): DeploymentStatus {
  const environment = draft.environment ?? deployment.environment;
  const status = appendStatus(state, repo, { ...deployment, environment }, draft);
  if (draft.state === 'success' && draft.autoInactive !== false)
    for (const earlier of repo.deployments.values())
      if (
        earlier.id < deployment.id &&
        earlier.environment === environment &&
        !earlier.isTransient &&
        !earlier.isProduction &&
        earlier.statuses.at(-1)?.state === 'success'
      )
        appendStatus(state, repo, earlier, { state: 'inactive', creator: draft.creator });
  return status;
}

function appendStatus(
  state: State,
  repo: RepositoryState,
  deployment: Deployment,
  draft: StatusDraft,
): DeploymentStatus {
  const id = state.ids.next('deploymentStatus');
  const now = state.clock.nowMs();
  const status: DeploymentStatus = {
    id,
    nodeId: nodeIdOf('deploymentStatus', id),
    state: draft.state,
    description: draft.description ?? '',
    environment: deployment.environment,
    logUrl: draft.logUrl ?? '',
    environmentUrl: draft.environmentUrl ?? '',
    creator: draft.creator,
    createdMs: now,
  };
  const statuses = [...deployment.statuses, status];
  repo.deployments.set(deployment.id, { ...deployment, statuses, updatedMs: now });
  return status;
}
