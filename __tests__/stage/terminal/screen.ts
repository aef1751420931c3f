// oxlint-disable no-control-regex -- the bytes that move the cursor are what this is about
/** What a terminal shows of the bytes that a program wrote: text, line ends, cursor up, erase below; colours are dropped. */
export interface Screen {
  write(text: string): void;
  /** Makes the window narrower or wider; lines that were broken by its edge are broken anew, as most terminals do it. */
  resize(columns: number): void;
  /** All lines from the first on, each as it was ended by the program, without the empty one at the end. */
  lines(): readonly string[];
  /** True when some line is broken by the edge of the window. */
  isWrapped(): boolean;
}

/** A window of so many columns and rows. @throws Error at a control sequence that it does not know */
export function openScreen(columns: number, rows: number): Screen {
  let width = columns;
  let lines = [''];

  const rowsOf = (line: string): number => Math.max(1, Math.ceil(widthOf(line) / width));
  const up = (count: number): void => {
    const total = lines.reduce((sum, line) => sum + rowsOf(line), 0);
    // The cursor stops at the top of the window: what has scrolled away is out of reach.
    let row = Math.max(Math.max(0, total - rows), total - 1 - count);
    const kept: string[] = [];
    for (const line of lines) {
      if (row < rowsOf(line)) {
        kept.push(partOf(line, row * width));
        break;
      }
      row -= rowsOf(line);
      kept.push(line);
    }
    lines = kept;
  };
  return {
    write: text => {
      for (const part of text.match(/\u001B\[[\d;?]*[A-Za-z]|[^\u001B]+|\u001B/g) ?? []) {
        const [, count = '', order = ''] = /^\u001B\[([\d;?]*)([A-Za-z])$/.exec(part) ?? [];
        // Up is always followed by an erase of what is below, so both are one here.
        if (order === 'A') up(Number(count || 1));
        else if (order === 'J' || order === 'm') continue;
        else if (part.startsWith('\u001B'))
          throw new Error(`the screen does not know ${JSON.stringify(part)}`);
        else {
          const [first = '', ...more] = part.replaceAll('\r', '').split('\n');
          lines = [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${first}`, ...more];
        }
      }
    },
    resize: next => {
      width = next;
    },
    lines: () => (lines.at(-1) === '' ? lines.slice(0, -1) : lines),
    isWrapped: () => lines.some(line => rowsOf(line) > 1),
  };
}

function partOf(line: string, columns: number): string {
  let part = '';
  for (const character of line) {
    if (widthOf(part + character) > columns) return part;
    part += character;
  }
  return part;
}

/** East Asian and pictographic characters take two columns (Unicode Standard Annex 11). */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{1FAFF}]/u;
