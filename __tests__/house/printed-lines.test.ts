import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { inputsOf } from '../../src/input/inputs.ts';
import { printedLines } from '../printed-lines.ts';
import { readProject, sourcesIn, type Tree, treeOf } from './project.ts';
import { nodesOf, parseSource } from './syntax.ts';

const inputs = [...new Set([...inputsOf('action'), ...inputsOf('terminal')].map(({ name }) => name))]
  .toSorted((a, b) => b.length - a.length)
  .join('|');

/** What looks like a line to paste: an input with its value, a command of a tool, an annotation of ours. */
const pastable = new RegExp(
  [
    `(?<![\\w-])(?:${inputs}|fetch-depth|id-token): ?(?:[a-z0-9][\\w-]*|…)(?=[.,;:\`'\\s]|$)`,
    String.raw`kubectl (?:api-resources|apply -f -|config view|get|label|rollout restart)(?![\w-])`,
    String.raw`helm (?:dependency update|pull|push|registry login)(?![\w-])`,
    String.raw`(?:docker login|git fetch(?: --unshallow)?|pulumi cancel)(?![\w-])`,
    String.raw`gitops-push (?:rbac|help)(?: --preview)?`,
    String.raw`gitops-push\.dev/[\w-]+: "[^"]+"`,
  ].join('|'),
  'g',
);

/** The same words in a sentence, a table or a question to another program. */
const noLines: ReadonlySet<string> = new Set([
  'comment: the',
  'context: the',
  'debug: …',
  'hold: infinity',
  'mode: gitops-push',
  'name: and',
  'name: keep',
  'name: many',
  'name: String',
  'path: deploy',
  'preview: this',
  'preview: what',
  'preview: …',
  'server: 1',
]);

/** Most texts hold nothing of the kind, and the pattern is a long one. */
const worthIt = /: ?…|: ?[a-z0-9]|kubectl|helm|docker|git fetch|pulumi cancel|gitops-push /;

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(span => `…${span.literal.text}`).join('');
}

/** The lines that the sources tell people to paste, each once. Rows of inputs are documentation. */
function linesIn(tree: Tree): readonly string[] {
  const found = sourcesIn(tree, 'src')
    .filter(([path]) => !/^src\/input\/(?:rows|help)/.test(path))
    .flatMap(([path, text]) => nodesOf(parseSource(path, text)).flatMap(node => textOf(node) ?? []))
    .flatMap(text => (worthIt.test(text) ? (text.replaceAll(/…+/g, '…').match(pastable) ?? []) : []));
  return [...new Set(found)].filter(line => !noLines.has(line)).toSorted();
}

describe('every line that people are told to paste', () => {
  const project = readProject();

  test('has its trial, and no trial is left without a line', () => {
    expect(linesIn(project)).toEqual(Object.keys(printedLines).toSorted());
  });

  test.each(Object.entries(printedLines).filter(([, trial]) => typeof trial !== 'string'))(
    'is tried where that is said: %s',
    (_, [file = '', named = '']) => {
      expect(project.get(`__tests__/${file}`)).toContain(named);
    },
  );

  test.each([
    ["const a = 'Write stall-timeout: 5m, then again.';", ['stall-timeout: 5m']],
    ['const a = `To allow it, confirm: ${list}`;', ['confirm: …']],
    ["const a = { hint: 'See kubectl api-resources.' };", ['kubectl api-resources']],
    ['const a = `annotate gitops-push.dev/ignore: "x-y: ${why}"`;', ['gitops-push.dev/ignore: "x-y: …"']],
    ["const a = 'kubectl reads it otherwise, and the mode is: deploy';", []],
  ])('is found: %s', (text, found) => {
    expect(linesIn(treeOf({ 'src/flows/a.ts': text }))).toEqual(found);
  });
});
