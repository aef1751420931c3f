import {
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Scratch } from '../model/world.ts';

/** What a scratch copy may hold: more is no source of manifests but a mistake in `path`. */
const limits = { files: 20_000, bytes: 256 * 1024 * 1024 } as const;

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Opens an empty folder that only this user can read, below the temp folder; closing it removes it with all in it. */
export async function openScratch(workspace: string): Promise<Scratch> {
  const root = await realpath(workspace);
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'gitops-push-render-'));
  const copied = { files: 0, bytes: 0 };
  return {
    folder,
    copy: async path => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await copyInto(root, path, { folder, copied });
    },
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text, { mode: 0o600 });
    },
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true }),
  };
}

interface Copying {
  readonly folder: string;
  readonly copied: { files: number; bytes: number };
}

async function copyInto(root: string, path: string, copying: Copying): Promise<void> {
  const source = join(root, path);
  const entry = await lstat(source);
  if (entry.isSymbolicLink()) return await copyLink(root, path, copying);
  if (entry.isDirectory()) {
    await mkdir(join(copying.folder, path), { recursive: true });
    for (const name of await readdir(source))
      if (!skippedFolders.has(name)) await copyInto(root, join(path, name), copying);
    return;
  }
  if (entry.isFile()) await copyOne(source, path, entry.size, copying);
}

/** A link to a file of the checkout becomes that file; every other link would be a way out of the copy. */
async function copyLink(root: string, path: string, copying: Copying): Promise<void> {
  const target = await realpath(join(root, path)).catch(() => undefined);
  const entry = target === undefined ? undefined : await stat(target);
  if (target === undefined || entry?.isFile() !== true || !target.startsWith(root + sep)) {
    const to = await readlink(join(root, path));
    const where = target === undefined ? to : relative(root, target) || '.';
    throw new Failure(
      'path-outside',
      `${slashed(path)} is a link to ${slashed(where)}, which is not followed`,
      {
        hint: 'Only links to files inside the checkout are followed while rendering: put the files themselves there.',
      },
    );
  }
  await copyOne(target, path, entry.size, copying);
}

async function copyOne(source: string, path: string, sizeBytes: number, copying: Copying): Promise<void> {
  const { folder, copied } = copying;
  copied.files += 1;
  copied.bytes += sizeBytes;
  const much =
    copied.files > limits.files ? '20,000 files' : copied.bytes > limits.bytes ? '256 MB' : undefined;
  if (much !== undefined)
    throw new Failure('render-failed', `more than ${much} would be copied to be rendered`, {
      hint: `The copy is full at ${slashed(path)}. Give the folder of the chart or the overlay as \`path\`, and keep in it only what it is made of.`,
    });
  await copyFile(source, join(folder, path));
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
