import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import type { Json } from '../../../model/json.ts';
import type { Positions } from '../../../model/manifest.ts';
import type { ReadDocument } from './document.ts';
import { readYamlDocument } from './document.ts';
import { cutDocuments } from './documents.ts';
import { readJsonStream } from './json-stream.ts';
import type { Lines } from './lines.ts';
import { linesOf } from './lines.ts';
import { positionsOf } from './positions.ts';
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
  const lines = linesOf(text, file);
  if (text.length > yamlLimits.fileLength)
    return { documents: [], diagnostics: [diagnosticOf(tooLarge(text), 0, lines)] };
  const documents: YamlDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const add = (read: ReadDocument): void => {
    const { value, problems, offset } = read;
    diagnostics.push(
      ...problems.slice(0, yamlLimits.problems).map(problem => diagnosticOf(problem, offset, lines)),
    );
    if (value !== null && problems.every(problem => problem.severity !== 'error'))
      documents.push(documentOf(read, lines));
  };
  const json = readJsonStream(text);
  for (const read of json.documents) add(read);
  const { chunks, problems } = cutDocuments(text, json.rest);
  for (const problem of [...(json.problem ? [json.problem] : []), ...problems])
    diagnostics.push(diagnosticOf(problem, 0, lines));
  for (const chunk of chunks) add(readYamlDocument(text, chunk));
  return { documents, diagnostics };
}

function documentOf(read: ReadDocument, lines: Lines): YamlDocument {
  const { value, offset } = read;
  const locate = (at: number): Location => lines.locate(at + offset);
  const { text, language } = read;
  const positions = positionsOf({ text, language, events: () => read.events(), locate });
  return { value, location: locate(read.start), positions };
}

function diagnosticOf(problem: Problem, offset: number, lines: Lines): Diagnostic {
  const { code, severity, hint, otherOffset } = problem;
  const location = lines.locate(problem.offset + offset);
  const other = otherOffset === undefined ? '' : linesNamed(lines.locate(otherOffset + offset), location);
  const message = `${problem.message}${other}`;
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
