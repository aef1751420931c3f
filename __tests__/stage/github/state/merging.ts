import { parseRevision, readCommits } from '../git/commits.ts';
import { mergeCommit, mergeTrees, rebaseCommits } from '../git/merge.ts';
import { commitTree } from '../git/write.ts';
import type { Account } from './accounts.ts';
import { followBranch, issueOf, markMerged, type PullRequest } from './pulls.ts';
import type { RepositoryState } from './repository.ts';
import { signatureOf } from './signatures.ts';
import type { State } from './state.ts';

/** How a pull request becomes part of its base branch. */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** Merges a pull request and moves the base branch; undefined when it conflicts. */
export async function mergePull(
  state: State,
  repo: RepositoryState,
  pull: PullRequest,
  how: { readonly method: MergeMethod; readonly by: Account },
): Promise<PullRequest | undefined> {
  const base = await parseRevision(repo.git, `refs/heads/${pull.baseRef}`);
  if (base === undefined) throw new Error(`${repo.fullName} has no branch ${pull.baseRef}`);
  const mergeSha = await writeMerge(state, repo, pull, { base, ...how });
  if (mergeSha === undefined) return undefined;
  return await landMerge(state, repo, pull, { base, mergeSha, by: how.by });
}

/** A pull request in a merge queue: the commit that it will become stands on a branch of its own. */
export interface QueuedMerge {
  readonly branch: string;
  readonly base: string;
  readonly mergeSha: string;
}

/** Puts a pull request into the merge queue; undefined when it conflicts. */
export async function queueMerge(
  state: State,
  repo: RepositoryState,
  pull: PullRequest,
  by: Account,
): Promise<QueuedMerge | undefined> {
  const base = await parseRevision(repo.git, `refs/heads/${pull.baseRef}`);
  if (base === undefined) throw new Error(`${repo.fullName} has no branch ${pull.baseRef}`);
  const mergeSha = await writeMerge(state, repo, pull, { base, method: 'merge', by });
  if (mergeSha === undefined) return undefined;
  const branch = `gh-readonly-queue/${pull.baseRef}/pr-${pull.number}-${base}`;
  await repo.git.run(['update-ref', `refs/heads/${branch}`, mergeSha]);
  return { branch, base, mergeSha };
}

/** Moves the base branch to a merge that was written before. */
export async function landMerge(
  state: State,
  repo: RepositoryState,
  pull: PullRequest,
  { base, mergeSha, by }: { readonly base: string; readonly mergeSha: string; readonly by: Account },
): Promise<PullRequest> {
  const { git } = repo;
  await git.run(['update-ref', `refs/heads/${pull.baseRef}`, mergeSha, base]);
  const landed = (await readCommits(git, [`${base}..${mergeSha}`])).map(({ sha }) => sha);
  const merged = markMerged(state, repo, pull, { mergeSha, by, landed });
  await followBranch(state, repo, pull.baseRef, by);
  return merged;
}

async function writeMerge(
  state: State,
  repo: RepositoryState,
  pull: PullRequest,
  { base, method, by }: { readonly base: string; readonly method: MergeMethod; readonly by: Account },
): Promise<string | undefined> {
  const { git } = repo;
  const author = signatureOf(by, state.clock.nowMs());
  const committer = { ...author, name: 'GitHub', email: 'noreply@github.com' };
  const { title } = issueOf(repo, pull);
  switch (method) {
    case 'merge': {
      const from = `${pull.headRepository.owner.login}/${pull.headRef}`;
      const message = `Merge pull request #${pull.number} from ${from}\n\n${title}`;
      return await mergeCommit(git, base, pull.headSha, { message, author });
    }
    case 'squash': {
      const tree = await mergeTrees(git, base, pull.headSha);
      if (tree === undefined) return undefined;
      const message = `${title} (#${pull.number})`;
      return await commitTree(git, { tree, parents: [base], message, author, committer });
    }
    case 'rebase':
      return await rebaseCommits(git, base, pull.headSha, committer);
  }
}
