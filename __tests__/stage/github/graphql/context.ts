import type { Commit } from '../git/commits.ts';
import { parseRevision, readCommit } from '../git/commits.ts';
import { refusalFor } from '../http/access.ts';
import type { Account } from '../state/accounts.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import type { KnownToken } from '../state/tokens.ts';
import { graphqlError } from './errors.ts';

/** What the nodes of one request need. */
export interface GraphQLContext {
  readonly state: State;
  readonly token: KnownToken;
  /** The node of a repository, for the way back from what is in it. */
  readonly repositoryNode: (repo: RepositoryState) => object;
}

/** Refuses what the token may not do, as GraphQL says it. @throws GraphQLError FORBIDDEN or NOT_FOUND */
export function demand(context: GraphQLContext, repo: RepositoryState, needs: string): void {
  const refusal = refusalFor(needs, context.token, repo);
  if (!refusal) return;
  if (refusal.answer.status === 404) throw repositoryNotFound(repo.fullName);
  throw graphqlError('FORBIDDEN', refusal.message);
}

/** The error of a repository that is not there, or not to be seen. */
export function repositoryNotFound(fullName: string): Error {
  return graphqlError('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`);
}

/** An author: a bot's login has no `[bot]` here, other than in REST and in `viewer`. */
export function actorNode(context: GraphQLContext, account: Account): object {
  const login = account.login.replace(/\[bot\]$/, '');
  return {
    __typename: account.type,
    id: account.nodeId,
    databaseId: account.id,
    login,
    url: context.state.urls.html(account.type === 'Bot' ? `/apps/${login}` : `/${login}`),
    resourcePath: account.type === 'Bot' ? `/apps/${login}` : `/${login}`,
    avatarUrl: context.state.urls.html(`/avatars/${account.id}`),
  };
}

/** A commit by its SHA; null when it is not there any more. */
export async function commitNode(
  context: GraphQLContext,
  repo: RepositoryState,
  sha: string,
): Promise<object | null> {
  const known = await parseRevision(repo.git, `${sha}^{commit}`);
  if (known === undefined) return null;
  return renderCommitNode(context, repo, await readCommit(repo.git, known));
}

function renderCommitNode(context: GraphQLContext, repo: RepositoryState, commit: Commit): object {
  const path = `/${repo.fullName}/commit/${commit.sha}`;
  return {
    __typename: 'Commit',
    id: `C_${Buffer.from(`${repo.id}:${commit.sha}`).toString('base64url')}`,
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: commit.message.split('\n')[0] ?? '',
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    url: context.state.urls.html(path),
    commitUrl: context.state.urls.html(path),
    resourcePath: path,
    tree: { __typename: 'Tree', oid: commit.tree },
  };
}
