import { GitError, type Git } from './git.ts';

/** Who made a commit, and when (UTC, to the second). */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** A commit as git has it. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

const format = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x1f');

/** The SHA of the commit that a branch, tag, full ref or SHA names; undefined when there is none. */
export async function findCommit(git: Git, name: string): Promise<string | undefined> {
  if (name === '' || name.startsWith('-')) return undefined;
  for (const candidate of [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
    const sha = await parseRevision(git, `${candidate}^{commit}`);
    if (sha !== undefined) return sha;
  }
  return undefined;
}

/** The object id that a revision of git's own syntax names; undefined when there is none. */
export async function parseRevision(git: Git, revision: string): Promise<string | undefined> {
  try {
    return (await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', revision])).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** Reads commits: the arguments are those of `git log`; newest first. */
export async function readCommits(git: Git, args: readonly string[]): Promise<readonly Commit[]> {
  const text = await git.run(['log', '-z', `--format=${format}`, ...args, '--']);
  return text
    .split('\0')
    .filter(entry => entry !== '')
    .map(parseCommit);
}

/** Reads one commit that exists. */
export async function readCommit(git: Git, sha: string): Promise<Commit> {
  const [commit] = await readCommits(git, ['-1', sha]);
  if (!commit) throw new GitError(`no commit ${sha}`, 128, '');
  return commit;
}

function parseCommit(entry: string): Commit {
  const [sha = '', tree = '', parents = '', ...rest] = entry.split('\u001f');
  const [name = '', email = '', date = '', byName = '', byEmail = '', byDate = '', ...message] = rest;
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(parent => parent !== ''),
    author: { name, email, date: inUtc(date) },
    committer: { name: byName, email: byEmail, date: inUtc(byDate) },
    message: message.join('\u001f').trimEnd(),
  };
}

function inUtc(date: string): string {
  return new Date(date).toISOString().replace(/\.\d+Z$/, 'Z');
}
