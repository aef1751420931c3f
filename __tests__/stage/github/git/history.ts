import { GitError, type Git } from './git.ts';
import { type Commit, parseCommit, readCommits } from './commits.ts';

/** How two commits stand to each other, as `compare` says it. */
export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical';
  readonly aheadBy: number;
  readonly behindBy: number;
  readonly mergeBase: string;
  /** The commits of head that base does not have, oldest first. */
  readonly commits: readonly Commit[];
}

/** Compares two commits; undefined when they have no history in common. */
export async function compareCommits(git: Git, base: string, head: string): Promise<Comparison | undefined> {
  const mergeBase = await findMergeBase(git, base, head);
  if (mergeBase === undefined) return undefined;
  const counted = await git.run(['rev-list', '--left-right', '--count', `${base}...${head}`]);
  const [behindBy = 0, aheadBy = 0] = counted.trim().split('\t').map(Number);
  const commits =
    aheadBy === 0 ? [] : await readCommits(git, ['--reverse', '--topo-order', `${base}..${head}`]);
  return { status: statusOf(aheadBy, behindBy), aheadBy, behindBy, mergeBase, commits };
}

/** The best common ancestor; undefined when there is none. */
export async function findMergeBase(git: Git, one: string, other: string): Promise<string | undefined> {
  try {
    return (await git.run(['merge-base', one, other])).trim();
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return undefined;
    throw error;
  }
}

/** Whether one commit is the other or an ancestor of it. Neighbours are told by what they name, without a process. */
export async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  if (ancestor === descendant) return true;
  const [earlier, later] = await Promise.all([git.read(ancestor), git.read(descendant)]);
  if (later?.type === 'commit' && parseCommit(later).parents.includes(ancestor)) return true;
  if (earlier?.type === 'commit' && parseCommit(earlier).parents.includes(descendant)) return false;
  try {
    await git.run(['merge-base', '--is-ancestor', ancestor, descendant]);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return false;
    throw error;
  }
}

function statusOf(aheadBy: number, behindBy: number): Comparison['status'] {
  if (aheadBy > 0) return behindBy > 0 ? 'diverged' : 'ahead';
  return behindBy > 0 ? 'behind' : 'identical';
}
