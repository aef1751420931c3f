import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import { layOut, renderSummary, renderWhole } from '../../src/report/layout.ts';
import { isBalanced, readMarkdown } from './rendered.ts';
import { changeOf, fieldOf, reportOf, targetOf } from './reports.ts';

type Report = Parameters<typeof renderWhole>[0];

function preview(changes: readonly Change[]): Report {
  const target = targetOf({ planDigest: 'a'.repeat(64), changes });
  return reportOf({ mode: 'preview', result: 'previewed', targets: [target] });
}

/** 5 MB in one text: hunks of ten lines, each with a number of its own. */
const hunks = 6000;
const long = changeOf('v1/ConfigMap/shop/long', 'update', {
  fields: [
    fieldOf('data.text', 'a', 'b', {
      lines: Array.from({ length: hunks }, (_, hunk) => [
        `@@ -${hunk * 100},10 +${hunk * 100},10 @@`,
        ` before`,
        ...Array.from({ length: 10 }, (_line, line) => `+hunk-${hunk}-${line} ${'x'.repeat(70)}`),
      ]).flat(),
    }),
  ],
});

const places = {
  continuations: [2, 3, 4, 5, 6].map(part => `https://github.example/acme/shop/pull/1#part-${part}`),
  runUrl: 'https://github.example/acme/shop/actions/runs/7',
  artifact: 'gitops-push-production-shop',
};

function hunksIn(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(/hunk-(\d+)-9 /g)].map(([, number]) => Number(number)));
}

describe('a diff of 5 MB', () => {
  const small = changeOf('v1/ConfigMap/shop/small', 'update', { fields: [fieldOf('data.b', '1', '2')] });
  const report = preview([long, small]);
  const layout = layOut(report, { firstBytes: 60_000, continuations: 5 });
  const first = layout.first(places);
  const summary = renderSummary(report, places);
  const whole = renderWhole(report);
  const all = [first, ...layout.continuations, summary, whole];

  it('is in the artifact with every hunk, and as far as there is room in every other place', () => {
    expect(hunksIn(whole).size).toBe(hunks);
    const shown = layout.continuations.flatMap(text => [...hunksIn(text)]);
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, index) => index));
    expect(shown.length).toBeGreaterThan(250);
    expect(hunksIn(summary).size).toBeGreaterThan(1000);
  });

  it('lets no small change be pushed out', () => {
    expect(first).toContain('<code>ConfigMap shop/small</code>');
    expect(first).not.toContain('hunk-0-0');
  });

  it('can be followed from the first text: every place is named and linked', () => {
    for (const url of places.continuations) expect(first).toContain(`(${url}): \`ConfigMap shop/long\``);
    expect(first).toContain(`[summary of the run](${places.runUrl}): \`ConfigMap shop/long\``);
    expect(first).toContain('- the artifact: `ConfigMap shop/long`');
    expect(first).toContain('`gitops-push-production-shop`');
  });

  it('is valid Markdown in every part, with all folds and fences closed', () => {
    for (const text of all) {
      const { tags, texts } = readMarkdown(text);
      expect(isBalanced(tags)).toBe(true);
      expect(texts.join('')).not.toContain('hunk-');
    }
  });

  it('is over the limit of no place', () => {
    for (const text of [first, ...layout.continuations])
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_000_000);
  });

  it('says of continuations that could not be written where else to look', () => {
    const alone = layout.first({ ...places, continuations: [] });
    expect(alone).not.toContain('part 2]');
    expect(alone).toContain('[summary of the run]');
    const log = layout.first({ continuations: [] });
    expect(log).toContain('nowhere but in the log');
  });
});

describe('5,000 changes', () => {
  const changes = Array.from({ length: 5000 }, (_, index) =>
    changeOf(`v1/ConfigMap/shop/c-${index}`, 'update', {
      fields: [fieldOf(`data.key-${index}`, 'a'.repeat(60), 'b'.repeat(60))],
    }),
  );
  const report = preview(changes);
  const layout = layOut(report, { firstBytes: 60_000, continuations: 5 });
  const first = layout.first(places);

  it('have a first text below 60,000 bytes with exact counts', () => {
    expect(Buffer.byteLength(first)).toBeLessThanOrEqual(60_000);
    expect(first).toContain('5,000 changes');
  });

  it('are each in the first text, in exactly one continuation or in the summary', () => {
    const found = [first, ...layout.continuations].flatMap(text =>
      [...text.matchAll(/<code>ConfigMap shop\/c-(\d+)<\/code>/g)].map(([, number]) => Number(number)),
    );
    expect(new Set(found).size).toBe(found.length);
    expect(found.toSorted((a, b) => a - b)).toEqual(Array.from({ length: found.length }, (_, n) => n));
    expect(renderSummary(report)).toContain('<code>ConfigMap shop/c-2500</code>');
    expect(renderWhole(report)).toContain('<code>ConfigMap shop/c-4999</code>');
  });

  it('count in the first text what stands where', () => {
    const counted = [...first.matchAll(/and (\d+) more$|: (\d+) objects$/gm)].map(([, some, all]) =>
      Number(some ?? all),
    );
    const named = [...first.matchAll(/`ConfigMap shop\/c-\d+`/g)].length;
    const shown = [...first.matchAll(/<code>ConfigMap/g)].length;
    expect(shown + named + counted.reduce((sum, count) => sum + count, 0)).toBe(5000);
  });
});

it('says nothing of other places when all fits, however little room there is', () => {
  const change = changeOf('v1/ConfigMap/shop/a', 'update', { fields: [fieldOf('data.a', '1', '2')] });
  const layout = layOut(preview([change]), { firstBytes: 2000, continuations: 5 });
  expect(layout.continuations).toEqual([]);
  expect(layout.first(places)).not.toContain('Not in this text');
});
