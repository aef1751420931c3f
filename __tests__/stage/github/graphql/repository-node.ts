import { parseRevision } from '../git/commits.ts';
import type { Deployment } from '../state/deployments.ts';
import type { RepositoryState } from '../state/repository.ts';
import { issueNode, pullNode } from './comment-nodes.ts';
import { connect, type ConnectionArgs } from './connection.ts';
import { actorNode, commitNode, demand, type GraphQLContext } from './context.ts';
import { deploymentNode } from './deployment-node.ts';
import { graphqlError } from './errors.ts';
import { refNode } from './ref-node.ts';

interface DeploymentArgs extends ConnectionArgs {
  readonly environments?: readonly string[] | null;
  readonly orderBy?: { readonly field: 'CREATED_AT'; readonly direction: 'ASC' | 'DESC' } | null;
}

/** A repository. */
export function repositoryNode(context: GraphQLContext, repo: RepositoryState): object {
  return {
    __typename: 'Repository',
    id: repo.nodeId,
    databaseId: repo.id,
    name: repo.name,
    nameWithOwner: repo.fullName,
    owner: actorNode(context, repo.owner),
    url: context.state.urls.html(`/${repo.fullName}`),
    isPrivate: repo.isPrivate,
    isFork: repo.parent !== undefined,
    visibility: repo.isPrivate ? 'PRIVATE' : 'PUBLIC',
    defaultBranchRef: () => refNode(context, repo, `refs/heads/${repo.defaultBranch}`),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) =>
      refNode(
        context,
        repo,
        qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`,
      ),
    object: async ({ oid, expression }: { readonly oid?: string; readonly expression?: string }) => {
      demand(context, repo, 'contents=read');
      const sha = await parseRevision(repo.git, `${oid ?? expression ?? ''}^{commit}`);
      return sha === undefined ? null : await commitNode(context, repo, sha);
    },
    deployments: (args: DeploymentArgs) => {
      demand(context, repo, 'deployments=read');
      return connect('deployments', selectDeployments(repo, args), args, deployment =>
        deploymentNode(context, repo, deployment),
      );
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      demand(context, repo, 'pull_requests=read');
      const pull = repo.pulls.get(number);
      if (!pull) throw notFound('PullRequest', number);
      return pullNode(context, repo, pull);
    },
    issue: ({ number }: { readonly number: number }) => {
      demand(context, repo, 'issues=read');
      const issue = repo.issues.get(number)?.isPull === false ? issueNode(context, repo, number) : null;
      if (!issue) throw notFound('Issue', number);
      return issue;
    },
    issueOrPullRequest: ({ number }: { readonly number: number }) => {
      demand(context, repo, 'issues=read; pull_requests=read');
      const pull = repo.pulls.get(number);
      const node = pull ? pullNode(context, repo, pull) : issueNode(context, repo, number);
      if (!node) throw notFound('issue or pull request', number);
      return node;
    },
  };
}

/** Oldest first unless the other direction is asked for. */
function selectDeployments(repo: RepositoryState, args: DeploymentArgs): readonly Deployment[] {
  const { environments, orderBy } = args;
  const found = [...repo.deployments.values()].filter(
    ({ environment }) => !environments || environments.includes(environment),
  );
  return orderBy?.direction === 'DESC' ? found.toReversed() : found;
}

function notFound(what: string, number: number): Error {
  return graphqlError('NOT_FOUND', `Could not resolve to a ${what} with the number of ${number}.`);
}
