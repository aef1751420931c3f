import { addressesOf, defaultBranch, eventTime, idOf, repositoryPart, userPart } from './payload-parts.ts';
import { dependabot, type WorkflowEvent } from './workflow-event.ts';

/** A pull request and what happened to it. SHAs are full. */
export interface PullRequestStory {
  /** Default `acme/shop`. */
  readonly repository?: string;
  /** `owner/name` of the fork that it comes from; default: a branch of the repository itself. */
  readonly fork?: string;
  /** Default 7. */
  readonly number?: number;
  /** Default `opened`. */
  readonly action?: 'opened' | 'synchronize' | 'reopened' | 'closed';
  /** The head's commit. */
  readonly head: string;
  /** The head before, for `synchronize`. */
  readonly before?: string;
  /** The commit of the base branch. */
  readonly base: string;
  /** GitHub's test merge of both, which a workflow checks out; for a closed one the commit of the merge. */
  readonly merge: string;
  /** Default `change`. */
  readonly headRef?: string;
  /** Default `main`. */
  readonly baseRef?: string;
  /** Default `mona`. */
  readonly author?: string;
  readonly title?: string;
  readonly body?: string;
  readonly isDraft?: boolean;
  /** For `closed`: whether it was merged. */
  readonly isMerged?: boolean;
}

/**
 * The event `pull_request`: the workflow file and GITHUB_SHA are those of the test merge; after a merge GITHUB_REF is the
 * base branch. Source: github/docs, events that trigger workflows.
 */
export function pullRequest(story: PullRequestStory): WorkflowEvent {
  const { number = 7, baseRef = defaultBranch } = story;
  const isMerged = story.action === 'closed' && story.isMerged === true;
  const isTrusted = story.fork === undefined && story.author !== dependabot;
  return {
    ...shared(story),
    name: 'pull_request',
    ref: isMerged ? `refs/heads/${baseRef}` : `refs/pull/${number}/merge`,
    sha: story.merge,
    trust: isTrusted ? 'full' : 'read-only',
  };
}

/**
 * The event `pull_request_target`: with secrets even for a fork, because the workflow file, GITHUB_SHA and GITHUB_REF are
 * those of the default branch (before Enterprise Server 3.20: of the base branch). `base` must be its commit.
 */
export function pullRequestTarget(story: PullRequestStory): WorkflowEvent {
  return {
    ...shared(story),
    name: 'pull_request_target',
    ref: `refs/heads/${defaultBranch}`,
    sha: story.base,
    trust: 'full',
  };
}

function shared(story: PullRequestStory): Omit<WorkflowEvent, 'name' | 'ref' | 'sha' | 'trust'> {
  const { repository = 'acme/shop', author = 'mona', action = 'opened', number = 7 } = story;
  const { headRef = 'change', baseRef = defaultBranch } = story;
  return {
    repository,
    headRef,
    baseRef,
    actor: author,
    payload: {
      action,
      number,
      pull_request: pullRequestPart(story),
      repository: repositoryPart(repository),
      sender: userPart(author),
      ...(action === 'synchronize' && { before: story.before ?? '0'.repeat(40), after: story.head }),
    },
  };
}

function pullRequestPart(story: PullRequestStory): Record<string, unknown> {
  const { repository = 'acme/shop', author = 'mona', number = 7, title = 'Change the shop' } = story;
  const isClosed = story.action === 'closed';
  const isMerged = isClosed && story.isMerged === true;
  return {
    id: idOf(`${repository}#${number}`),
    node_id: `PR_${idOf(`${repository}#${number}`)}`,
    number,
    ...addressesOf(repository, `pull/${number}`, `pulls/${number}`),
    state: isClosed ? 'closed' : 'open',
    locked: false,
    title,
    body: story.body ?? null,
    user: userPart(author),
    draft: story.isDraft === true,
    merged: isMerged,
    mergeable: null,
    merge_commit_sha: story.merge,
    created_at: eventTime,
    updated_at: eventTime,
    closed_at: isClosed ? eventTime : null,
    merged_at: isMerged ? eventTime : null,
    merged_by: isMerged ? userPart(author) : null,
    author_association: story.fork === undefined ? 'MEMBER' : 'FIRST_TIME_CONTRIBUTOR',
    labels: [],
    commits: 1,
    changed_files: 1,
    head: branchPart(story.fork ?? repository, story.headRef ?? 'change', story.head, story.fork),
    base: branchPart(repository, story.baseRef ?? defaultBranch, story.base),
  };
}

function branchPart(repository: string, ref: string, sha: string, fork?: string): Record<string, unknown> {
  const owner = repository.split('/')[0] ?? '';
  return {
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: userPart(owner),
    repo: repositoryPart(repository, fork === undefined ? 'own' : 'fork'),
  };
}
