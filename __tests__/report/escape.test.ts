import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import {
  codeCell,
  codeSpan,
  fenced,
  htmlCode,
  prose,
  visible,
  withoutCommands,
} from '../../src/report/escape.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { splitHint } from '../../src/report/sentence.ts';
import { renderText } from '../../src/report/text.ts';
import { hostileText } from './hostile.ts';
import { isBalanced, readMarkdown } from './rendered.ts';
import { changeOf, fieldOf, reportOf, targetOf } from './reports.ts';
import { runs } from '../effort.ts';

const mention = /(?:^|[^\w`])@[\w-]/;
const reference = /(?:^|[^&\w])#\d|\bGH-\d|\w#\d/i;
const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:\S*#\d|GH-\d)/i;
const command = /^\s*::|##\[/m;
// oxlint-disable-next-line no-control-regex -- these must not come through
const invisibles = /[\u0000\u001B\u202E\uFEFF\r]/;

/** A report with foreign text in every place that a manifest, a cluster or a person can fill. */
function hostileReport([a, b, c, d]: readonly [string, string, string, string]): Report {
  return reportOf({
    mode: 'preview',
    result: 'previewed',
    targets: [
      targetOf({
        name: a,
        environment: b,
        changes: [
          changeOf('v1/ConfigMap/shop/x', 'update', {
            confirmAddress: `ConfigMap/${a}/${b}`,
            location: { file: `deploy/${c}.yaml`, line: 3, column: 1 },
            fields: [
              fieldOf(`data[${JSON.stringify(a)}]`, b, c),
              fieldOf('data.text', `${c}\n${d}`, `${d}\n${c}`, {
                owner: a,
                lines: [`-${c}`, `+${d}`].flatMap(line => line.split('\n')),
              }),
            ],
            note: d,
          }),
          changeOf('v1/Secret/shop/y', 'create', {
            confirmAddress: `Secret/${c}`,
            after: { [a]: { [b]: [c, d] } },
          }),
          changeOf('apps/v1/StatefulSet/shop/z', 'recreate', {
            confirmAddress: `StatefulSet/${d}`,
            risk: a,
            note: b,
          }),
          changeOf('v1/Service/shop/u', 'unknown', { confirmAddress: `Service/${b}`, note: c }),
          changeOf('v1/Service/shop/d', 'delete', { confirmAddress: `Service/${c}` }),
        ],
        diagnostics: [
          {
            code: 'a-rule',
            severity: 'error',
            message: a,
            hint: b,
            location: { file: c, line: 1, column: 1 },
          },
        ],
        limits: [d],
        failure: { code: 'object-refused', reasonCode: 'validation', message: c, hint: d },
      }),
    ],
  });
}

const four = fc.tuple(hostileText, hostileText, hostileText, hostileText);

describe('a comment full of foreign text', () => {
  it('names nobody, refers to nothing, links nowhere, breaks nothing: four foreign texts a report', () => {
    fc.assert(
      fc.property(four, texts => {
        const markdown = renderMarkdown(hostileReport(texts));
        const { texts: shown, tags, links, tables, fences } = readMarkdown(markdown);
        const outside = shown.join('\n');
        expect(outside).not.toMatch(mention);
        expect(outside).not.toMatch(reference);
        expect(outside).not.toMatch(closing);
        expect(markdown).not.toMatch(command);
        expect(markdown).not.toMatch(invisibles);
        expect(tags.filter(tag => !/^\/?(?:details|summary|code|b)$/.test(tag))).toEqual([]);
        expect(isBalanced(tags)).toBe(true);
        expect(tags.filter(tag => tag === 'details')).toHaveLength(4);
        const pasted = [texts[1], texts[3]].filter(hint => splitHint(hint).block.length > 0);
        expect(fences).toBe(2 + pasted.length);
        expect(tables).toEqual([3, 3]);
        expect(links.filter(link => !link.startsWith('https://github.example/acme/shop/'))).toEqual([]);
      }),
      { numRuns: runs(2500) },
    );
  });

  it('holds in a terminal, where escapes would do things', () => {
    fc.assert(
      fc.property(four, texts => {
        const text = renderText(hostileReport(texts), { color: false, width: 100 });
        expect(text).not.toMatch(command);
        expect(text).not.toMatch(invisibles);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('each place by itself', () => {
  it('keeps all of the text in a code span, a cell and a tag', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const plain = visible(text)
          .replaceAll(/\s*\n\s*/g, ' ')
          .replaceAll('\t', ' ')
          .trim();
        const expected = plain === '' ? '(empty)' : plain;
        expect(
          readMarkdown(`x ${codeSpan(text)}`)
            .codes.join('')
            .trim(),
        ).toBe(expected);
        const { codes, tables } = readMarkdown(`| a | b |\n|---|---|\n| ${codeCell(text)} | x |`);
        expect(tables).toEqual([2, 2]);
        expect(codes.join('').trim()).toBe(expected.replaceAll('|', 'U+007C'));
        const html = readMarkdown(`<details><summary>${htmlCode(text)}</summary></details>`);
        expect(html.tags).toEqual(['details', 'summary', 'code', '/code', '/summary', '/details']);
        expect(html.texts.join('').trim()).toBe('');
      }),
      { numRuns: runs(2000) },
    );
  });

  it('keeps a fence whole', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 4 }), lines => {
        const { codes, fences, texts } = readMarkdown(fenced('text', lines));
        expect(fences).toBe(1);
        expect(texts).toEqual([]);
        expect(codes.join('')).toBe(`${visible(lines.join('\n'))}\n`);
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each([
    ['our own quotes stay code', 'did you mean `replicas_x`?', 'did you mean `replicas_x`?'],
    ['an odd backtick is text', 'a `b', 'a \\`b'],
    ['an address becomes code', 'see https://10.0.0.1:6443.', 'see `https://10.0.0.1:6443`.'],
    ['structure at the start is text', '# a', '\\# a'],
    ['a word that only looks like closing stays', 'a closer fix', 'a closer fix'],
    ['lines become one', 'a\n  b', 'a b'],
    ['tags are text', '<b>', '&lt;b&gt;'],
  ])('%s', (_, given, then) => {
    expect(prose(given)).toBe(then);
  });

  it('shows what cannot be seen', () => {
    expect(visible('a\u202Eb\u0000\r\nc')).toBe('aU+202EbU+0000\nc');
    expect(codeSpan('')).toBe('`(empty)`');
  });

  it('breaks up workflow commands and nothing else', () => {
    expect(withoutCommands('  ::error::a\nb ::c ##[d]')).toBe('  :\u200B:error::a\nb ::c #\u200B#[d]');
  });
});
