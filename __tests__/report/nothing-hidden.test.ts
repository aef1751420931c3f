import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '../cpu-time.ts';
import { diffFields } from '../../src/diff/fields.ts';
import type { Change } from '../../src/model/change.ts';
import type { Json } from '../../src/model/json.ts';
import { prose, visible } from '../../src/report/escape.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { shorten, shortenPair } from '../../src/report/shorten.ts';
import { renderText } from '../../src/report/text.ts';
import { isBalanced, readMarkdown } from './rendered.ts';
import { changeOf, reportOf, targetOf } from './reports.ts';
import { runs } from '../effort.ts';

interface Case {
  readonly name: string;
  /** A value that holds a word somewhere. */
  readonly valueWith: (word: string) => Json;
}

const long = (word: string): string => `${'p'.repeat(3000)}${word}${'s'.repeat(3000)}`;
const names = (total: number): readonly string[] => Array.from({ length: total }, (_, index) => `a${index}`);

const cases: readonly Case[] = [
  {
    name: 'one of 150 rules',
    valueWith: word =>
      names(150).map((name, index) => ({ resources: [name], verbs: [index === 90 ? word : 'get'] })),
  },
  {
    name: 'two of 150 rules that stand far apart, one more at the start',
    valueWith: word => [
      ...(word === 'OLD' ? [] : [{ verbs: ['first'] }]),
      ...names(150).map((name, index) => ({ resources: [name], verbs: [index % 90 === 5 ? word : 'get'] })),
    ],
  },
  { name: 'the last of 200 arguments', valueWith: word => [...names(200), word] },
  { name: 'the middle of a long value', valueWith: long },
  { name: 'the middle of a long line in a text', valueWith: word => `x\n${long(word)}\ny\n` },
  { name: 'a long last line without a line feed', valueWith: word => `x\n${long(word)}` },
  { name: 'the middle of a long argument', valueWith: word => ['1', '2', '3', '4', '5', long(word)] },
  { name: 'the middle of a long item of a short list', valueWith: word => [long(word), 'x'] },
  {
    name: 'a long list that becomes a word',
    valueWith: word => (word === 'OLD' ? [word, ...names(500)] : word),
  },
];

function reportOn(changes: readonly Change[]): Parameters<typeof renderMarkdown>[0] {
  const target = targetOf({ planDigest: 'a'.repeat(64), changes });
  return reportOf({ mode: 'preview', result: 'previewed', targets: [target] });
}

function updateOf(before: Json, after: Json): Change {
  const fields = diffFields({ spec: { x: before } }, { spec: { x: after } }, () => undefined);
  return changeOf('apps/v1/Deployment/shop/web', 'update', { fields });
}

describe('a change is seen', () => {
  it.each(cases)('in $name', ({ valueWith }) => {
    const report = reportOn([updateOf(valueWith('OLD'), valueWith('NEW'))]);
    for (const text of [renderMarkdown(report), renderText(report, { color: false, width: 80 })]) {
      expect(text).toMatch(/^\s*-.*OLD/m);
      expect(text).toMatch(/^\s*\+.*NEW/m);
    }
  });

  it.each([
    ['a tag character', 'x\u{E0041}', 'xU+E0041'],
    ['a vowel separator', 'x\u180E', 'xU+180E'],
    ['a filler', 'x\u3164', 'xU+3164'],
    ['a variation selector', 'x\uFE00', 'xU+FE00'],
    ['half of a character', 'x\uD800', 'xU+D800'],
  ])('when it is %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('though both sides are cut, and never through a character', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '😀', 'é'), maxLength: 200, size: 'max' });
    fc.assert(
      fc.property(texts, texts, texts, fc.integer({ min: 40, max: 90 }), (start, middle, end, width) => {
        const [before, after] = shortenPair(`${start}${end}`, `${start}X${middle}${end}`, width);
        expect(before).not.toBe(after);
        for (const text of [before, after, shorten(`${start}${middle}${end}`, width)]) {
          expect(text.isWellFormed()).toBe(true);
          expect(text.length).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('a report on very much', () => {
  it('keeps its warning when 5,000 objects must be confirmed', () => {
    const note = 'spec.x cannot be changed in place';
    const changes = Array.from({ length: 5000 }, (_, index) =>
      changeOf(`apps/v1/StatefulSet/shop/db-${index}`, 'recreate', { risk: 'its Pods stop', note }),
    );
    const report = reportOn(changes);
    const markdown = renderMarkdown(report);
    expect(markdown).toContain('> [!WARNING]');
    expect(markdown).toContain('all 5000 of them');
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
    expect(isBalanced(readMarkdown(markdown).tags)).toBe(true);
    expect(renderText(report, { color: false, width: 80 })).toContain('StatefulSet/shop/db-4999');
  });

  it('says the first of 5,000 things that could not be known', () => {
    const limits = Array.from({ length: 5000 }, (_, index) => `thing ${index}`);
    const target = targetOf({ planDigest: 'a'.repeat(64), changes: [], limits });
    const markdown = renderMarkdown(reportOf({ mode: 'preview', result: 'previewed', targets: [target] }));
    expect(markdown).toContain('Thing 49.');
    expect(markdown).toContain('and 4950 more, all of them in the log');
  });

  it.each(['x', 'a@', 'a.', '`', 'http://', '\\', '<', '1'])('takes no time over a megabyte of %s', piece => {
    const text = piece.repeat(1_000_000 / piece.length);
    const startMs = cpuTimeMs();
    expect(prose(text).length).toBeLessThan(40_000);
    expect(cpuTimeMs() - startMs).toBeLessThan(1000);
  });
});
