import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit } from '../../src/report/fit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { isBalanced, readMarkdown } from './rendered.ts';
import { changeOf, fieldOf, reportOf, targetOf } from './reports.ts';

const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 6 });

describe('fit', () => {
  it('is never over the limit, and shows folds whole or not at all', () => {
    fc.assert(
      fc.property(parts, parts, parts, fc.integer({ min: 700, max: 3000 }), (start, bodies, end, limit) => {
        const folds = bodies.map((body, index) => ({ markdown: `<${index}>${body}</${index}>`, changes: 1 }));
        const text = fit({ start, folds, end }, limit);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
        const shown = folds.filter(({ markdown }) => text.includes(markdown)).length;
        const opened = folds.filter((_, index) => text.includes(`<${index}>`)).length;
        expect(opened).toBe(shown);
        expect(/(\d+) more change/.exec(text)?.[1] ?? '0').toBe(String(folds.length - shown));
      }),
      { numRuns: 1000 },
    );
  });

  it('says exactly how many changes are not shown', () => {
    const folds = [1, 2, 3].map(changes => ({ markdown: 'x'.repeat(400), changes }));
    expect(fit({ start: ['a'], folds, end: ['z'] }, 700)).toBe(
      `a\n\n${'x'.repeat(400)}\n\n5 more changes are not shown here, because the text would be too long; the table above counts all of them.\n\nz\n`,
    );
  });

  it('lets a small fold stand where a large one does not fit', () => {
    const folds = [
      { markdown: 'L'.repeat(2000), changes: 1 },
      { markdown: 'small', changes: 1 },
    ];
    const text = fit({ start: [], folds, end: [] }, 1000);
    expect(text).toContain('small');
    expect(text).toContain('1 more change is not shown');
  });
});

describe('a comment about 5,000 changes', () => {
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
    expect(text).toContain('… and 49881 more lines');
    expect(Buffer.byteLength(text)).toBeLessThan(20_000);
  });
});
