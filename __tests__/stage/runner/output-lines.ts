import { StringDecoder } from 'node:string_decoder';

/** Takes the output of a process in pieces and hands out whole lines. */
export interface LineReader {
  readonly push: (piece: Buffer) => void;
  /** Hands out what stands after the last line break, if anything. */
  readonly end: () => void;
}

/**
 * Reads lines as .NET does: `\n`, `\r\n` and a lone `\r` end one, so that text after a lone `\r` is a line of its own to
 * the runner. Node's readline also breaks at U+2028 and U+2029; this does not.
 */
export function openLineReader(onLine: (line: string) => void): LineReader {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    rest += text;
    // A `\r` at the very end may be the first half of `\r\n`.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
  return {
    push: piece => take(decoder.write(piece)),
    end: () => {
      take(decoder.end());
      if (rest !== '') onLine(rest.replace(/\r$/, ''));
      rest = '';
    },
  };
}

/** The lines of a whole text, read in the same way; the end of the last line is not one more line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
