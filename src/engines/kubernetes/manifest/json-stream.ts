import type { ReadDocument } from './document.ts';
import { readJsonDocument } from './document.ts';
import { readJsonValue } from './json-events.ts';
import type { Problem } from './yaml-codes.ts';
import { yamlLimits } from './yaml-codes.ts';

/** The JSON objects at the start of a text, and the offset from which the rest is YAML. */
export interface JsonStream {
  readonly documents: readonly ReadDocument[];
  readonly rest: number;
  readonly problem?: Problem;
}

/**
 * Reads the JSON objects that a text starts with. After none or one of them kubectl falls back to YAML, after more it
 * does not. Source: k8s.io/apimachinery `pkg/util/yaml/decoder.go`, YAMLOrJSONDecoder.
 */
export function readJsonStream(text: string): JsonStream {
  const documents: ReadDocument[] = [];
  let position = skipBlanks(text, 0);
  if (text.charAt(position) !== '{') return { documents, rest: 0 };
  while (position < text.length) {
    const found = readJsonValue(text, position);
    if (!found && documents.length < 2) return { documents, rest: position };
    if (!found || documents.length === yamlLimits.documents)
      return { documents, rest: text.length, problem: refuse(documents.length, position) };
    documents.push(readJsonDocument(text, position, found.events));
    position = skipBlanks(text, found.end);
  }
  return { documents, rest: position };
}

function skipBlanks(text: string, from: number): number {
  let position = from;
  while (/[^\S\uFEFF]/.test(text.charAt(position))) position += 1;
  return position;
}

function refuse(count: number, offset: number): Problem {
  if (count === yamlLimits.documents)
    return {
      code: 'yaml-limit',
      severity: 'error',
      offset,
      message: `the file has more than ${count} objects`,
    };
  const message = `after ${count} JSON objects kubectl takes nothing but another JSON object`;
  return { code: 'yaml-syntax', severity: 'error', offset, message };
}
