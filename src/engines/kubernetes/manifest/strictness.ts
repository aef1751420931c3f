import type { Event, ScalarEvent } from './events.ts';
import { eventId, scalarStyle, startOf } from './events.ts';
import type { Problem, YamlCode } from './yaml-codes.ts';

/** The collection around the event that is looked at. `nodes` counts its children: in maps the even ones are keys. */
interface Frame {
  readonly isFlow: boolean;
  readonly isMap: boolean;
  nodes: number;
  keyOffset: number;
}

/**
 * Refuses what the parser takes and kubectl's does not, or takes for something else: mostly spellings inside
 * `[...]` and `{...}`, and tabs. Source: go.yaml.in/yaml/v2 `scannerc.go`.
 */
export function checkStrictness(text: string, events: readonly Event[]): readonly Problem[] {
  const problems: Problem[] = [];
  const frames: Frame[] = [];
  for (const event of events) {
    const frame = frames.at(-1);
    switch (event.type) {
      case eventId.SCALAR:
        problems.push(...checkScalar(text, event, frame));
        countNode(frame, startOf(text, event));
        break;
      case eventId.ALIAS:
        countNode(frame, event.anchorStart);
        break;
      case eventId.MAPPING:
      case eventId.SEQUENCE:
        if (event.type === eventId.MAPPING) problems.push(...checkBlockMap(text, event, frame));
        countNode(frame, event.start);
        frames.push({
          isFlow: event.style === 2,
          isMap: event.type === eventId.MAPPING,
          nodes: 0,
          keyOffset: 0,
        });
        break;
      case eventId.POP:
        frames.pop();
        break;
      case eventId.DOCUMENT:
        frames.push({ isFlow: false, isMap: false, nodes: 0, keyOffset: 0 });
        break;
    }
  }
  return problems;
}

function countNode(frame: Frame | undefined, offset: number | undefined): void {
  if (!frame) return;
  if (frame.nodes % 2 === 0 && offset !== undefined) frame.keyOffset = offset;
  frame.nodes += 1;
}

function checkScalar(text: string, event: ScalarEvent, frame: Frame | undefined): readonly Problem[] {
  if (event.valueStart < 0) return [];
  switch (event.style) {
    case scalarStyle.PLAIN:
      return frame?.isFlow ? checkFlowScalar(text, event, frame) : [];
    case scalarStyle.SINGLE_QUOTED:
    case scalarStyle.DOUBLE_QUOTED:
      return checkQuoted(text, event, frame);
    case scalarStyle.LITERAL_BLOCK:
    case scalarStyle.FOLDED_BLOCK:
      return checkBlockTabs(text, event);
  }
}

function checkFlowScalar(text: string, event: ScalarEvent, frame: Frame): readonly Problem[] {
  const value = text.slice(event.valueStart, event.valueEnd);
  const after = text.slice(event.valueEnd, event.valueEnd + 20);
  if (value.includes('?') || value.startsWith(':'))
    return [
      refuse(
        'yaml-syntax',
        event.valueStart,
        'kubectl does not read this text inside [ ] or { }',
        'quote it',
      ),
    ];
  if (/^[ \t]*:[,[\]{}]/.test(after)) {
    const message = 'kubectl takes the colon after this text for a part of it';
    return [refuse('yaml-syntax', event.valueStart, message, 'put a blank after the colon')];
  }
  return checkKey(text, event, frame);
}

function checkQuoted(text: string, event: ScalarEvent, frame: Frame | undefined): readonly Problem[] {
  const after = /^[ \t]*([^ \t])/.exec(text.slice(event.valueEnd + 1, event.valueEnd + 100))?.[1] ?? '\n';
  if (!'\r\n#:,]}'.includes(after))
    return [refuse('yaml-syntax', event.valueEnd + 1, 'text follows right after a quoted text')];
  return frame ? checkKey(text, event, frame) : [];
}

/** A key must stand on one line with its colon, unless it starts with `? `. */
function checkKey(text: string, event: ScalarEvent, frame: Frame): readonly Problem[] {
  const start = startOf(text, event) ?? 0;
  const isKey = frame.isMap && frame.nodes % 2 === 0;
  if (!isKey || /\?\s+$/.test(text.slice(Math.max(0, start - 20), start))) return [];
  const colon = /^["']?[\s]*:/.exec(text.slice(event.valueEnd, event.valueEnd + 200))?.[0];
  if (colon === undefined || !/[\r\n]/.test(text.slice(start, event.valueEnd) + colon)) return [];
  return [
    refuse('yaml-syntax', start, 'a key and its colon do not stand on one line', 'put them on one line'),
  ];
}

/** `a: &x b: c` and `a: !tag b: c`: a map may start on the line of its key only in braces. */
function checkBlockMap(
  text: string,
  event: Event & { type: 3 },
  frame: Frame | undefined,
): readonly Problem[] {
  if (event.style === 2 || !frame?.isMap || frame.nodes % 2 === 0) return [];
  if (/[\r\n]/.test(text.slice(frame.keyOffset, event.start))) return [];
  return [
    refuse('yaml-syntax', event.start, 'a second key stands on one line', 'put it on a line of its own'),
  ];
}

/** Until the indentation of a block is known, and to the left of it, kubectl allows no tab. */
function checkBlockTabs(text: string, event: ScalarEvent): readonly Problem[] {
  const content = text.slice(event.valueStart, event.valueEnd);
  if (!content.includes('\t')) return [];
  const header = text.slice(startOf(text, event) ?? 0, event.valueStart);
  let isKnown = /^[|>][-+]?[1-9]/.test(header);
  let offset = event.valueStart;
  for (const line of content.split('\n')) {
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    if (line[blanks] === '\t' && (!isKnown || blanks < event.indent))
      return [
        refuse(
          'yaml-tab',
          offset + blanks,
          'a tab stands in the indentation of a block text',
          'replace the tab by spaces',
        ),
      ];
    isKnown ||= line.trim() !== '';
    offset += line.length + 1;
  }
  return [];
}

function refuse(code: YamlCode, offset: number, message: string, hint?: string): Problem {
  return { code, severity: 'error', offset, message, ...(hint === undefined ? {} : { hint }) };
}
