import { parseRevision } from '../git/commits.ts';
import { isAncestor } from '../git/history.ts';
import { mergeCommit, setRefs } from '../git/merge.ts';
import type { Account } from './accounts.ts';
import { nodeIdOf } from './ids.ts';
import { addIssue, changeIssue, type Issue } from './issues.ts';
import type { RepositoryState } from './repository.ts';
import { signatureOf } from './signatures.ts';
import type { State } from './state.ts';

/** What a pull request has besides its issue, which holds title, body, author and state. */
export interface PullRequest {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly headRepository: RepositoryState;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  /** The head of the base branch when the pull request was opened or last pushed to. */
  readonly baseSha: string;
  readonly isDraft: boolean;
  readonly mergedMs: number | undefined;
  readonly mergedBy: Account | undefined;
  /** Open: GitHub's test merge, `refs/pull/N/merge`; merged: the commit that it became; undefined on a conflict. */
  readonly mergeSha: string | undefined;
  /** The commits that the merge brought into the base branch. */
  readonly landed: readonly string[];
}

/** What is given for a new pull request. */
export interface PullDraft {
  readonly title: string;
  readonly body?: string;
  readonly user: Account;
  readonly headRepository: RepositoryState;
  readonly headRef: string;
  readonly baseRef: string;
  readonly isDraft?: boolean;
}

/** Opens a pull request and makes its refs. @throws Error when one of the branches does not exist */
export async function addPull(state: State, repo: RepositoryState, draft: PullDraft): Promise<PullRequest> {
  const { headRepository, headRef, baseRef } = draft;
  const headSha = await parseRevision(headRepository.git, `refs/heads/${headRef}`);
  const baseSha = await parseRevision(repo.git, `refs/heads/${baseRef}`);
  if (headSha === undefined) throw new Error(`${headRepository.fullName} has no branch ${headRef}`);
  if (baseSha === undefined) throw new Error(`${repo.fullName} has no branch ${baseRef}`);
  const issue = addIssue(state, repo, draft, 'pull');
  const id = state.ids.next('pull');
  const pull: PullRequest = {
    id,
    nodeId: nodeIdOf('pull', id),
    number: issue.number,
    headRepository,
    headRef,
    headSha,
    baseRef,
    baseSha,
    isDraft: draft.isDraft ?? false,
    mergedMs: undefined,
    mergedBy: undefined,
    mergeSha: undefined,
    landed: [],
  };
  return await renewRefs(state, repo, pull);
}

/** The issue that a pull request is, too. */
export function issueOf(repo: RepositoryState, pull: PullRequest): Issue {
  const issue = repo.issues.get(pull.number);
  if (!issue) throw new Error(`pull request ${pull.number} has lost its issue`);
  return issue;
}

/** Whether it can still be pushed to and merged. */
export function isOpen(repo: RepositoryState, pull: PullRequest): boolean {
  return issueOf(repo, pull).state === 'open';
}

/**
 * After a branch was moved: open pull requests from it have a new head, those into it a new test merge, and those whose
 * head it contains now are merged.
 */
export async function followBranch(
  state: State,
  repo: RepositoryState,
  branch: string,
  by: Account,
): Promise<void> {
  const sha = await parseRevision(repo.git, `refs/heads/${branch}`);
  for (const base of state.repositories.values())
    for (const pull of base.pulls.values()) {
      if (!isOpen(base, pull)) continue;
      const isHead = pull.headRepository === repo && pull.headRef === branch;
      if (isHead && sha === undefined) changeIssue(state, base, issueOf(base, pull), { state: 'closed' }, by);
      else if (isHead && sha !== undefined) {
        const baseSha = (await parseRevision(base.git, `refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
        await renewRefs(state, base, { ...pull, headSha: sha, baseSha });
      } else if (base === repo && pull.baseRef === branch && sha !== undefined) {
        if (await isAncestor(repo.git, pull.headSha, sha))
          markMerged(state, base, pull, { mergeSha: sha, by });
        else await renewRefs(state, base, pull);
      }
    }
}

/** Notes that a pull request was merged. */
export function markMerged(
  state: State,
  repo: RepositoryState,
  pull: PullRequest,
  merged: { readonly mergeSha: string; readonly by: Account; readonly landed?: readonly string[] },
): PullRequest {
  const { mergeSha, by, landed = [pull.headSha] } = merged;
  const mergedMs = state.clock.nowMs();
  const changed = { ...pull, mergedMs, mergedBy: by, mergeSha, landed };
  repo.pulls.set(pull.number, changed);
  changeIssue(state, repo, issueOf(repo, pull), { state: 'closed' }, by);
  return changed;
}

/** Brings the head's commits into the base repository and writes `refs/pull/N/head` and `refs/pull/N/merge`. */
async function renewRefs(state: State, repo: RepositoryState, pull: PullRequest): Promise<PullRequest> {
  const { git } = repo;
  const refs = `refs/pull/${pull.number}`;
  if (pull.headRepository !== repo)
    await git.run(['fetch', '--quiet', pull.headRepository.git.folder, pull.headSha]);
  const base = (await parseRevision(git, `refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
  const mergeSha = await mergeCommit(git, base, pull.headSha, {
    message: `Merge ${pull.headSha} into ${base}`,
    author: signatureOf(issueOf(repo, pull).user, state.clock.nowMs()),
  });
  await setRefs(git, { [`${refs}/head`]: pull.headSha, [`${refs}/merge`]: mergeSha });
  const renewed = { ...pull, mergeSha };
  repo.pulls.set(pull.number, renewed);
  return renewed;
}
