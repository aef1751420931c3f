import { conflictActions, type ConflictRule, type FieldRule } from '../model/field-rule.ts';
import { nearestName } from './nearest.ts';
import { bad, good, inWords, type Parsed, quote } from './scalars.ts';

const parts = ['kind', 'namespace', 'name', 'manager', 'field'] as const;

/** `take manager=NAME kind=Deployment field=/spec/replicas`, one rule a line; the first that fits a field decides. */
export function parseConflictRules(text: string): Parsed<readonly ConflictRule[]> {
  return eachLine(text, line => {
    const [word = '', ...rest] = wordsOf(line);
    const action = conflictActions.find(each => each === word);
    if (action === undefined) {
      return bad(
        `has the rule ${quote(line)}, which does not begin with ${inWords(conflictActions)}`,
        'Write for example: take manager=NAME kind=Deployment field=/spec/replicas',
      );
    }
    const rule = readParts(line, rest);
    return rule.ok ? good({ ...rule.value, action }) : rule;
  });
}

/** `kind=Deployment field=/spec/replicas` or `manager=NAME`, one rule a line. */
export function parseIgnoreRules(text: string): Parsed<readonly FieldRule[]> {
  return eachLine(text, line => readParts(line, wordsOf(line)));
}

function eachLine<T>(text: string, read: (line: string) => Parsed<T>): Parsed<readonly T[]> {
  const lines = text.split(/[\r\n]+|\\n/).map(line => line.trim());
  const rules: T[] = [];
  for (const line of lines.filter(each => each !== '' && !each.startsWith('#'))) {
    const rule = read(line);
    if (!rule.ok) return rule;
    rules.push(rule.value);
  }
  return good(rules);
}

/** Words between blanks; a value with blanks stands in double quotes. */
function wordsOf(line: string): readonly string[] {
  const words = line.matchAll(/(?:[^\s"]|"[^"]*")+/g);
  return [...words].map(([word]) => word.replaceAll('"', ''));
}

function readParts(line: string, words: readonly string[]): Parsed<FieldRule> {
  const given = new Map<string, string>();
  for (const word of words) {
    const [name = '', ...value] = word.split('=');
    const problem = problemOf(name, value.join('='), given);
    if (problem) return bad(`has the rule ${quote(line)}: ${problem.problem}`, problem.hint);
    given.set(name, value.join('='));
  }
  if (given.size > 0) return good({ text: line, ...Object.fromEntries(given) });
  return bad(`has the rule ${quote(line)}, which names nothing`, `Say what it means: ${inWords(parts)}.`);
}

function problemOf(
  name: string,
  value: string,
  given: ReadonlyMap<string, string>,
): { readonly problem: string; readonly hint: string } | undefined {
  if (!parts.some(part => part === name)) {
    const nearest = nearestName(name, parts);
    const hint = nearest === undefined ? `Write ${inWords(parts)}.` : `Did you mean ${nearest}?`;
    return { problem: `it does not know ${quote(name)}`, hint };
  }
  if (value === '') return { problem: `${name} has no value`, hint: `Write ${name}=VALUE.` };
  if (given.has(name)) return { problem: `it names ${name} twice`, hint: 'Write two lines.' };
  if (name === 'field' && !/^(?:\/(?:[^~/]|~[01])+)+$/.test(value)) {
    return {
      problem: `${quote(value)} is no JSON pointer`,
      hint: 'Write for example field=/spec/replicas, with * for any list item or a name of one.',
    };
  }
  return undefined;
}
