import type { Git } from './git.ts';

/** How a file differs between two trees. */
export interface FileChange {
  readonly filename: string;
  readonly previousFilename?: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** The blob after the change; before it, for a removed file. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** The hunks, without a header; undefined for binary files. */
  readonly patch?: string;
}

/** The empty tree, to compare a first commit with. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const statuses: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** What changes from one commit or tree to another, in the order of paths. */
export async function changedFiles(git: Git, from: string, to: string): Promise<readonly FileChange[]> {
  const range = ['-r', '-M', '--no-color', from, to];
  const [raw, counts, patches] = await Promise.all([
    git.run(['diff-tree', '--raw', '-z', '--abbrev=40', ...range]),
    git.run(['diff-tree', '--numstat', '-z', ...range]),
    git.run(['diff-tree', '--patch', ...range]),
  ]);
  const numbers = parseCounts(counts);
  const texts = parsePatches(patches);
  return parseRaw(raw).map((file, index) => {
    const patch = texts[index];
    return { ...file, ...numbers[index], ...(patch === undefined ? {} : { patch }) };
  });
}

function parseRaw(text: string): readonly Omit<FileChange, 'patch'>[] {
  const fields = text.split('\0');
  const files: Omit<FileChange, 'patch'>[] = [];
  while (fields.length > 1) {
    const [, , before = '', after = '', letter = ''] = (fields.shift() ?? '').split(' ');
    const status = statuses[letter.charAt(0)] ?? 'changed';
    const first = fields.shift() ?? '';
    const moved = status === 'renamed' || status === 'copied';
    const filename = moved ? (fields.shift() ?? '') : first;
    files.push({
      filename,
      status,
      sha: status === 'removed' ? before : after,
      additions: 0,
      deletions: 0,
      ...(moved ? { previousFilename: first } : {}),
    });
  }
  return files;
}

function parseCounts(text: string): readonly { readonly additions: number; readonly deletions: number }[] {
  const fields = text.split('\0');
  const counts: { additions: number; deletions: number }[] = [];
  while (fields.length > 1) {
    const [added = '', deleted = '', name = ''] = (fields.shift() ?? '').split('\t');
    if (name === '') fields.splice(0, 2); // a rename has its two names in fields of their own
    counts.push({ additions: Number(added) || 0, deletions: Number(deleted) || 0 });
  }
  return counts;
}

/** One text per file; undefined where nothing is shown, for binary files and pure renames. */
function parsePatches(text: string): readonly (string | undefined)[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter(part => part !== '')
    .map(part => {
      const start = part.search(/^@@ /m);
      return start < 0 ? undefined : part.slice(start).trimEnd();
    });
}
