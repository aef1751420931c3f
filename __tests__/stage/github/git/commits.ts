import { GitError, type Git } from './git.ts';
import type { GitObject } from './object-reader.ts';

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

/** The SHA of the commit that a branch, tag, full ref or SHA names; undefined when there is none. */
export async function findCommit(git: Git, name: string): Promise<string | undefined> {
  if (name === '' || name.startsWith('-')) return undefined;
  const isSha = /^[0-9a-f]{40}$/.test(name);
  for (const candidate of isSha ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
    const sha = await parseRevision(git, `${candidate}^{commit}`);
    if (sha !== undefined) return sha;
  }
  return undefined;
}

/** The object id that a revision of git's own syntax names; undefined when there is none. */
export async function parseRevision(git: Git, revision: string): Promise<string | undefined> {
  return (await git.read(revision))?.sha;
}

/** Reads commits: the arguments are those of `git rev-list`; newest first. */
export async function readCommits(git: Git, args: readonly string[]): Promise<readonly Commit[]> {
  const shas = (await git.run(['rev-list', ...args, '--'])).split('\n').filter(sha => sha !== '');
  return await Promise.all(shas.map(async sha => await readCommit(git, sha)));
}

/** Reads one commit that exists. */
export async function readCommit(git: Git, sha: string): Promise<Commit> {
  const object = await git.read(`${sha}^{commit}`);
  if (!object) throw new GitError(`no commit ${sha}`, 128, '');
  return parseCommit(object);
}

/** What the object of a commit says. */
export function parseCommit({ sha, bytes }: GitObject): Commit {
  const text = bytes.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = text.slice(0, end).split('\n');
  const valuesOf = (name: string) =>
    headers.filter(line => line.startsWith(`${name} `)).map(line => line.slice(name.length + 1));
  return {
    sha,
    tree: valuesOf('tree')[0] ?? '',
    parents: valuesOf('parent'),
    author: parseSignature(valuesOf('author')[0] ?? ''),
    committer: parseSignature(valuesOf('committer')[0] ?? ''),
    message: text.slice(end + 2).trimEnd(),
  };
}

/** `Jane <jane@example.com> 1700000000 +0100` */
function parseSignature(line: string): Signature {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*?)> (\d+)/.exec(line) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace(/\.\d+Z$/, 'Z') };
}
