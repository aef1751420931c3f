import type { Event, ScalarEvent } from './events.ts';
import { eventId, scalarStyle } from './events.ts';
import type { Problem } from './yaml-codes.ts';

// The characters that go-yaml's reader refuses (`readerc.go`), and NEL, which it takes for a line break.
// oxlint-disable-next-line eslint/no-control-regex -- control characters are what this looks for
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/;
const separator = /[\u2028\u2029]/g;

/** Finds characters that kubectl refuses or reads as line breaks; events tell what is quoted. */
export function checkCharacters(text: string, events: readonly Event[]): readonly Problem[] {
  const bad = findForbidden(text);
  if (bad) return [bad];
  const separators = [...text.matchAll(separator)].map(match => match.index);
  const offset = separators.length === 0 ? undefined : firstOutside(separators, quotedIn(events), text);
  return offset === undefined ? [] : [separatorAt(offset)];
}

/** The first character that kubectl refuses wherever it stands. */
export function findForbidden(text: string): Problem | undefined {
  const offset = forbidden.exec(text)?.index;
  if (offset === undefined) return undefined;
  const message = `the character ${nameOf(text, offset)} is not allowed in YAML`;
  return {
    code: 'yaml-character',
    severity: 'error',
    offset,
    message,
    hint: 'remove it, or escape it in double quotes',
  };
}

function separatorAt(offset: number): Problem {
  const message = 'kubectl takes the invisible line separator here for a line break';
  return {
    code: 'yaml-character',
    severity: 'error',
    offset,
    message,
    hint: 'remove it, or write \\u2028 in double quotes',
  };
}

function nameOf(text: string, offset: number): string {
  return `U+${text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0')}`;
}

function quotedIn(events: readonly Event[]): readonly ScalarEvent[] {
  return events.filter(event => event.type === eventId.SCALAR).filter(isQuoted);
}

function isQuoted({ style }: ScalarEvent): boolean {
  return style === scalarStyle.SINGLE_QUOTED || style === scalarStyle.DOUBLE_QUOTED;
}

/** The first offset outside quotes, or beside a blank that would be folded away with it. Both lists are in order. */
function firstOutside(
  offsets: readonly number[],
  quoted: readonly ScalarEvent[],
  text: string,
): number | undefined {
  let next = 0;
  return offsets.find(offset => {
    while ((quoted[next]?.valueEnd ?? Infinity) <= offset) next += 1;
    const isInside = (quoted[next]?.valueStart ?? Infinity) <= offset;
    return !isInside || /\s/.test(text.charAt(offset - 1)) || /\s/.test(text.charAt(offset + 1));
  });
}
