import type { Change } from '../model/change.ts';
import type { RunContext } from '../model/run-context.ts';
import { codeSpan, prose } from './escape.ts';
import { fieldHunks } from './field-lines.ts';
import type { Fold } from './fold.ts';
import { placeLink } from './places.ts';
import { counted, sentence } from './sentence.ts';
import { shorten } from './shorten.ts';
import { titleOf } from './titles.ts';
import { yamlLines } from './yaml-lines.ts';

/** How much is shown: what people read in a comment, or everything, as a file keeps it. */
export type Detail = 'comment' | 'whole';

/** Columns of a line in a comment: more scroll sideways on a laptop. */
const columns: Readonly<Record<Detail, number>> = { comment: 88, whole: Number.POSITIVE_INFINITY };

/** A new object longer than this is shown by its first lines; the rest stands in the file that is named above it. */
const shownLines: Readonly<Record<Detail, number>> = { comment: 60, whole: Number.POSITIVE_INFINITY };

/** So many objects that change alike are named one by one. */
const shownObjects: Readonly<Record<Detail, number>> = { comment: 30, whole: Number.POSITIVE_INFINITY };

/** What a fold shows of changes that are alike: where they come from, then the diff, or the new object. */
export function changeBody(
  changes: readonly Change[],
  run: RunContext,
  detail: Detail,
): Pick<Fold, 'head' | 'language' | 'hunks' | 'tail'> {
  const [first] = changes;
  if (!first) return { head: '', language: 'diff', hunks: [], tail: '' };
  const note = first.note === undefined || first.risk !== undefined ? '' : prose(sentence(first.note));
  const head = [originOf(changes, run, detail), note].filter(part => part !== '').join('\n\n');
  return { head, ...contentOf(first, detail) };
}

function originOf(changes: readonly Change[], run: RunContext, detail: Detail): string {
  const named = changes.slice(0, shownObjects[detail]).map(change => {
    const place = change.location ? placeLink(change.location, run) : '';
    if (changes.length === 1) return place;
    return [codeSpan(titleOf(change)), place].filter(part => part !== '').join(' in ');
  });
  const more = changes.length > named.length ? [`${changes.length - named.length} more`] : [];
  const parts = [...named, ...more].filter(part => part !== '');
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function contentOf(change: Change, detail: Detail): Pick<Fold, 'language' | 'hunks' | 'tail'> {
  if (change.fields.length > 0)
    return { language: 'diff', hunks: fieldHunks(change.fields, columns[detail]), tail: '' };
  if (change.after === undefined) return { language: 'yaml', hunks: [], tail: '' };
  const lines = yamlLines(change.after).map(line => shorten(line, columns[detail]));
  const rest = lines.length - shownLines[detail];
  return {
    language: 'yaml',
    hunks: [{ context: [], lines: lines.slice(0, shownLines[detail]) }],
    tail: rest > 0 ? `The other ${counted(rest, 'line')} are in the file.` : '',
  };
}
