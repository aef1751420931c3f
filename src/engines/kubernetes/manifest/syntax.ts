import { checkCharacters, findForbidden } from './characters.ts';
import type { Event } from './events.ts';
import { eventId, startOf } from './events.ts';
import { checkStrictness } from './strictness.ts';
import { findIndentationTab } from './tabs.ts';
import type { Problem } from './yaml-codes.ts';
import { partsOf } from './yaml-line.ts';

/** Where and why the parser gave up. */
interface GaveUp {
  readonly reason: string;
  readonly offset: number;
}

/** Says in our words why a document could not be parsed: a template, a tab, a directive, or the parser's reason. */
export function explainSyntax(text: string, problem: GaveUp): Problem {
  const forbidden = findForbidden(text);
  if (forbidden) return forbidden;
  const base = { severity: 'error', offset: problem.offset } as const;
  const template = findTemplate(text, problem.offset);
  if (template !== undefined)
    return {
      ...base,
      code: 'yaml-template',
      offset: template,
      message: 'this is a template, not yet YAML',
      hint: 'render it first',
    };
  const tab = findTab(text, problem.offset);
  if (tab !== undefined)
    return {
      ...base,
      code: 'yaml-tab',
      offset: tab,
      message: 'a tab is used for indentation',
      hint: 'replace the tab by spaces',
    };
  if (isTooDeep(problem.reason)) return { ...base, code: 'yaml-limit', message: problem.reason };
  if (/^%/m.test(text)) return { ...directive, offset: text.search(/^%/m) };
  return { ...base, code: 'yaml-syntax', message: `this is not valid YAML: ${problem.reason}` };
}

/** True when the parser gave up because of the nesting alone. */
export function isTooDeep(reason: string): boolean {
  return reason.startsWith('nesting exceeded');
}

const directive = {
  code: 'yaml-separator',
  severity: 'error',
  message: 'kubectl does not take YAML directives (lines that start with %)',
  hint: 'remove the line',
} as const;

const refusedMarker = {
  code: 'yaml-separator',
  severity: 'error',
  message: 'a --- line must start at the first column',
} as const;

/** Refuses what the parser takes and kubectl does not, or would read otherwise. */
export function checkDocument(text: string, events: readonly Event[]): readonly Problem[] {
  const problems = [...checkCharacters(text, events), ...checkStrictness(text, events)];
  const tab = findIndentationTab(text, events);
  if (tab) problems.push(tab);
  const documents = events.filter(event => event.type === eventId.DOCUMENT);
  if (documents.some(event => event.directives.length > 0))
    problems.push({ ...directive, offset: Math.max(0, text.search(/^%/m)) });
  if (documents.some(event => event.explicitStart) && !/^---/m.test(text))
    problems.push({ ...refusedMarker, offset: Math.max(0, text.indexOf('---')) });
  if (documents.length > 1 || endsBeforeContent(text, events)) problems.push(droppedText(text));
  return problems;
}

/** A `...` before anything that it could end. */
function endsBeforeContent(text: string, events: readonly Event[]): boolean {
  if (!text.startsWith('...') && !text.includes('\n...')) return false;
  const first = events.find(event => startOf(text, event) !== undefined);
  const start = (first && startOf(text, first)) ?? text.length;
  return /^\.\.\.(?=\s|$)/m.test(text.slice(0, start + 3)) && text.search(/^\.\.\.(?=\s|$)/m) < start;
}

function droppedText(text: string): Problem {
  return {
    code: 'yaml-separator',
    severity: 'error',
    offset: Math.max(0, text.search(/^(\.\.\.|---)/m)),
    message: 'kubectl silently drops what follows the end of this document',
    hint: 'start the next document with --- on its own line',
  };
}

/** The last place up to the line of the error at which a value, or the line, starts with `{{`. */
function findTemplate(text: string, offset: number): number | undefined {
  const end = text.indexOf('\n', offset);
  const until = end < 0 ? text : text.slice(0, end);
  const line = until.lastIndexOf('\n') + 1;
  const inLine = until.indexOf('{{', line);
  if (inLine >= 0) return inLine;
  let found = until.lastIndexOf('{{');
  for (let tries = 0; found > 0 && tries < 1000; tries += 1) {
    if (startsValue(until, found)) return found;
    found = until.lastIndexOf('{{', found - 1);
  }
  return until.startsWith('{{') ? 0 : undefined;
}

function startsValue(text: string, offset: number): boolean {
  const line = text.lastIndexOf('\n', offset) + 1;
  if (offset - line > 1000) return false;
  const { content, value } = partsOf(text.slice(line, offset + 1));
  return offset === line + content || offset === line + (value ?? -1);
}

/** The tab in the indentation of the line of the error or of the one before. */
function findTab(text: string, offset: number): number | undefined {
  const line = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const before = text.lastIndexOf('\n', Math.max(0, line - 2)) + 1;
  for (const start of [line, before]) {
    const match = /^[ -]*(?:[^\s:#]+:)?[ ]*\t/.exec(text.slice(start, start + 1000).split('\n', 1)[0] ?? '');
    if (match) return start + match[0].length - 1;
  }
  return undefined;
}
