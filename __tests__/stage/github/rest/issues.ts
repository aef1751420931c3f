import { created, invalid, notFound, ok, refuse } from '../http/answers.ts';
import { actorOf, bodyOf, numberParam, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import type { Account } from '../state/accounts.ts';
import { addIssue, changeIssue, type Issue, type IssueChange } from '../state/issues.ts';
import { mayPush, roleOf, type RepositoryState } from '../state/repository.ts';
import { renderIssue, renderLabel } from './render-issue.ts';

interface IssueBody {
  readonly title?: string | number | null;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: string | null;
  readonly labels?: readonly (string | { readonly name?: string })[];
  readonly assignees?: readonly (string | { readonly login?: string })[];
}

/** Handlers of issues. */
export const issueHandlers: Handlers = {
  'issues/list-for-repo': call => {
    const repo = repositoryOf(call);
    refuseWithoutIssues(repo);
    const { items, headers } = pageOf(call, selectIssues(call, repo));
    return ok(
      items.map(issue => renderIssue(call.state, repo, issue)),
      headers,
    );
  },

  'issues/create': call => {
    const repo = repositoryOf(call);
    refuseWithoutIssues(repo);
    const body = bodyOf<IssueBody>(call);
    const title = String(body.title ?? '').trim();
    if (title === '') throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
    const user = actorOf(call);
    const issue = addIssue(call.state, repo, {
      title,
      body: body.body ?? null,
      user,
      ...keptFrom(repo, user, body),
    });
    const location = call.state.urls.api(`/repos/${repo.fullName}/issues/${issue.number}`);
    return created(renderIssue(call.state, repo, issue), location);
  },

  'issues/get': call => {
    const repo = repositoryOf(call);
    return ok(renderIssue(call.state, repo, issueIn(call, repo)));
  },

  'issues/update': call => {
    const repo = repositoryOf(call);
    const issue = issueIn(call, repo);
    const body = bodyOf<IssueBody>(call);
    const user = actorOf(call);
    const change: IssueChange = {
      ...(body.title === undefined || body.title === null ? {} : { title: String(body.title) }),
      ...(body.body === undefined ? {} : { body: body.body }),
      ...(body.state === undefined ? {} : { state: body.state }),
      ...(body.state_reason === undefined ? {} : { stateReason: body.state_reason }),
      ...keptFrom(repo, user, body),
    };
    return ok(renderIssue(call.state, repo, changeIssue(call.state, repo, issue, change, user)));
  },

  'issues/add-labels': call => {
    const repo = repositoryOf(call);
    const issue = issueIn(call, repo);
    const asked = bodyOf<IssueBody | readonly (string | { readonly name?: string })[]>(call);
    const names = namesOf(isList(asked) ? asked : (asked.labels ?? []));
    const labels = [...issue.labels, ...names];
    const changed = changeIssue(call.state, repo, issue, { labels }, actorOf(call));
    const { items, headers } = pageOf(call, changed.labels);
    return ok(
      items.map(name => renderLabel(call.state, repo, name)),
      headers,
    );
  },
};

function isList<T>(value: IssueBody | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** The issue that the path names. @throws Refusal 404 */
export function issueIn(call: Call, repo: RepositoryState): Issue {
  const issue = repo.issues.get(numberParam(call, 'issue_number'));
  if (!issue) throw notFound();
  if (!issue.isPull) refuseWithoutIssues(repo);
  return issue;
}

function refuseWithoutIssues(repo: RepositoryState): void {
  if (!repo.settings.hasIssues) throw refuse(410, 'Issues are disabled for this repo');
}

/** Labels and assignees of somebody who may not push are dropped without a word. */
function keptFrom(
  repo: RepositoryState,
  user: Account,
  { labels, assignees }: IssueBody,
): Pick<IssueChange, 'labels' | 'assignees'> {
  if (user.type === 'User' && !mayPush(roleOf(repo, user.login))) return {};
  const logins = assignees?.map(item => (typeof item === 'string' ? item : (item.login ?? '')));
  return { ...(labels ? { labels: namesOf(labels) } : {}), ...(logins ? { assignees: logins } : {}) };
}

function namesOf(labels: readonly (string | { readonly name?: string })[]): readonly string[] {
  return labels.map(item => (typeof item === 'string' ? item : (item.name ?? '')));
}

/** Issues and pull requests, newest first unless asked otherwise. */
function selectIssues(call: Call, repo: RepositoryState): readonly Issue[] {
  const { query } = call;
  const state = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter(label => label !== '');
  const creator = query.get('creator');
  const since = query.get('since');
  const direction = query.get('direction') ?? 'desc';
  const key = query.get('sort') === 'updated' ? 'updatedMs' : 'createdMs';
  return [...repo.issues.values()]
    .filter(issue => state === 'all' || issue.state === state)
    .filter(issue =>
      labels.every(label => issue.labels.some(own => own.toLowerCase() === label.toLowerCase())),
    )
    .filter(issue => creator === null || issue.user.login.toLowerCase() === creator.toLowerCase())
    .filter(issue => since === null || issue.updatedMs >= Date.parse(since))
    .toSorted((a, b) => (a[key] - b[key] || a.number - b.number) * (direction === 'asc' ? 1 : -1));
}
