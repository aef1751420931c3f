import { stampOf } from '../state/clock.ts';
import { nodeIdOf } from '../state/ids.ts';
import { commentsOf, type Issue } from '../state/issues.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { associationOf, renderApp, renderUser } from './people.ts';

/** An issue as REST shows it; a pull request, too, with a link to what it is besides. */
export function renderIssue(state: State, repo: RepositoryState, issue: Issue): object {
  const url = state.urls.api(`/repos/${repo.fullName}/issues/${issue.number}`);
  const assignees = issue.assignees.map(login => renderUser(state, state.accounts.of(login)));
  return {
    id: issue.id,
    node_id: issue.nodeId,
    url,
    repository_url: state.urls.api(`/repos/${repo.fullName}`),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: state.urls.html(`/${repo.fullName}/${issue.isPull ? 'pull' : 'issues'}/${issue.number}`),
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: renderUser(state, issue.user),
    labels: issue.labels.map(name => renderLabel(state, repo, name)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: commentsOf(repo, issue.number).length,
    ...(issue.isPull ? { pull_request: pullLinks(state, repo, issue) } : {}),
    closed_at: issue.closedMs === undefined ? null : stampOf(issue.closedMs),
    closed_by: issue.closedBy ? renderUser(state, issue.closedBy) : null,
    created_at: stampOf(issue.createdMs),
    updated_at: stampOf(issue.updatedMs),
    author_association: associationOf(repo, issue.user),
    performed_via_github_app: renderApp(state, issue.app),
    reactions: renderReactions(`${url}/reactions`),
    timeline_url: `${url}/timeline`,
  };
}

/** A label of the repository by its name. */
export function renderLabel(state: State, repo: RepositoryState, name: string): object {
  const label = repo.labels.get(name.toLowerCase());
  const id = label?.id ?? 0;
  return {
    id,
    node_id: nodeIdOf('label', id),
    url: state.urls.api(`/repos/${repo.fullName}/labels/${encodeURIComponent(name)}`),
    name: label?.name ?? name,
    color: label?.color ?? 'ededed',
    default: false,
    description: label?.description ?? '',
  };
}

/** Nobody has reacted. */
export function renderReactions(url: string): object {
  const none = { laugh: 0, confused: 0, heart: 0, hooray: 0, eyes: 0, rocket: 0 };
  return { url, total_count: 0, '+1': 0, '-1': 0, ...none };
}

function pullLinks(state: State, repo: RepositoryState, { number }: Issue): object {
  const page = state.urls.html(`/${repo.fullName}/pull/${number}`);
  const merged = repo.pulls.get(number)?.mergedMs;
  return {
    url: state.urls.api(`/repos/${repo.fullName}/pulls/${number}`),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: merged === undefined ? null : stampOf(merged),
  };
}
