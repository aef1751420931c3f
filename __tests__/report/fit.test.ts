import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTexts } from '../../src/report/fit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { isBalanced, readMarkdown } from './rendered.ts';
import { changeOf, fieldOf, reportOf, targetOf } from './reports.ts';
import { runs } from '../effort.ts';

const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 6 });

describe('texts that are fitted', () => {
  it('are never over the limit, and stand whole or not at all', () => {
    fc.assert(
      fc.property(parts, parts, fc.integer({ min: 300, max: 3000 }), (start, end, limit) => {
        const fitted = fitTexts({ start, end }, limit);
        const text = [...fitted.start, ...fitted.end].join('\n\n');
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
        expect(fitted.isShort).toBe(
          fitted.start.length + fitted.end.length - Number(fitted.isShort) < start.length + end.length,
        );
        for (const part of fitted.end) expect(end).toContain(part);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a text about 5,000 changes', () => {
  const changes = Array.from({ length: 5000 }, (_, index) =>
    changeOf(`v1/ConfigMap/shop/c-${index}`, index % 10 === 0 ? 'delete' : 'update', {
      fields: [fieldOf(`data.key-${index}`, 'a'.repeat(100), 'b'.repeat(100))],
      ...(index % 10 === 0 && { risk: 'its data is gone' }),
    }),
  );
  const markdown = renderMarkdown(
    reportOf({
      mode: 'preview',
      result: 'previewed',
      targets: [targetOf({ planDigest: 'a'.repeat(64), changes })],
    }),
  );

  it('has at most 60,000 bytes, exact counts and whole folds', () => {
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
    expect(markdown).toContain('5,000 changes');
    expect(markdown).toContain('**500 delete**, 4500 update');
    const omitted = Number(/([\d,]+) more changes are not shown/.exec(markdown)?.[1]?.replace(',', ''));
    const folds = markdown.match(/<code>ConfigMap shop\/c-\d+<\/code>/g)?.length ?? 0;
    expect(omitted + folds + 500).toBe(5000);
    expect(isBalanced(readMarkdown(markdown).tags)).toBe(true);
  });

  it('shows a change of many megabytes by its beginning', () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `+line ${index} ${'x'.repeat(100)}`);
    const huge = changeOf('v1/ConfigMap/shop/huge', 'update', {
      fields: [fieldOf('data.a', 'a\n', 'b\n', { lines })],
    });
    const text = renderMarkdown(
      reportOf({ mode: 'preview', result: 'previewed', targets: [targetOf({ changes: [huge] })] }),
    );
    expect(text).toContain('+    line 0 ');
    expect(text).toMatch(/\d+ more parts are not shown here/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
  });
});
