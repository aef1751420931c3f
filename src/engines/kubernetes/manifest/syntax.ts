import type { Event } from './events.ts';
import { eventId } from './events.ts';
import type { Problem } from './yaml-codes.ts';

/** Where and why the parser gave up. */
interface GaveUp {
  readonly reason: string;
  readonly offset: number;
}

/** Says in our words why a document could not be parsed: a template, a tab, a directive, or the parser's reason. */
export function explainSyntax(text: string, problem: GaveUp): Problem {
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
  if (problem.reason.startsWith('nesting exceeded'))
    return { ...base, code: 'yaml-limit', message: problem.reason };
  if (/^%/m.test(text)) return { ...directive, ...base };
  return { ...base, code: 'yaml-syntax', message: `this is not valid YAML: ${problem.reason}` };
}

const directive = {
  code: 'yaml-separator',
  severity: 'error',
  message: 'kubectl does not take YAML directives (lines that start with %)',
  hint: 'remove the line',
} as const;

/** Refuses what the parser takes and kubectl does not: directives, and text after the `...` that ends a document. */
export function checkDocument(text: string, events: readonly Event[]): readonly Problem[] {
  const problems: Problem[] = [];
  const documents = events.filter(event => event.type === eventId.DOCUMENT);
  if (documents.some(event => event.directives.length > 0))
    problems.push({ ...directive, offset: Math.max(0, text.search(/^%/m)) });
  if (documents.length > 1) problems.push(droppedText(text));
  return problems;
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
  const starts = [...until.matchAll(/^[ \t]*(?:- +)*(?:[\w./-]+: +)?\{\{/gm)];
  const last = starts.at(-1);
  return last && last.index + last[0].length - 2;
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
