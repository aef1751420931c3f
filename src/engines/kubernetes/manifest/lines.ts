import type { Location } from '../../../model/diagnostic.ts';

/** Tells the line and column of an offset (UTF-16 units) of a text; the table is made when first asked. */
export interface Lines {
  locate(offset: number): Location;
}

/** The lines of a file's text. A line ends at LF, CRLF or CR; columns count UTF-16 units from 1. */
export function linesOf(text: string, file: string): Lines {
  let starts: readonly number[] | undefined;
  return {
    locate(offset) {
      starts ??= lineStarts(text);
      const line = lastAtOrBefore(starts, offset);
      return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
