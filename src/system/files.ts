import { glob, lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Files, FoundFile } from '../model/world.ts';
import { openScratch } from './scratch.ts';

/** Where the files are: the workspace's root, the program's assets, and how to ask git about a file. */
export interface FilesOptions {
  readonly workspace: string;
  readonly assets: URL;
  readonly isTracked: (path: string) => Promise<boolean>;
}

/** The files of this machine, fenced to the workspace where a path comes from an input. */
export function systemFiles(options: FilesOptions): Files {
  const { workspace, assets } = options;
  return {
    root: workspace,
    find: async (path, extensions) => await findFiles(workspace, path, extensions),
    read: async path => await readFile(join(workspace, path)),
    scratch: async () => await openScratch(workspace),
    readAsset: async name => await readFile(new URL(name, assets)),
    readOutside: async path => await readIfThere(resolve(workspace, path)),
    isTracked: async path => await options.isTracked(resolve(workspace, path)),
  };
}

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

async function findFiles(
  workspace: string,
  path: string,
  extensions: readonly string[],
): Promise<readonly FoundFile[]> {
  const root = await realpath(workspace);
  const given = isAbsolute(path) ? relative(root, path) : path;
  if (given.split(/[/\\]/).includes('..')) throw outside(path);
  const found = await candidates(root, given, path);
  const files: FoundFile[] = [];
  for (const name of found.toSorted()) {
    const entry = await lstat(join(root, name));
    if (!entry.isFile() || !extensions.some(extension => name.endsWith(extension))) continue;
    if (!(await isInside(root, join(root, name)))) throw outside(name);
    files.push({ path: name.split(sep).join('/'), sizeBytes: entry.size });
  }
  return files;
}

/** Names relative to the root: the file itself, all below a folder, or what the glob matches. */
async function candidates(root: string, given: string, asWritten: string): Promise<string[]> {
  const entry = await stat(join(root, given)).catch(() => undefined);
  if (entry && !(await isInside(root, join(root, given)))) throw outside(asWritten);
  if (entry?.isFile()) return [given];
  if (entry?.isDirectory()) return await filesBelow(root, given);
  if (!entry && !/[*?[{]/.test(given)) {
    throw new Failure('path-missing', `path ${JSON.stringify(asWritten)} does not exist in ${root}`, {
      hint: 'Give a file, a folder or a glob relative to the checkout: `path: deploy`. Is the repository checked out before this step?',
    });
  }
  const names: string[] = [];
  for await (const name of glob(given, { cwd: root, exclude: folder => skippedFolders.has(folder) }))
    names.push(name);
  return names;
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const names = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(root, join(entry.parentPath, entry.name)));
  return names.filter(name => !name.split(sep).some(part => skippedFolders.has(part)));
}

async function isInside(root: string, path: string): Promise<boolean> {
  const real = await realpath(path);
  return real === root || real.startsWith(root + sep);
}

function outside(path: string): Failure {
  return new Failure('path-outside', `path ${JSON.stringify(path)} leads out of the checkout`, {
    hint: 'Only files inside the checkout are read; links that lead out of it are not followed.',
  });
}

/** The text of any file of this machine; undefined when it does not exist. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
