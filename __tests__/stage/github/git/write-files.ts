import { emptyTree } from './changes.ts';
import type { Git } from './git.ts';
import { writeObject } from './write-object.ts';

/** Contents of a file: text, bytes, with a mode, or null to delete it. */
export type FileContent =
  | string
  | Uint8Array
  | null
  | { readonly content: string | Uint8Array; readonly mode: '100644' | '100755' | '120000' };

/** Files by path. */
export type Files = Readonly<Record<string, FileContent>>;

interface Entry {
  readonly mode: string;
  readonly sha: string;
}

const folderMode = '40000';

/**
 * Writes a tree, a base with some files changed, without a process for it; gives its SHA. A file takes the place of a
 * folder of its name and the other way round; a folder that becomes empty is gone.
 */
export async function writeFiles(git: Git, base: string | undefined, files: Files): Promise<string> {
  const entries = base === undefined ? new Map<string, Entry>() : await entriesOf(git, base);
  const below = new Map<string, Record<string, FileContent>>();
  for (const [path, file] of Object.entries(files)) {
    const slash = path.indexOf('/');
    const name = slash === -1 ? path : path.slice(0, slash);
    if (slash !== -1) below.set(name, { ...below.get(name), [path.slice(slash + 1)]: file });
    else if (file === null) entries.delete(name);
    else entries.set(name, await writeFile(git, file));
  }
  for (const [name, inside] of below) {
    const there = entries.get(name);
    const sha = await writeFiles(git, there?.mode === folderMode ? there.sha : undefined, inside);
    if (sha === emptyTree) entries.delete(name);
    else entries.set(name, { mode: folderMode, sha });
  }
  return await writeObject(git.folder, 'tree', treeOf(entries));
}

async function writeFile(git: Git, file: Exclude<FileContent, null>): Promise<Entry> {
  const { content, mode } =
    typeof file === 'object' && 'content' in file ? file : { content: file, mode: '100644' };
  return { mode, sha: await writeObject(git.folder, 'blob', Buffer.from(content)) };
}

/** Reads a tree: for each entry its mode, a blank, its name, a zero and the twenty bytes of its SHA. */
async function entriesOf(git: Git, tree: string): Promise<Map<string, Entry>> {
  const object = await git.read(tree);
  if (object?.type !== 'tree') throw new Error(`${tree} is no tree of ${git.folder}`);
  const entries = new Map<string, Entry>();
  for (let start = 0; start < object.bytes.length; ) {
    const blank = object.bytes.indexOf(' ', start);
    const zero = object.bytes.indexOf(0, blank);
    entries.set(object.bytes.toString('utf8', blank + 1, zero), {
      mode: object.bytes.toString('latin1', start, blank),
      sha: object.bytes.toString('hex', zero + 1, zero + 21),
    });
    start = zero + 21;
  }
  return entries;
}

/** Git sorts by bytes, a folder as if its name ended with a slash. */
function treeOf(entries: ReadonlyMap<string, Entry>): Buffer {
  const sorted = [...entries]
    .map(([name, entry]) => ({
      entry,
      name,
      key: Buffer.from(entry.mode === folderMode ? `${name}/` : name),
    }))
    .toSorted((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    sorted.flatMap(({ entry, name }) => [
      Buffer.from(`${entry.mode} ${name}\0`),
      Buffer.from(entry.sha, 'hex'),
    ]),
  );
}
