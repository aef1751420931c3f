import { changeComment, type Comment } from '../state/issues.ts';
import { parseNodeId } from '../state/ids.ts';
import type { RepositoryState } from '../state/repository.ts';
import { findRepository } from '../state/state.ts';
import { commentNode, issueNode, pullNode } from './comment-nodes.ts';
import { demand, repositoryNotFound, type GraphQLContext } from './context.ts';
import { deploymentNode } from './deployment-node.ts';
import { graphqlError } from './errors.ts';
import { repositoryNode } from './repository-node.ts';

const commentWrite = 'issues=write; pull_requests=write';

/** What a query can begin with. */
export function queryRoot(context: GraphQLContext): object {
  const { state, token } = context;
  return {
    viewer: {
      __typename: 'User',
      id: token.account.nodeId,
      databaseId: token.account.id,
      login: token.login,
      url: state.urls.html(`/${token.login}`),
    },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const repo = findRepository(state, owner, name);
      if (!repo) throw repositoryNotFound(`${owner}/${name}`);
      demand(context, repo, 'metadata=read');
      return repositoryNode(context, repo);
    },
    node: ({ id }: { readonly id: string }) => findNode(context, id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map(id => findNode(context, id)),
    rateLimit: () => {
      const { limit, used, remaining, reset } = state.rateLimits.usage(token, 'graphql');
      return { cost: 1, nodeCount: 1, limit, used, remaining, resetAt: new Date(reset * 1000).toISOString() };
    },
  };
}

/** What a mutation can begin with. */
export function mutationRoot(context: GraphQLContext): object {
  const minimize = (
    { input }: { readonly input: MinimizeInput },
    minimized: string | undefined,
    field: string,
  ): object => {
    const { repo, comment } = findComment(context, input.subjectId);
    demand(context, repo, commentWrite);
    const changed = changeComment(context.state, repo, comment, { minimized });
    return { clientMutationId: input.clientMutationId ?? null, [field]: commentNode(context, repo, changed) };
  };
  return {
    minimizeComment: (args: { readonly input: MinimizeInput }) =>
      minimize(args, (args.input.classifier ?? '').toLowerCase().replaceAll('_', '-'), 'minimizedComment'),
    unminimizeComment: (args: { readonly input: MinimizeInput }) =>
      minimize(args, undefined, 'unminimizedComment'),
  };
}

interface MinimizeInput {
  readonly subjectId: string;
  readonly classifier?: string;
  readonly clientMutationId?: string;
}

function findComment(
  context: GraphQLContext,
  nodeId: string,
): { readonly repo: RepositoryState; readonly comment: Comment } {
  for (const repo of context.state.repositories.values()) {
    const comment = repo.comments.get(Number(parseNodeId(nodeId)?.id));
    if (comment?.nodeId !== nodeId) continue;
    demand(context, repo, 'metadata=read');
    return { repo, comment };
  }
  throw nodeNotFound(nodeId);
}

function findNode(context: GraphQLContext, nodeId: string): object {
  const { kind, id } = parseNodeId(nodeId) ?? { kind: '', id: '' };
  for (const repo of context.state.repositories.values()) {
    const node = nodeIn(context, repo, kind, Number(id));
    if (!node) continue;
    demand(context, repo, 'metadata=read');
    return node;
  }
  throw nodeNotFound(nodeId);
}

function nodeIn(
  context: GraphQLContext,
  repo: RepositoryState,
  kind: string,
  id: number,
): object | null | undefined {
  switch (kind) {
    case 'repository':
      return repo.id === id ? repositoryNode(context, repo) : undefined;
    case 'comment': {
      const comment = repo.comments.get(id);
      return comment && commentNode(context, repo, comment);
    }
    case 'deployment': {
      const deployment = repo.deployments.get(id);
      return deployment && deploymentNode(context, repo, deployment);
    }
    case 'issue': {
      const issue = [...repo.issues.values()].find(one => one.id === id);
      return issue && issueNode(context, repo, issue.number);
    }
    case 'pull': {
      const pull = [...repo.pulls.values()].find(one => one.id === id);
      return pull && pullNode(context, repo, pull);
    }
    default:
      return undefined;
  }
}

function nodeNotFound(nodeId: string): Error {
  return graphqlError('NOT_FOUND', `Could not resolve to a node with the global id of '${nodeId}'`);
}
