import type { Event } from './events.ts';
import { chompingMode, eventId, scalarStyle } from './events.ts';

/** One JSON value found at the start of a text: its events and where it ends. */
export interface JsonValue {
  readonly events: readonly Event[];
  readonly end: number;
}

const absent = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 } as const;
const delimiters = ' \t\n\r,:{}[]"';

/**
 * Reads the JSON object or list that starts at `from` into the events a YAML parser would give, so that one walk
 * serves both. Returns undefined when it is not strict JSON. `from` must point at its first character.
 */
export function readJsonValue(text: string, from: number): JsonValue | undefined {
  const events: Event[] = [];
  let depth = 0;
  let position = from;
  do {
    const character = text.charAt(position);
    if (character === '') return undefined;
    if (character === '{' || character === '[') {
      events.push(open(character, position));
      depth += 1;
      position += 1;
    } else if (character === '}' || character === ']') {
      events.push({ type: eventId.POP });
      depth -= 1;
      position += 1;
    } else if (character === '"') {
      const end = endOfString(text, position);
      events.push(scalar(position + 1, end - 1, scalarStyle.DOUBLE_QUOTED));
      position = end;
    } else if (delimiters.includes(character)) position += 1;
    else {
      const end = endOfWord(text, position);
      events.push(scalar(position, end, scalarStyle.PLAIN));
      position = end;
    }
  } while (depth > 0);
  return isJson(text.slice(from, position)) ? { events, end: position } : undefined;
}

function open(character: '{' | '[', start: number): Event {
  const style = 2;
  return character === '{'
    ? { type: eventId.MAPPING, start, ...absent, style }
    : { type: eventId.SEQUENCE, start, ...absent, style };
}

function scalar(valueStart: number, valueEnd: number, style: 1 | 3): Event {
  const shape = { chomping: chompingMode.CLIP, indent: -1, fast: false };
  return { type: eventId.SCALAR, valueStart, valueEnd, ...absent, style, ...shape };
}

/** The offset after the closing quote of the string that opens at `from`; the text's end when none closes. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charAt(quote - 1 - backslashes) === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function endOfWord(text: string, from: number): number {
  let end = from;
  while (end < text.length && !delimiters.includes(text.charAt(end))) end += 1;
  return end;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
