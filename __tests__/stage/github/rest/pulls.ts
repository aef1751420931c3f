import { changedFiles } from '../git/changes.ts';
import { compareCommits, findMergeBase, isAncestor } from '../git/history.ts';
import { findCommit } from '../git/commits.ts';
import { notFound, ok, refuse } from '../http/answers.ts';
import { numberParam, param, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import { commentsOf } from '../state/issues.ts';
import { isOpen, issueOf, type PullRequest } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import { renderUser } from './people.ts';
import { renderChange } from './render-commit.ts';
import { renderSimplePull } from './render-pull.ts';

/** Handlers of pull requests. */
export const pullHandlers: Handlers = {
  'pulls/list': call => {
    const repo = repositoryOf(call);
    const { items, headers } = pageOf(call, selectPulls(call, repo));
    return ok(
      items.map(pull => renderSimplePull(call.state, repo, pull)),
      headers,
    );
  },

  'pulls/get': async call => {
    const repo = repositoryOf(call);
    return ok(await renderFullPull(call, repo, pullIn(call, repo)));
  },

  'pulls/list-files': async call => {
    const repo = repositoryOf(call);
    const pull = pullIn(call, repo);
    const { items, headers } = pageOf(call, await filesOf(repo, pull));
    return ok(
      items.map(file => renderChange(call.state, repo, pull.headSha, file)),
      headers,
    );
  },

  'repos/list-pull-requests-associated-with-commit': async call => {
    const repo = repositoryOf(call);
    const sha = await findCommit(repo.git, param(call, 'commit_sha'));
    if (sha === undefined) throw refuse(422, `No commit found for SHA: ${param(call, 'commit_sha')}`);
    const { items, headers } = pageOf(call, await pullsOfCommit(repo, sha));
    return ok(
      items.map(pull => renderSimplePull(call.state, repo, pull)),
      headers,
    );
  },
};

function pullIn(call: Call, repo: RepositoryState): PullRequest {
  const pull = repo.pulls.get(numberParam(call, 'pull_number'));
  if (!pull) throw notFound();
  return pull;
}

function selectPulls(call: Call, repo: RepositoryState): readonly PullRequest[] {
  const { query } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const isAscending = query.get('direction') === 'asc';
  return [...repo.pulls.values()]
    .filter(pull => state === 'all' || issueOf(repo, pull).state === state)
    .filter(pull => head === null || `${pull.headRepository.owner.login}:${pull.headRef}` === head)
    .filter(pull => base === null || pull.baseRef === base)
    .toSorted((a, b) => (a.number - b.number) * (isAscending ? 1 : -1));
}

/**
 * In the default branch: the merged pull request that brought the commit. Elsewhere: the pull requests that hold it,
 * open or merged [GitHub's OpenAPI, description of the operation].
 */
async function pullsOfCommit(repo: RepositoryState, sha: string): Promise<readonly PullRequest[]> {
  const tip = await findCommit(repo.git, repo.defaultBranch);
  const isInDefault = tip !== undefined && (await isAncestor(repo.git, sha, tip));
  const found: PullRequest[] = [];
  for (const pull of repo.pulls.values()) {
    const isMerged = pull.mergedMs !== undefined;
    if (isMerged && pull.landed.includes(sha)) found.push(pull);
    else if (!isInDefault && (isMerged || isOpen(repo, pull)) && (await holds(repo, pull, sha)))
      found.push(pull);
  }
  return found;
}

async function holds(repo: RepositoryState, pull: PullRequest, sha: string): Promise<boolean> {
  if (!(await isAncestor(repo.git, sha, pull.headSha))) return false;
  return !(await isAncestor(repo.git, sha, pull.baseSha));
}

async function filesOf(repo: RepositoryState, pull: PullRequest) {
  const base = (await findMergeBase(repo.git, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  return await changedFiles(repo.git, base, pull.headSha);
}

async function renderFullPull(call: Call, repo: RepositoryState, pull: PullRequest): Promise<object> {
  const { state } = call;
  const files = await filesOf(repo, pull);
  const comparison = await compareCommits(repo.git, pull.baseSha, pull.headSha);
  const isMerged = pull.mergedMs !== undefined;
  const canMerge = isMerged ? null : pull.mergeSha !== undefined;
  const { assignees: _assignees, ...simple } = { assignees: [], ...renderSimplePull(state, repo, pull) };
  return {
    ...simple,
    assignees: [],
    merged: isMerged,
    mergeable: canMerge,
    rebaseable: canMerge,
    mergeable_state: isMerged ? 'unknown' : canMerge ? 'clean' : 'dirty',
    merged_by: pull.mergedBy ? renderUser(state, pull.mergedBy) : null,
    comments: commentsOf(repo, pull.number).length,
    review_comments: 0,
    maintainer_can_modify: pull.headRepository !== repo,
    commits: comparison?.aheadBy ?? 0,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}
