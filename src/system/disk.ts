import { appendFile, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Disk } from '../model/world.ts';
import { readIfThere } from './files.ts';

/** The disk of this machine. */
export function systemDisk(): Disk {
  return {
    list: async folder => (await readdir(folder).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1)),
    isFile: async path => (await stat(path).catch(() => undefined))?.isFile() === true,
    read: async path => await readIfThere(path),
    temporary: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'gitops-push-'));
      return {
        folder,
        [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true }),
      };
    },
    writePrivate: async (path, text) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { mode: 0o600 });
    },
    appendPrivate: async (path, text) => {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, text, { mode: 0o600 });
    },
    remove: async path => await rm(path, { force: true }),
    link: async (path, target) => {
      await mkdir(dirname(path), { recursive: true });
      await symlink(target, path, 'dir');
    },
    hostName: hostname,
  };
}
