import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import { changeOf, fieldOf, reportOf, reports, targetOf } from './reports.ts';
import { runs } from '../effort.ts';

const lines = (width: number, report = reports['preview-terminal']): readonly string[] =>
  report ? renderText(report, { color: false, width }).split('\n') : [];

/** What is there to be copied or read by editors is never broken: addresses, places, findings, the line to paste. */
const isWhole = (line: string): boolean =>
  !line.trim().includes(' ') || /^\S+:\d+:\d+: |--confirm|confirm: |^\w+ +\S+$/.test(line);

describe('the text for a terminal', () => {
  it.each(Object.keys(reports))('of %s has at most as many columns as there are', name => {
    for (const width of [80, 100, 140]) {
      const long = lines(width, reports[name]).filter(line => line.length > width && !isWhole(line));
      expect(long, `at ${width} columns`).toEqual([]);
    }
  });

  it('has addresses and places in columns', () => {
    const heads = lines(100).filter(line => /^(?:recreate|update|create) /.test(line));
    expect(heads.length).toBeGreaterThan(3);
    expect(new Set(heads.map(line => line.indexOf('deploy/'))).size).toBe(1);
    expect(new Set(heads.map(line => line.search(/\S+\/shop\//))).size).toBe(1);
  });

  it('cuts a long value in the middle, with its length, and keeps the difference in sight', () => {
    fc.assert(
      fc.property(fc.nat(299), fc.integer({ min: 40, max: 120 }), (place, width) => {
        const before = 'a'.repeat(300);
        const after = `${before.slice(0, place)}b${before.slice(place + 1)}`;
        const change = changeOf('v1/ConfigMap/shop/x', 'update', {
          fields: [fieldOf('data.k', before, after)],
        });
        const text = lines(
          width,
          reportOf({ mode: 'preview', result: 'previewed', targets: [targetOf({ changes: [change] })] }),
        );
        const [old, next] = [
          text.find(line => line.startsWith('    -')),
          text.find(line => line.startsWith('    +')),
        ];
        expect(next).toContain('b');
        expect(old).not.toBe(next);
        expect(next).toContain('characters)');
        expect(Math.max(old?.length ?? 0, next?.length ?? 0)).toBeLessThanOrEqual(width);
      }),
      { numRuns: runs(500) },
    );
  });

  it('says the same hint as a sentence wherever its source wrote it', () => {
    for (const hint of ['did you mean replicas?', 'push it', 'Push it.', 'kube-system is not yours']) {
      const report = reportOf({
        mode: 'deploy',
        result: 'failed',
        targets: [
          targetOf({
            diagnostics: [{ code: 'x', severity: 'error', message: 'it is wrong', hint }],
            failure: { code: 'internal', reasonCode: 'internal', message: 'it broke', hint },
          }),
        ],
      });
      const then = {
        'did you mean replicas?': 'Did you mean replicas?',
        'push it': 'Push it.',
        'Push it.': 'Push it.',
      }[hint];
      for (const text of [renderText(report, { color: false, width: 80 }), renderMarkdown(report)])
        expect(text.split(then ?? 'kube-system is not yours.')).toHaveLength(3);
    }
  });
});

describe('the way to allow a change', () => {
  const recreate = changeOf('apps/v1/StatefulSet/shop/db', 'recreate', { risk: 'its Pods stop' });
  const remove = changeOf('v1/Namespace/shop/x', 'delete', { risk: 'everything in it is gone' });
  const report = (host: 'github' | 'terminal', ref: string) =>
    reportOf({
      mode: 'preview',
      result: 'previewed',
      run: { host, ref },
      targets: [targetOf({ changes: [recreate, remove] })],
    });

  it('is one line for all changes, for the place where the reader is', () => {
    const both = 'StatefulSet/shop/db,Namespace/shop/x';
    expect(renderMarkdown(report('github', 'refs/heads/release'))).toContain(
      `After the merge the deploy stops here; to allow it: **Run workflow** on \`release\` with \`confirm: ${both}\`.`,
    );
    expect(renderMarkdown(report('github', 'refs/pull/1/merge'))).toContain('on the default branch with');
    expect(renderText(report('terminal', ''), { color: false, width: 80 })).toContain(
      `\n    gitops-push deploy --confirm '${both}'\n`,
    );
    expect(renderMarkdown(report('github', 'refs/heads/main')).split(both)).toHaveLength(2);
  });

  it('is one word of a shell, whatever an address holds', () => {
    const hostile = changeOf('urn', 'delete', { risk: 'it is gone', confirmAddress: "urn::x'; rm -rf ~ #" });
    const text = renderText(
      reportOf({
        mode: 'preview',
        result: 'previewed',
        run: { host: 'terminal' },
        targets: [targetOf({ changes: [hostile] })],
      }),
      { color: false, width: 80 },
    );
    expect(text).toContain(String.raw`--confirm 'urn::x'\''; rm -rf ~ #'`);
  });

  it('is asked for by nothing that loses nothing', () => {
    const harmless = changeOf('v1/ConfigMap/shop/x', 'delete');
    const text = renderMarkdown(
      reportOf({ mode: 'preview', result: 'previewed', targets: [targetOf({ changes: [harmless] })] }),
    );
    expect(text).toContain('`ConfigMap shop/x` is deleted');
    expect(text).not.toContain('confirm:');
  });
});
