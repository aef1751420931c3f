import { stripVTControlCharacters } from 'node:util';
import type { Clock, Log } from '../model/world.ts';
import { terminalLog, type TerminalLogOptions } from './log-terminal.ts';

/** A log on a terminal, which can go back over what it wrote. */
export interface LiveLogOptions extends TerminalLogOptions {
  /** Asked before every drawing: the window may have been resized. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly clock: Pick<Clock, 'elapsedMs' | 'sleep'>;
}

/** So many lines are shown at most; the rest is counted. */
const shownLines = 10;
/** Lines above the live ones that stay in sight. */
const keptRows = 4;
const tickMs = 1000;

interface Entry {
  text: string;
  readonly sinceMs: number;
}

/**
 * Lines that stay, and below them one line for each thing that goes on, drawn anew when something changes and once a second.
 * Nothing is hidden or switched on a terminal, so there is nothing to put back however the process ends; a live line is never as
 * wide as the window, so that it cannot wrap.
 */
export function liveLog(options: LiveLogOptions): Log {
  const entries = new Map<string, Entry>();
  let drawn: readonly string[] = [];
  let ticking: AbortController | undefined;

  const paint = (above: string): void => {
    const { columns, rows } = options.size();
    const erased = drawn.length === 0 ? '' : `\u001B[${rowsOf(drawn, columns)}A\u001B[0J`;
    drawn = linesOf(entries, columns, rows, options.clock.elapsedMs());
    // In one write, so that nothing half-drawn is ever seen.
    options.write(`${erased}${above}${drawn.map(line => `${line}\n`).join('')}`);
  };
  const tick = async ({ signal }: AbortController): Promise<void> => {
    while (!signal.aborted) {
      // A sleep that is cut short ends with an error; there is nothing to tell of it.
      await options.clock.sleep(tickMs, signal).catch(() => undefined);
      if (!signal.aborted) paint('');
    }
  };
  const log = terminalLog({ ...options, write: paint });
  return {
    ...log,
    live: (key, text) => {
      const before = entries.get(key);
      if (text === undefined ? !before : before?.text === text) return;
      if (text === undefined) entries.delete(key);
      else
        entries.set(key, {
          text: options.redact(text),
          sinceMs: before?.sinceMs ?? options.clock.elapsedMs(),
        });
      paint('');
      if (entries.size === 0) ticking?.abort();
      else if (!ticking || ticking.signal.aborted) void tick((ticking = new AbortController()));
    },
  };
}

/** How many rows the old lines take now: a window that got narrower has broken them (most terminals do so by themselves). */
function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}

function linesOf(
  entries: ReadonlyMap<string, Entry>,
  columns: number,
  rows: number,
  nowMs: number,
): readonly string[] {
  const room = Math.max(1, Math.min(shownLines, rows - keptRows));
  const all = [...entries];
  // The line that counts the rest takes the room of one.
  const shown = all.length > room ? all.slice(0, room - 1) : all;
  const lines = shown.map(([key, { text, sinceMs }]) => {
    const seconds = `${Math.round((nowMs - sinceMs) / 1000)} s`.padStart(6);
    return cutTo(`${seconds}  ${key}: ${text}`, columns - 1);
  });
  const more = all.length - shown.length;
  return more === 0 ? lines : [...lines, cutTo(`        and ${more} more`, columns - 1)];
}

/** On one line, without control characters, cut to so many columns. */
function cutTo(text: string, columns: number): string {
  // oxlint-disable-next-line no-control-regex -- they would move the cursor
  const plain = stripVTControlCharacters(text).replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, ' ');
  if (widthOf(plain) <= columns) return plain;
  let width = 1;
  let kept = '';
  for (const character of plain) {
    width += widthOf(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept}…`.slice(0, Math.max(0, columns));
}

/** Columns of a text, rather too many than too few: beyond the alphabets every character may be two wide. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += (character.codePointAt(0) ?? 0) >= 0x1100 && character !== '…' ? 2 : 1;
  return width;
}
