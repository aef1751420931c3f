import { styleText } from 'node:util';

/** How a terminal shows text: colours or not, and how many columns it has. */
export interface TextOptions {
  readonly color: boolean;
  readonly width: number;
}

/** Puts a style on text, or leaves it when colours are off. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** The paint of a terminal. */
export function paintOf({ color }: TextOptions): Paint {
  return (style, text) => (color && text !== '' ? styleText(style, text, { validateStream: false }) : text);
}

/** Text broken at blanks into lines of at most `width` columns; a longer word stands alone and whole, to be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A name in a column of its own and text beside it, broken to the width: `Why         the image is missing`. */
export function labelled(
  name: string,
  text: string,
  size: { readonly column: number; readonly width: number },
): readonly string[] {
  const lines = wrap(text, Math.max(20, size.width - size.column));
  return lines.map(
    (line, index) => (index === 0 ? name.padEnd(size.column) : ' '.repeat(size.column)) + line,
  );
}

/** The longest of some texts, at most `limit` columns. */
export function columnOf(texts: readonly string[], limit: number): number {
  return Math.min(limit, Math.max(0, ...texts.map(text => text.length)));
}
