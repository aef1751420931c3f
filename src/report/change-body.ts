import type { Change } from '../model/change.ts';
import { codeSpan, fenced, prose } from './escape.ts';
import { fieldLines, valueLines } from './field-lines.ts';
import { groupFields } from './groups.ts';

/** Columns of a diff line in a comment: more scroll sideways on a laptop. */
const columns = 88;

/** A new object longer than this is shown by its first lines; the rest stands in the file that is named above it. */
const shownLines = 60;

/** What a fold shows of changes that are alike: where they come from, then the diff, or the new object. */
export function changeBody(changes: readonly Change[]): string {
  const [first] = changes;
  if (!first) return '';
  const places = changes.flatMap(({ location }) =>
    location ? [codeSpan(`${location.file}:${location.line}`)] : [],
  );
  const others = changes.length > 1 ? changes.map(change => codeSpan(change.confirmAddress)).join(', ') : '';
  return [
    [others, places.join(', ')].filter(part => part !== '').join(' in '),
    first.note === undefined ? '' : `${prose(first.note)}.`,
    first.fields.length > 0 ? diffOf(first) : objectOf(first),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function diffOf(change: Change): string {
  const lines = groupFields(change.fields).flatMap(group => [
    ...(group.parent === '' ? [] : [` ${group.parent}`]),
    ...group.fields.flatMap(({ name, field }) =>
      namedLines(name, fieldLines(field, columns - name.length - 4)),
    ),
  ]);
  return fenced('diff', lines);
}

/** `-  image: a` for one line; the name on a line of its own before a value of several lines. */
function namedLines(name: string, lines: readonly string[]): readonly string[] {
  const isShort =
    lines.filter(line => line.startsWith('-')).length <= 1 &&
    lines.filter(line => line.startsWith('+')).length <= 1;
  if (isShort) return lines.map(line => `${line.slice(0, 1)}  ${name}: ${line.slice(2)}`);
  return [`   ${name}:`, ...lines.map(line => `${line.slice(0, 1)}    ${line.slice(2)}`)];
}

function objectOf(change: Change): string {
  if (change.after === undefined) return '';
  const lines = valueLines(change.after);
  if (lines.length <= shownLines) return fenced('yaml', lines);
  const rest = `The other ${lines.length - shownLines} lines are in the file.`;
  return `${fenced('yaml', lines.slice(0, shownLines))}\n\n${rest}`;
}
