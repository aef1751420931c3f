import { stampOf } from '../state/clock.ts';
import { issueOf, type PullRequest } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { associationOf, renderUser } from './people.ts';
import { renderLabel } from './render-issue.ts';
import { renderRepository } from './repositories.ts';

/** A pull request in a list. */
export function renderSimplePull(state: State, repo: RepositoryState, pull: PullRequest): object {
  const issue = issueOf(repo, pull);
  const api = (path: string) => state.urls.api(`/repos/${repo.fullName}${path}`);
  const page = state.urls.html(`/${repo.fullName}/pull/${pull.number}`);
  const links = {
    self: api(`/pulls/${pull.number}`),
    html: page,
    issue: api(`/issues/${pull.number}`),
    comments: api(`/issues/${pull.number}/comments`),
    review_comments: api(`/pulls/${pull.number}/comments`),
    review_comment: `${api('/pulls/comments')}{/number}`,
    commits: api(`/pulls/${pull.number}/commits`),
    statuses: api(`/statuses/${pull.headSha}`),
  };
  return {
    url: links.self,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: renderUser(state, issue.user),
    body: issue.body,
    labels: issue.labels.map(name => renderLabel(state, repo, name)),
    milestone: null,
    active_lock_reason: null,
    created_at: stampOf(issue.createdMs),
    updated_at: stampOf(issue.updatedMs),
    closed_at: issue.closedMs === undefined ? null : stampOf(issue.closedMs),
    merged_at: pull.mergedMs === undefined ? null : stampOf(pull.mergedMs),
    merge_commit_sha: pull.mergeSha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: renderEnd(state, pull.headRepository, pull.headRef, pull.headSha),
    base: renderEnd(state, repo, pull.baseRef, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: associationOf(repo, issue.user),
    auto_merge: null,
    draft: pull.isDraft,
  };
}

/** A pull request inside a check run or a workflow run. */
export function renderMinimalPull(state: State, repo: RepositoryState, pull: PullRequest): object {
  const end = (of: RepositoryState, ref: string, sha: string) => ({
    ref,
    sha,
    repo: { id: of.id, url: state.urls.api(`/repos/${of.fullName}`), name: of.name },
  });
  return {
    id: pull.id,
    number: pull.number,
    url: state.urls.api(`/repos/${repo.fullName}/pulls/${pull.number}`),
    head: end(pull.headRepository, pull.headRef, pull.headSha),
    base: end(repo, pull.baseRef, pull.baseSha),
  };
}

function renderEnd(state: State, repo: RepositoryState, ref: string, sha: string): object {
  return {
    label: `${repo.owner.login}:${ref}`,
    ref,
    sha,
    user: renderUser(state, repo.owner),
    repo: renderRepository(state, repo),
  };
}
