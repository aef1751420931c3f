import type { Problem } from './yaml-codes.ts';
import { yamlLimits } from './yaml-codes.ts';

/** A part of the file that holds one YAML document; offsets into the file's text. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** The documents of a YAML text, and what is wrong with the markers between them. */
export interface Chunks {
  readonly chunks: readonly Chunk[];
  readonly problems: readonly Problem[];
}

const byteOrderMark = '\uFEFF';

/**
 * Cuts a text at the lines that start with `---`, as kubectl does before any YAML is parsed, so that one broken
 * document leaves the others alone. A byte order mark at the start of a document is left out.
 * Source: k8s.io/apimachinery `pkg/util/yaml/decoder.go`, YAMLReader.
 */
export function cutDocuments(text: string, from: number): Chunks {
  const chunks: Chunk[] = [];
  const problems: Problem[] = [];
  let start = skipMark(text, from);
  for (let line = start; line < text.length; line = nextLine(text, line)) {
    if (!text.startsWith('---', line)) continue;
    const end = nextLine(text, line);
    const problem = checkSeparator(text, line, end);
    if (problem) problems.push(problem);
    if (line > start) chunks.push({ start, end: line });
    start = skipMark(text, end);
  }
  if (start < text.length) chunks.push({ start, end: text.length });
  if (chunks.length > yamlLimits.documents) problems.push(tooMany(chunks));
  return { chunks: chunks.slice(0, yamlLimits.documents), problems };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function skipMark(text: string, at: number): number {
  return text.startsWith(byteOrderMark, at) ? at + 1 : at;
}

function checkSeparator(text: string, line: number, end: number): Problem | undefined {
  const rest = text.slice(line + 3, end).trim();
  if (rest === '' || rest.startsWith('#')) return undefined;
  return {
    code: 'yaml-separator',
    severity: 'error',
    offset: line,
    message: 'a line that starts with --- separates documents, and only a comment may follow on it',
    hint: 'put what follows the --- on the next line',
  };
}

function tooMany(chunks: readonly Chunk[]): Problem {
  return {
    code: 'yaml-limit',
    severity: 'error',
    offset: chunks[yamlLimits.documents]?.start ?? 0,
    message: `the file has ${chunks.length} documents, more than ${yamlLimits.documents}`,
    hint: 'split the file',
  };
}
