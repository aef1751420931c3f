import type { Event } from './events.ts';
import { eventId, readEvents, scalarStyle } from './events.ts';
import { partsOf } from './yaml-line.ts';

/**
 * The events of a text in which `[...]`, `{...}` or a quoted text goes on with less indentation, or with tabs, than
 * our parser wants and kubectl does not mind: a closing bracket below its key, mostly. Line breaks inside brackets
 * and quotes become blanks for parsing only, so every offset stays. Undefined when that does not help.
 */
export function readFlattened(text: string, maxDepth: number): readonly Event[] | undefined {
  const flat = flatten(text);
  if (flat.text === text) return undefined;
  const read = readEvents(flat.text, maxDepth);
  if (!('events' in read)) return undefined;
  if (!isFaithful(text, flat, read.events)) return undefined;
  return read.events.map(event => (event.type === eventId.SCALAR ? { ...event, fast: false } : event));
}

/** Only quoted texts, and plain ones between brackets, may have lost a line break, and none a comment. */
function isFaithful(text: string, flat: Flat, events: readonly Event[]): boolean {
  const open: boolean[] = [];
  for (const event of events) {
    if (event.type === eventId.POP) open.pop();
    else if (event.type === eventId.DOCUMENT) open.push(false);
    else if (event.type === eventId.MAPPING || event.type === eventId.SEQUENCE) open.push(event.style === 2);
    else if (event.type === eventId.SCALAR && event.valueStart >= 0) {
      const { valueStart, valueEnd, style } = event;
      const isQuoted = style === scalarStyle.SINGLE_QUOTED || style === scalarStyle.DOUBLE_QUOTED;
      const isSame = text.slice(valueStart, valueEnd) === flat.text.slice(valueStart, valueEnd);
      if (!isSame && !isQuoted && !open.at(-1)) return false;
      if (flat.comments.some(comment => valueStart <= comment && comment < valueEnd)) return false;
    }
  }
  return true;
}

/** A text being flattened: what was made up to `done`, and where comments were blanked out. */
interface Flat {
  readonly source: string;
  text: string;
  done: number;
  position: number;
  readonly comments: number[];
}

function flatten(source: string): Flat {
  const flat: Flat = { source, text: '', done: 0, position: 0, comments: [] };
  let blockIndent: number | undefined;
  while (flat.position < source.length) {
    const line = lineAt(source, flat.position);
    const parts = partsOf(line);
    const isInBlock = blockIndent !== undefined && (line.trim() === '' || parts.indent > blockIndent);
    if (!isInBlock) {
      blockIndent = parts.blockIndent;
      if (parts.value !== undefined) {
        flat.position += parts.value;
        flattenValue(flat);
      }
    }
    flat.position += lineAt(source, flat.position).length;
  }
  flat.text += source.slice(flat.done);
  return flat;
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? text.length : end + 1);
}

/** Puts blanks for the next characters; what was passed over before is copied as it is. */
function blank(flat: Flat, length: number): void {
  flat.text += flat.source.slice(flat.done, flat.position) + ' '.repeat(length);
  flat.position += length;
  flat.done = flat.position;
}

/** Passes one quoted text or one bracketed collection, to its end. */
function flattenValue(flat: Flat): void {
  let depth = 0;
  do {
    const character = flat.source.charAt(flat.position);
    if (character === '"' || character === "'") flattenQuoted(flat, character);
    else if (character === '#' && /\s/.test(flat.source.charAt(flat.position - 1))) {
      flat.comments.push(flat.position);
      blank(flat, lineAt(flat.source, flat.position).length);
    } else if (/[\r\n\t]/.test(character)) blank(flat, 1);
    else {
      if (character === '[' || character === '{') depth += 1;
      if (character === ']' || character === '}') depth -= 1;
      flat.position += 1;
    }
  } while (depth > 0 && flat.position < flat.source.length);
}

function flattenQuoted(flat: Flat, quote: string): void {
  flat.position += 1;
  while (flat.position < flat.source.length) {
    const character = flat.source.charAt(flat.position);
    if (character === '\\' && quote === '"') flat.position += 2;
    else if (/[\r\n]/.test(character)) blank(flat, 1);
    else flat.position += 1;
    if (character === quote) return;
  }
}
