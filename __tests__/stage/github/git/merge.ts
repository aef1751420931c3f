import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommit, type Signature } from './commits.ts';
import { commitTree, putRef } from './write.ts';
import { GitError, type Git } from './git.ts';

/** The tree of a merge; undefined when the two conflict. A head that stands on the base needs no merging. */
export async function mergeTrees(git: Git, base: string, head: string): Promise<string | undefined> {
  const { parents, tree } = await readCommit(git, head);
  if (parents.length === 1 && parents[0] === base) return tree;
  try {
    const text = await git.run(['merge-tree', '--write-tree', '--allow-unrelated-histories', base, head]);
    return text.split('\n')[0];
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return undefined;
    throw error;
  }
}

/** A commit with two parents that merges head into base; undefined when they conflict. */
export async function mergeCommit(
  git: Git,
  base: string,
  head: string,
  commit: { readonly message: string; readonly author: Signature },
): Promise<string | undefined> {
  const tree = await mergeTrees(git, base, head);
  if (tree === undefined) return undefined;
  return await commitTree(git, { tree, parents: [base, head], ...commit });
}

/** Moves several refs, whatever they were on; undefined deletes one. */
export async function setRefs(git: Git, refs: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [ref, sha] of Object.entries(refs)) {
    if (sha === undefined) await git.run(['update-ref', '-d', ref]);
    else await putRef(git.folder, ref, sha);
  }
}

/** Puts the commits of head onto base, one new commit each; gives the last one, undefined when they conflict. */
export async function rebaseCommits(
  git: Git,
  base: string,
  head: string,
  committer: Signature,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(git.folder, 'stage-rebase-'));
  const environment = {
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: committer.date,
  };
  try {
    await git.run(['worktree', 'add', '--quiet', '--detach', '--force', folder, base]);
    await git.run(['-C', folder, 'cherry-pick', '--allow-empty', `${base}..${head}`], { environment });
    return (await git.run(['-C', folder, 'rev-parse', 'HEAD'])).trim();
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await git.run(['worktree', 'prune']);
  }
}
