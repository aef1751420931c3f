import type { Json } from '../../../model/json.ts';
import { constructValue } from './construct.ts';
import type { Chunk } from './documents.ts';
import type { Event, EventsOrProblem } from './events.ts';
import { eventId, readEvents, startOf } from './events.ts';
import { readFlattened } from './flatten.ts';
import { readJsonValue } from './json-events.ts';
import { checkDocument, explainSyntax, isTooDeep } from './syntax.ts';
import type { Walk } from './walk.ts';
import type { Problem } from './yaml-codes.ts';
import { yamlLimits } from './yaml-codes.ts';

/** One document as it was read. Offsets are those of its own text, which starts at `offset` in the file. */
export interface ReadDocument {
  readonly text: string;
  readonly offset: number;
  readonly language: Walk['language'];
  /** Null for an empty document; not to be used when a problem is an error. */
  readonly value: Json;
  readonly start: number;
  readonly problems: readonly Problem[];
  /** Parses again: what positions are made of costs too much to keep. */
  events(): readonly Event[];
}

/** Reads one YAML document of a file's text. */
export function readYamlDocument(file: string, { start, end }: Chunk): ReadDocument {
  const slice = file.slice(start, end);
  // kubectl ends every line, the last one too.
  const text = slice.endsWith('\n') ? slice : `${slice}\n`;
  const read = parse(text);
  const problems = 'events' in read ? checkDocument(text, read.events) : [explainSyntax(text, read)];
  const events = 'events' in read ? read.events : [];
  const constructed =
    problems.length > 0 || events.length === 0
      ? { value: null, problems }
      : constructValue(text, events, 'yaml');
  const again = (): readonly Event[] => {
    const found = parse(text);
    return 'events' in found ? found.events : [];
  };
  return {
    text,
    offset: start,
    language: 'yaml',
    start: startOfFirst(text, events),
    ...constructed,
    events: again,
  };
}

/** Reads one JSON value whose events are known. */
export function readJsonDocument(file: string, start: number, events: readonly Event[]): ReadDocument {
  const again = (): readonly Event[] => readJsonValue(file, start)?.events ?? [];
  return {
    text: file,
    offset: 0,
    language: 'json',
    start,
    ...constructValue(file, events, 'json'),
    events: again,
  };
}

function parse(text: string): EventsOrProblem {
  const read = readEvents(text, yamlLimits.depth);
  if ('events' in read || isTooDeep(read.reason)) return read;
  const events = readFlattened(text, yamlLimits.depth);
  return events ? { events } : read;
}

function startOfFirst(text: string, events: readonly Event[]): number {
  const event = events[events[0]?.type === eventId.DOCUMENT ? 1 : 0];
  return (event && startOf(text, event)) ?? 0;
}
