import type { Change } from '../model/change.ts';
import type { RunContext } from '../model/run-context.ts';
import { codeSpan, fenced, prose } from './escape.ts';
import { fieldLines } from './field-lines.ts';
import { placeLink } from './places.ts';
import { counted, sentence } from './sentence.ts';
import { shorten } from './shorten.ts';
import { titleOf } from './titles.ts';
import { yamlLines } from './yaml-lines.ts';

/** Columns of a line in a comment: more scroll sideways on a laptop. */
const columns = 88;

/** A new object longer than this is shown by its first lines; the rest stands in the file that is named above it. */
const shownLines = 60;

/** So many objects that change alike are named one by one. */
const shownObjects = 30;

/** What a fold shows of changes that are alike: where they come from, then the diff, or the new object. */
export function changeBody(changes: readonly Change[], run: RunContext): string {
  const [first] = changes;
  if (!first) return '';
  const note = first.note === undefined || first.risk !== undefined ? '' : prose(sentence(first.note));
  return [originOf(changes, run), note, contentOf(first)].filter(part => part !== '').join('\n\n');
}

function originOf(changes: readonly Change[], run: RunContext): string {
  const named = changes.slice(0, shownObjects).map(change => {
    const place = change.location ? placeLink(change.location, run) : '';
    if (changes.length === 1) return place;
    return [codeSpan(titleOf(change)), place].filter(part => part !== '').join(' in ');
  });
  const more = changes.length > shownObjects ? [`${changes.length - shownObjects} more`] : [];
  const parts = [...named, ...more].filter(part => part !== '');
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function contentOf(change: Change): string {
  if (change.fields.length > 0) return fenced('diff', fieldLines(change.fields, columns));
  if (change.after === undefined) return '';
  const lines = yamlLines(change.after).map(line => shorten(line, columns));
  if (lines.length <= shownLines) return fenced('yaml', lines);
  const rest = `The other ${counted(lines.length - shownLines, 'line')} are in the file.`;
  return `${fenced('yaml', lines.slice(0, shownLines))}\n\n${rest}`;
}
