import type { Event } from './events.ts';
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
  for (const found of text.matchAll(separator))
    if (!isQuoted(text, events, found.index)) return [separatorAt(found.index)];
  return [];
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

/** True inside quotes, unless a blank beside it would be folded away with it. */
function isQuoted(text: string, events: readonly Event[], offset: number): boolean {
  if (/\s/.test(text.charAt(offset - 1)) || /\s/.test(text.charAt(offset + 1))) return false;
  return events.some(
    event =>
      event.type === eventId.SCALAR &&
      (event.style === scalarStyle.SINGLE_QUOTED || event.style === scalarStyle.DOUBLE_QUOTED) &&
      event.valueStart <= offset &&
      offset < event.valueEnd,
  );
}
