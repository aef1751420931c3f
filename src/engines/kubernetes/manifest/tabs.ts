import type { Event } from './events.ts';
import { eventId, scalarStyle } from './events.ts';
import type { Problem } from './yaml-codes.ts';

/**
 * Finds a tab that stands where a line's indentation is: kubectl refuses it even on lines that are otherwise empty.
 * Tabs inside quotes, block texts, `[...]` and `{...}` are fine. Source: `scannerc.go`, yaml_parser_scan_to_next_token.
 */
export function findIndentationTab(text: string, events: readonly Event[]): Problem | undefined {
  if (!text.includes('\t')) return undefined;
  const ranges = safeRanges(text, events);
  let next = 0;
  for (let line = 0; line >= 0 && line < text.length; line = nextLine(text, line)) {
    const offset = endOfIndentation(text, line);
    if (text[offset] !== '\t') continue;
    while ((ranges[next]?.end ?? Infinity) <= offset) next += 1;
    if ((ranges[next]?.start ?? Infinity) > offset) return tabAt(offset);
  }
  return undefined;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** Behind the blanks and the `- ` and `? ` at the start of a line. */
function endOfIndentation(text: string, line: number): number {
  let position = line;
  for (;;) {
    const character = text[position];
    const isIndicator = (character === '-' || character === '?') && /[ \t]/.test(text[position + 1] ?? '');
    if (character !== ' ' && !isIndicator) return position;
    position += 1;
  }
}

interface Range {
  readonly start: number;
  end: number;
}

/** Where a tab at the start of a line does no harm, in order and without overlaps. */
function safeRanges(text: string, events: readonly Event[]): readonly Range[] {
  const ranges: Range[] = [];
  const open: boolean[] = [];
  let flow: Range | undefined;
  let flowDepth = 0;
  let last = 0;
  for (const event of events) {
    if (event.type === eventId.SCALAR) {
      last = Math.max(last, event.valueEnd);
      const isSafe = event.style !== scalarStyle.PLAIN && !flow;
      if (isSafe) ranges.push({ start: event.valueStart, end: event.valueEnd });
    } else if (event.type === eventId.MAPPING || event.type === eventId.SEQUENCE) {
      open.push(event.style === 2);
      if (event.style !== 2) continue;
      flowDepth += 1;
      last = Math.max(last, event.start + 1);
      flow ??= { start: event.start, end: event.start };
    } else if (event.type === eventId.DOCUMENT) open.push(false);
    else if (event.type === eventId.POP && open.pop() && flow) {
      flowDepth -= 1;
      last = closingBracket(text, last) + 1;
      flow.end = last;
      if (flowDepth > 0) continue;
      ranges.push(flow);
      flow = undefined;
    }
  }
  return ranges;
}

/** A pair without braces inside a list, `[a: b]`, is a map that no bracket closes: then the list's is found early. */
function closingBracket(text: string, from: number): number {
  const found = text.slice(from).search(/[\]}]/);
  return found < 0 ? text.length : from + found;
}

function tabAt(offset: number): Problem {
  const message = 'a tab is used for indentation';
  return { code: 'yaml-tab', severity: 'error', offset, message, hint: 'replace the tab by spaces' };
}
