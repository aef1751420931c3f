import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const compress = promisify(deflate);

/**
 * Stores an object as git does, loose, without a process for it; gives its SHA. Git reads it back, and would say so if it
 * were not well formed. Format: git-scm.com/book, "Git Objects".
 */
export async function writeObject(
  folder: string,
  type: 'blob' | 'commit' | 'tree',
  content: Uint8Array,
): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const sha = createHash('sha1').update(bytes).digest('hex');
  const path = join(folder, 'objects', sha.slice(0, 2), sha.slice(2));
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, await compress(bytes), { mode: 0o444 });
  await rename(draft, path);
  return sha;
}
