import type { Account, App } from './accounts.ts';
import { nodeIdOf } from './ids.ts';
import type { RepositoryState } from './repository.ts';
import type { State } from './state.ts';

/** A label of a repository. */
export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

/** An issue, or what a pull request has of one. */
export interface Issue {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly isPull: boolean;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly stateReason: string | null;
  readonly user: Account;
  readonly app: App | undefined;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly closedMs: number | undefined;
  readonly closedBy: Account | undefined;
}

/** A comment on an issue or a pull request. */
export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  readonly issueNumber: number;
  readonly body: string;
  readonly user: Account;
  /** The app whose token wrote it. */
  readonly app: App | undefined;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** Why it is hidden: `duplicate`, `outdated` ...; undefined when it is not. */
  readonly minimized: string | undefined;
}

/** What is given for a new issue. */
export interface IssueDraft {
  readonly title: string;
  readonly body?: string | null;
  readonly user: Account;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

/** Adds an issue with the next number. */
export function addIssue(
  state: State,
  repo: RepositoryState,
  draft: IssueDraft,
  kind: 'issue' | 'pull' = 'issue',
): Issue {
  const id = state.ids.next('issue');
  const now = state.clock.nowMs();
  const issue: Issue = {
    id,
    nodeId: nodeIdOf('issue', id),
    number: repo.nextNumber(),
    isPull: kind === 'pull',
    title: draft.title,
    body: draft.body ?? null,
    state: 'open',
    stateReason: null,
    user: draft.user,
    app: draft.user.app,
    labels: labelNames(state, repo, draft.labels ?? []),
    assignees: draft.assignees ?? [],
    createdMs: now,
    updatedMs: now,
    closedMs: undefined,
    closedBy: undefined,
  };
  repo.issues.set(issue.number, issue);
  return issue;
}

/** What can be changed of an issue. */
export type IssueChange = Partial<
  Pick<Issue, 'title' | 'body' | 'state' | 'stateReason' | 'labels' | 'assignees'>
>;

/** Changes an issue; closing and reopening leave their marks. */
export function changeIssue(
  state: State,
  repo: RepositoryState,
  issue: Issue,
  change: IssueChange,
  by: Account,
): Issue {
  const now = state.clock.nowMs();
  const isClosing = change.state === 'closed' && issue.state === 'open';
  const isOpening = change.state === 'open' && issue.state === 'closed';
  const marks: Partial<Issue> = isClosing
    ? { closedMs: now, closedBy: by, stateReason: issue.isPull ? null : 'completed' }
    : isOpening
      ? { closedMs: undefined, closedBy: undefined, stateReason: issue.isPull ? null : 'reopened' }
      : {};
  const labels = change.labels ? { labels: labelNames(state, repo, change.labels) } : {};
  const changed = { ...issue, ...marks, ...change, ...labels, updatedMs: now };
  repo.issues.set(issue.number, changed);
  return changed;
}

/** Adds a comment. */
export function addComment(
  state: State,
  repo: RepositoryState,
  draft: { readonly issueNumber: number; readonly body: string; readonly user: Account },
): Comment {
  const id = state.ids.next('comment');
  const now = state.clock.nowMs();
  const comment: Comment = {
    id,
    nodeId: nodeIdOf('comment', id),
    ...draft,
    app: draft.user.app,
    createdMs: now,
    updatedMs: now,
    minimized: undefined,
  };
  repo.comments.set(id, comment);
  return comment;
}

/** Changes a comment; hiding it does not count as an edit. */
export function changeComment(
  state: State,
  repo: RepositoryState,
  comment: Comment,
  change: Partial<Pick<Comment, 'body' | 'minimized'>>,
): Comment {
  const edited = change.body === undefined ? {} : { updatedMs: state.clock.nowMs() };
  const changed = { ...comment, ...change, ...edited };
  repo.comments.set(comment.id, changed);
  return changed;
}

/** The comments of an issue or pull request, oldest first. */
export function commentsOf(repo: RepositoryState, issueNumber: number): readonly Comment[] {
  return [...repo.comments.values()].filter(comment => comment.issueNumber === issueNumber);
}

/** The labels' own names; labels that do not exist are made, as GitHub does. */
function labelNames(state: State, repo: RepositoryState, names: readonly string[]): readonly string[] {
  const own = names.map(name => {
    const key = name.toLowerCase();
    const label = repo.labels.get(key) ?? {
      id: state.ids.next('label'),
      name,
      color: 'ededed',
      description: '',
    };
    repo.labels.set(key, label);
    return label.name;
  });
  return [...new Set(own)];
}
