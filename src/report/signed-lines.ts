import { shorten, shortenPair } from './shorten.ts';

/** A line of a diff before it is cut: removed, added, or there for orientation. */
export interface SignedLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * The texts in at most `width` characters each. A removed line and the added one that took its place are cut so that
 * their first difference stays in sight, or a change inside a long line would not be seen.
 */
export function shortenLines(lines: readonly SignedLine[], width: number): readonly SignedLine[] {
  const shown: SignedLine[] = [];
  for (let index = 0; index < lines.length; ) {
    const removed = runAt(lines, index, '-');
    const added = runAt(lines, index + removed.length, '+');
    const other = removed.length + added.length === 0 ? lines.slice(index, index + 1) : [];
    const pairs = removed.map((line, place) =>
      shortenPair(line.text, added[place]?.text ?? line.text, width),
    );
    shown.push(
      ...other.map(line => ({ ...line, text: shorten(line.text, width) })),
      ...removed.map((line, place) => ({ ...line, text: pairs[place]?.[0] ?? line.text })),
      ...added.map((line, place) => ({ ...line, text: pairs[place]?.[1] ?? shorten(line.text, width) })),
    );
    index += removed.length + added.length + other.length;
  }
  return shown;
}

function runAt(lines: readonly SignedLine[], start: number, sign: SignedLine['sign']): readonly SignedLine[] {
  let end = start;
  while (lines[end]?.sign === sign) end += 1;
  return lines.slice(start, end);
}
