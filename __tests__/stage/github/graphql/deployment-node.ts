import { parseRevision } from '../git/commits.ts';
import { stampOf } from '../state/clock.ts';
import type { Deployment, DeploymentStatus } from '../state/deployments.ts';
import type { RepositoryState } from '../state/repository.ts';
import { connect, type ConnectionArgs } from './connection.ts';
import { actorNode, commitNode, type GraphQLContext } from './context.ts';
import { refNode } from './ref-node.ts';

/** A pending deployment is abandoned after so long without a word. */
const abandonedAfterMs = 30 * 60_000;

/** A deployment. */
export function deploymentNode(
  context: GraphQLContext,
  repo: RepositoryState,
  deployment: Deployment,
): object {
  const statusNode = (status: DeploymentStatus) => renderStatus(context, deployment, status);
  const newestFirst = deployment.statuses.toReversed();
  const [latest] = newestFirst;
  const branch = `refs/heads/${deployment.ref}`;
  return {
    __typename: 'Deployment',
    id: deployment.nodeId,
    databaseId: deployment.id > 2_147_483_647 ? null : deployment.id,
    fullDatabaseId: String(deployment.id),
    state: stateOf(context, deployment),
    environment: deployment.environment,
    latestEnvironment: deployment.environment,
    originalEnvironment: deployment.originalEnvironment,
    task: deployment.task,
    description: deployment.description,
    payload: payloadText(deployment.payload),
    commitOid: deployment.sha,
    commit: () => commitNode(context, repo, deployment.sha),
    ref: async () =>
      (await parseRevision(repo.git, branch)) === undefined ? null : refNode(context, repo, branch),
    creator: actorNode(context, deployment.creator),
    createdAt: stampOf(deployment.createdMs),
    updatedAt: stampOf(deployment.updatedMs),
    latestStatus: latest ? statusNode(latest) : null,
    statuses: (args: ConnectionArgs) => connect('statuses', newestFirst, args, statusNode),
    repository: () => context.repositoryNode(repo),
  };
}

function renderStatus(context: GraphQLContext, deployment: Deployment, status: DeploymentStatus): object {
  return {
    __typename: 'DeploymentStatus',
    id: status.nodeId,
    state: status.state.toUpperCase(),
    description: status.description === '' ? null : status.description,
    environment: status.environment,
    environmentUrl: status.environmentUrl === '' ? null : status.environmentUrl,
    logUrl: status.logUrl === '' ? null : status.logUrl,
    creator: actorNode(context, status.creator),
    createdAt: stampOf(status.createdMs),
    updatedAt: stampOf(status.createdMs),
    deployment: { __typename: 'Deployment', id: deployment.nodeId },
  };
}

/** The state as GraphQL names it: a success is ACTIVE, an inactive transient one DESTROYED. */
function stateOf({ state }: GraphQLContext, deployment: Deployment): string {
  const latest = deployment.statuses.at(-1)?.state ?? 'pending';
  if (latest === 'success') return 'ACTIVE';
  if (latest === 'inactive' && deployment.isTransient) return 'DESTROYED';
  if (latest === 'pending' && state.clock.nowMs() - deployment.updatedMs > abandonedAfterMs)
    return 'ABANDONED';
  return latest.toUpperCase();
}

/** A payload arrives as JSON inside a JSON string (github/branch-deploy src/functions/deployment.ts). */
function payloadText(payload: unknown): string {
  return JSON.stringify(typeof payload === 'string' ? payload : JSON.stringify(payload));
}
