import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import type { Json } from '../../../model/json.ts';
import type { Positions } from '../../../model/manifest.ts';
import { constructValue } from './construct.ts';
import type { Chunk } from './documents.ts';
import { cutDocuments } from './documents.ts';
import type { Event, EventsOrProblem } from './events.ts';
import { eventId, readEvents, startOf } from './events.ts';
import { readFlattened } from './flatten.ts';
import { readJsonValue } from './json-events.ts';
import type { Lines } from './lines.ts';
import { linesOf } from './lines.ts';
import { positionsOf } from './positions.ts';
import { checkDocument, explainSyntax, isTooDeep } from './syntax.ts';
import type { Problem } from './yaml-codes.ts';
import { yamlLimits } from './yaml-codes.ts';

/** One document: its value, where it starts, and where its parts stand. */
export interface YamlDocument {
  readonly value: Json;
  readonly location: Location;
  readonly positions: Positions;
}

/** The documents that could be read, in order, and every finding of the file. */
export interface ParsedYaml {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads YAML or JSON text as kubectl 1.36 does: scalars, merge keys, markers and JSON streams. Empty documents are
 * left out; one with an error is reported and left out, the others are read. Duplicate keys, boolean keys and dropped
 * text, which kubectl accepts, are errors. Codes: yamlCodes; limits: yamlLimits.
 */
export function parseYaml(text: string, file: string): ParsedYaml {
  const reading: Reading = { text, lines: linesOf(text, file), documents: [], problems: [] };
  if (text.length > yamlLimits.fileLength) reading.problems.push(tooLarge(text));
  else readYaml(reading, readJsonStream(reading));
  const diagnostics = reading.problems.map(problem => diagnosticOf(problem, reading.lines));
  return { documents: reading.documents, diagnostics };
}

interface Reading {
  readonly text: string;
  readonly lines: Lines;
  readonly documents: YamlDocument[];
  readonly problems: Problem[];
}

/**
 * Reads the JSON objects that a stream starts with and returns where YAML starts. After one object kubectl falls back
 * to YAML, after more it does not. Source: k8s.io/apimachinery `pkg/util/yaml/decoder.go`, YAMLOrJSONDecoder.
 */
function readJsonStream(reading: Reading): number {
  const { text } = reading;
  let position = skipBlanks(text, 0);
  let count = 0;
  if (text.charAt(position) !== '{') return 0;
  while (position < text.length) {
    const found = readJsonValue(text, position);
    if (!found) {
      if (count < 2) return position;
      const message = `after ${count} JSON objects kubectl takes nothing but another JSON object`;
      reading.problems.push({ code: 'yaml-syntax', severity: 'error', offset: position, message });
      return text.length;
    }
    const { events, end } = found;
    readDocument(reading, { chunk: { start: position, end }, events, language: 'json' });
    position = skipBlanks(text, end);
    count += 1;
  }
  return position;
}

function skipBlanks(text: string, from: number): number {
  let position = from;
  while (/\s/.test(text.charAt(position)) && text.charAt(position) !== '\uFEFF') position += 1;
  return position;
}

function readYaml(reading: Reading, from: number): void {
  const { chunks, problems } = cutDocuments(reading.text, from);
  reading.problems.push(...problems);
  for (const chunk of chunks) readChunk(reading, chunk);
}

function readChunk(reading: Reading, chunk: Chunk): void {
  const text = textOf(reading, chunk);
  const read = eventsOf(text);
  const found = 'events' in read ? checkDocument(text, read.events) : [explainSyntax(text, read)];
  for (const problem of found.slice(0, yamlLimits.problems))
    reading.problems.push(moved(problem, chunk.start));
  if (found.length > 0 || !('events' in read) || read.events.length === 0) return;
  readDocument(reading, { chunk, events: read.events, language: 'yaml' });
}

/** kubectl ends every line, the last one too. */
function textOf(reading: Reading, { start, end }: Chunk): string {
  const text = reading.text.slice(start, end);
  return text.endsWith('\n') ? text : `${text}\n`;
}

function eventsOf(text: string): EventsOrProblem {
  const read = readEvents(text, yamlLimits.depth);
  if ('events' in read || isTooDeep(read.reason)) return read;
  const events = readFlattened(text, yamlLimits.depth);
  return events ? { events } : read;
}

interface FoundDocument {
  readonly chunk: Chunk;
  readonly events: readonly Event[];
  readonly language: 'yaml' | 'json';
}

function readDocument(reading: Reading, { chunk, events, language }: FoundDocument): void {
  const isWhole = language === 'json';
  const text = isWhole ? reading.text : textOf(reading, chunk);
  const offset = isWhole ? 0 : chunk.start;
  const { value, problems } = constructValue(text, events, language);
  for (const problem of problems) reading.problems.push(moved(problem, offset));
  if (value === null || problems.some(problem => problem.severity === 'error')) return;
  const start = startOfFirst(text, events);
  const locate = (at: number): Location => reading.lines.locate(at + offset);
  const again = (): readonly Event[] => eventsAgain(text, chunk, language);
  const positions = positionsOf({ text, language, events: again, locate });
  reading.documents.push({ value, location: locate(start), positions });
}

function startOfFirst(text: string, events: readonly Event[]): number {
  const event = events[events[0]?.type === eventId.DOCUMENT ? 1 : 0];
  return (event && startOf(text, event)) ?? 0;
}

function eventsAgain(text: string, chunk: Chunk, language: 'yaml' | 'json'): readonly Event[] {
  if (language === 'json') return readJsonValue(text, chunk.start)?.events ?? [];
  const read = eventsOf(text);
  return 'events' in read ? read.events : [];
}

function moved(problem: Problem, by: number): Problem {
  const { offset, otherOffset } = problem;
  return {
    ...problem,
    offset: offset + by,
    ...(otherOffset === undefined ? {} : { otherOffset: otherOffset + by }),
  };
}

function diagnosticOf(problem: Problem, lines: Lines): Diagnostic {
  const { code, severity, hint, otherOffset } = problem;
  const location = lines.locate(problem.offset);
  const message = `${problem.message}${otherOffset === undefined ? '' : linesNamed(lines.locate(otherOffset), location)}`;
  return { code, severity, message, ...(hint === undefined ? {} : { hint }), location };
}

function linesNamed(first: Location, second: Location): string {
  if (first.line !== second.line) return `, lines ${first.line} and ${second.line}`;
  return `, line ${first.line}, columns ${first.column} and ${second.column}`;
}

function tooLarge(text: string): Problem {
  const message = `the file has ${text.length} characters, more than ${yamlLimits.fileLength}`;
  return { code: 'yaml-limit', severity: 'error', offset: 0, message, hint: 'split the file' };
}
