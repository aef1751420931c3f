import { commentsOf, type Comment } from '../state/issues.ts';
import { issueOf, type PullRequest } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import { stampOf } from '../state/clock.ts';
import { associationOf } from '../rest/people.ts';
import { connect, type ConnectionArgs } from './connection.ts';
import { actorNode, commitNode, type GraphQLContext } from './context.ts';
import { refusalFor } from '../http/access.ts';

/** A comment of an issue or a pull request. */
export function commentNode(context: GraphQLContext, repo: RepositoryState, comment: Comment): object {
  const kind = repo.issues.get(comment.issueNumber)?.isPull === true ? 'pull' : 'issues';
  const path = `/${repo.fullName}/${kind}/${comment.issueNumber}#issuecomment-${comment.id}`;
  const mayWrite = () => refusalFor('issues=write; pull_requests=write', context.token, repo) === undefined;
  return {
    __typename: 'IssueComment',
    id: comment.nodeId,
    databaseId: comment.id > 2_147_483_647 ? null : comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    author: actorNode(context, comment.user),
    authorAssociation: associationOf(repo, comment.user),
    createdAt: stampOf(comment.createdMs),
    updatedAt: stampOf(comment.updatedMs),
    url: context.state.urls.html(path),
    resourcePath: path,
    isMinimized: comment.minimized !== undefined,
    minimizedReason: comment.minimized ?? null,
    viewerDidAuthor: comment.user.login === context.token.login,
    viewerCanMinimize: mayWrite,
    viewerCanUpdate: mayWrite,
    viewerCanDelete: mayWrite,
    repository: () => context.repositoryNode(repo),
  };
}

/** An issue, or what issue and pull request have in common. */
export function issueNode(context: GraphQLContext, repo: RepositoryState, number: number): object | null {
  const issue = repo.issues.get(number);
  if (!issue) return null;
  const path = `/${repo.fullName}/${issue.isPull ? 'pull' : 'issues'}/${number}`;
  return {
    __typename: 'Issue',
    id: issue.nodeId,
    databaseId: issue.id > 2_147_483_647 ? null : issue.id,
    fullDatabaseId: String(issue.id),
    number,
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state === 'open' ? 'OPEN' : 'CLOSED',
    closed: issue.state === 'closed',
    closedAt: issue.closedMs === undefined ? null : stampOf(issue.closedMs),
    author: actorNode(context, issue.user),
    authorAssociation: associationOf(repo, issue.user),
    createdAt: stampOf(issue.createdMs),
    updatedAt: stampOf(issue.updatedMs),
    url: context.state.urls.html(path),
    resourcePath: path,
    repository: () => context.repositoryNode(repo),
    comments: (args: ConnectionArgs) =>
      connect('comments', commentsOf(repo, number), args, comment => commentNode(context, repo, comment)),
  };
}

/** A pull request. */
export function pullNode(context: GraphQLContext, repo: RepositoryState, pull: PullRequest): object {
  const isMerged = pull.mergedMs !== undefined;
  const { stateReason: _reason, ...issue } = { stateReason: null, ...issueNode(context, repo, pull.number) };
  const mergeSha = pull.mergeSha;
  return {
    ...issue,
    __typename: 'PullRequest',
    id: pull.nodeId,
    databaseId: pull.id > 2_147_483_647 ? null : pull.id,
    fullDatabaseId: String(pull.id),
    state: isMerged ? 'MERGED' : issueOf(repo, pull).state === 'open' ? 'OPEN' : 'CLOSED',
    isDraft: pull.isDraft,
    isCrossRepository: pull.headRepository !== repo,
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRepository: () => context.repositoryNode(pull.headRepository),
    headRepositoryOwner: () => actorNode(context, pull.headRepository.owner),
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    baseRepository: () => context.repositoryNode(repo),
    merged: isMerged,
    mergedAt: pull.mergedMs === undefined ? null : stampOf(pull.mergedMs),
    mergedBy: pull.mergedBy ? actorNode(context, pull.mergedBy) : null,
    mergeable: isMerged ? 'UNKNOWN' : mergeSha === undefined ? 'CONFLICTING' : 'MERGEABLE',
    mergeCommit: () => (isMerged && mergeSha !== undefined ? commitNode(context, repo, mergeSha) : null),
    potentialMergeCommit: () =>
      !isMerged && mergeSha !== undefined ? commitNode(context, repo, mergeSha) : null,
  };
}
