import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Signature } from './commits.ts';
import { GitError, type Git } from './git.ts';
import { type Files, writeFiles } from './write-files.ts';
import { writeObject } from './write-object.ts';

export type { FileContent, Files } from './write-files.ts';

const nothing = '0'.repeat(40);

/** A commit to be made from files on top of another one. */
export interface FileCommit {
  /** The full name of the ref that the commit is put on. */
  readonly ref: string;
  /** The commit that it builds on; undefined for the first one. */
  readonly parent: string | undefined;
  readonly files: Files;
  readonly message: string;
  readonly author: Signature;
}

/** Writes files as a commit and puts the ref on it, whatever it was on; gives the SHA. */
export async function commitFiles(git: Git, commit: FileCommit): Promise<string> {
  const { parent } = commit;
  const base = parent === undefined ? undefined : (await git.read(`${parent}^{tree}`))?.sha;
  const tree = await writeFiles(git, base, commit.files);
  const who = signed(commit.author);
  const lines = [
    `tree ${tree}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    `author ${who}`,
    `committer ${who}`,
    '',
    commit.message,
  ];
  const sha = await writeObject(git.folder, 'commit', Buffer.from(lines.join('\n')));
  await putRef(git.folder, commit.ref, sha);
  return sha;
}

/** Makes a commit from a tree that exists; gives the SHA. */
export async function commitTree(
  git: Git,
  commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
    readonly author: Signature;
    readonly committer?: Signature;
  },
): Promise<string> {
  const { author, committer = author } = commit;
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map(parent => `parent ${parent}`),
    `author ${signed(author)}`,
    `committer ${signed(committer)}`,
    '',
    commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`,
  ];
  return await writeObject(git.folder, 'commit', Buffer.from(lines.join('\n')));
}

function signed({ name, email, date }: Signature): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}

/** Stores bytes as a blob; gives its SHA. */
export async function writeBlob(git: Git, content: Uint8Array): Promise<string> {
  return await writeObject(git.folder, 'blob', content);
}

/** An entry of a tree to be written; without `sha` the path is deleted. */
export interface TreeEdit {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

/** Writes a tree: the base, when there is one, with the edits. Objects that the edits name must exist. */
export async function writeTree(
  git: Git,
  base: string | undefined,
  edits: readonly TreeEdit[],
): Promise<string> {
  const index = join(git.folder, `stage-index-${randomBytes(8).toString('hex')}`);
  const environment = { GIT_INDEX_FILE: index };
  const edit = async (lines: readonly string[]) => {
    if (lines.length === 0) return;
    const input = lines.map(line => `${line}\0`).join('');
    await git.run(['update-index', '-z', '--replace', '--index-info'], { environment, input });
  };
  try {
    await git.run(base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], { environment });
    for (const { path, sha } of edits.filter(({ mode }) => mode === '040000')) {
      const inside = await git.run(['ls-files', '-z', '--', `${path}/`], { environment });
      await edit(inside.split('\0').flatMap(name => (name === '' ? [] : [`0 ${nothing}\t${name}`])));
      if (sha === null) continue;
      const added = await git.run([
        'ls-tree',
        '-r',
        '-z',
        '--format=%(objectmode) %(objectname)%x09%(path)',
        sha,
      ]);
      await edit(added.split('\0').flatMap(line => (line === '' ? [] : [line.replace('\t', `\t${path}/`)])));
    }
    const blobs = edits.filter(({ mode }) => mode !== '040000');
    await edit(
      blobs.map(({ path, mode, sha }) => (sha === null ? `0 ${nothing}` : `${mode} ${sha}`) + `\t${path}`),
    );
    return (await git.run(['write-tree'], { environment })).trim();
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}

/** Moves a ref from one SHA to another, or makes (`from` undefined) it. Gives false when it was not at `from` any more. */
export async function moveRef(git: Git, ref: string, from: string | undefined, to: string): Promise<boolean> {
  try {
    await git.run(['update-ref', ref, to, from ?? nothing]);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** Puts a ref on a commit as git does: by a lock of its name, which then takes its place. */
export async function putRef(folder: string, ref: string, sha: string): Promise<void> {
  const path = join(folder, ref);
  await mkdir(dirname(path), { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(`${path}.lock`, `${sha}\n`, { flag: 'wx' });
      return await rename(`${path}.lock`, path);
    } catch (error) {
      if (attempt === 100 || !String(error).includes('EEXIST')) throw error;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
}
