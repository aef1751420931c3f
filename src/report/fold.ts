import { fenced, visible } from './escape.ts';
import { type Hunk, joinHunks } from './field-lines.ts';

/** Something that opens: a line that says what it is, and what it shows. It is shown whole, or parted between hunks. */
export interface Fold {
  /** HTML: who and how much. Empty: it stands open, as it is. */
  readonly summary: string;
  readonly isOpen: boolean;
  /** Markdown before the hunks: where it comes from. */
  readonly head: string;
  /** How the hunks are fenced; `list` not at all. */
  readonly language: 'diff' | 'yaml' | 'list';
  readonly hunks: readonly Hunk[];
  /** Markdown after the hunks. */
  readonly tail: string;
  /** How many changes it tells. A fold that was parted tells them with its first part. */
  readonly changes: number;
  /** The objects that it tells of, for people. */
  readonly titles: readonly string[];
}

/** The fold as Markdown that stands between blank lines. */
export function foldMarkdown(fold: Fold): string {
  const lines = joinHunks(fold.hunks);
  const body = fold.language === 'list' ? lines.join('\n') : fenced(fold.language, lines);
  const parts = [fold.head, fold.hunks.length === 0 ? '' : body, fold.tail].filter(part => part !== '');
  if (fold.summary === '') return parts.join('\n\n');
  const open = fold.isOpen ? ' open' : '';
  return `<details${open}><summary>${fold.summary}</summary>\n\n${parts.join('\n\n')}\n\n</details>`;
}

/** Text that belongs between folds: a heading. */
export function plainFold(markdown: string): Fold {
  const nothing = { summary: '', isOpen: true, language: 'list', hunks: [], tail: '' } as const;
  return { ...nothing, head: markdown, changes: 0, titles: [] };
}

/** UTF-8 bytes of the fold in a text, with the blank line after it. */
export function foldBytes(fold: Fold): number {
  return Buffer.byteLength(foldMarkdown(fold)) + 2;
}

/** Room for two fences of the longest run of backticks in a line, and for the number of the part. */
const fenceBytes = 400;

/**
 * A fold in parts of at most so many bytes each, parted between hunks alone. One that is short enough stays as it is;
 * a single hunk that is longer than a part makes a part that is too long.
 */
export function splitFold(fold: Fold, limitBytes: number): readonly Fold[] {
  if (foldBytes(fold) <= limitBytes) return [fold];
  const frame = foldBytes({ ...fold, hunks: [] }) + fenceBytes;
  const groups: Hunk[][] = [[]];
  let left = limitBytes - frame;
  for (const hunk of fold.hunks) {
    const size = bytesOf(hunk);
    if (size > left && groups.at(-1)?.length !== 0) {
      groups.push([]);
      left = limitBytes - fenceBytes - Buffer.byteLength(fold.summary) * 2;
    }
    groups.at(-1)?.push(hunk);
    left -= size;
  }
  if (groups.length === 1) return [fold];
  return groups.map((hunks, index) => ({
    ...fold,
    summary: fold.summary === '' ? '' : `${fold.summary} &nbsp;·&nbsp; part ${index + 1} of ${groups.length}`,
    hunks,
    ...(index > 0 && { head: '', changes: 0 }),
    ...(index < groups.length - 1 && { tail: '' }),
  }));
}

function bytesOf({ context, lines }: Hunk): number {
  return [...context, ...lines].reduce((sum, line) => sum + Buffer.byteLength(visible(line)) + 1, 0);
}
