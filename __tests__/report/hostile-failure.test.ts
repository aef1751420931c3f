import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causes, type Diagnosis } from '../../src/model/diagnosis.ts';
import type { Report } from '../../src/model/report.ts';
import { redactReport } from '../../src/report/redacted.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import { hostileText } from './hostile.ts';
import { isBalanced, readMarkdown } from './rendered.ts';
import { changeOf, fieldOf, reportOf, targetOf } from './reports.ts';
import { runs } from '../effort.ts';

const address = 'apps/v1/Deployment/shop/web';

/** A failed deploy in which the cluster, its Pods and their logs say these things. */
function failedReport(cause: Diagnosis['cause'], texts: readonly string[]): Report {
  const [a = '', b = '', c = '', d = ''] = texts;
  const diagnosis: Diagnosis = {
    cause,
    pod: a,
    container: b,
    reason: c,
    detail: d,
    names: [a, b],
    since: '2026-11-20T14:05:09Z',
    afterApplyMs: 1000,
    lastEnd: { reason: c, exitCode: 1, restarts: 2 },
    podsAlike: 2,
    oldPods: { ready: 1, total: 2 },
    isTerminal: true,
    blamed: [{ address, label: 'spec', location: { file: c, line: 1, column: 1 } }],
    events: [{ at: '2026-11-20T14:05:09Z', reason: a, message: b, count: 2 }],
    logs: [{ container: d, instance: 'previous', lines: [a, b, c, d] }],
  };
  return reportOf({
    mode: 'deploy',
    result: 'failed',
    reasonCode: 'rollout-failed',
    targets: [
      targetOf({
        environment: d,
        changes: [changeOf(address, 'update', { fields: [fieldOf('spec.image', a, b)] })],
        outcome: {
          result: 'failed',
          steps: [{ address, action: 'update', state: 'done', durationMs: 1 }],
          health: [{ address, state: 'stuck', message: a, waitedMs: 1, diagnosis }],
          durationMs: 2,
          waitedMs: 1,
        },
      }),
    ],
  });
}

const four = fc.array(hostileText, { minLength: 4, maxLength: 4 });

describe('a failed deploy full of foreign text', () => {
  it('names nobody, links nowhere, breaks nothing in a comment and on a terminal: 300 reports', () => {
    fc.assert(
      fc.property(fc.constantFrom(...causes), four, (cause, texts) => {
        const report = failedReport(cause, texts);
        const markdown = renderMarkdown(report);
        const { texts: shown, tags, links, fences } = readMarkdown(markdown);
        const outside = shown.join('\n');
        expect(outside).not.toMatch(/(?:^|[^\w`])@[\w-]/);
        expect(outside).not.toMatch(/(?:^|[^&\w])#\d|\bGH-\d|\w#\d/i);
        expect(markdown).not.toMatch(/^\s*::|##\[/m);
        expect(tags.filter(tag => !/^\/?(?:details|summary|code|b)$/.test(tag))).toEqual([]);
        expect(isBalanced(tags)).toBe(true);
        expect(fences).toBe(2);
        expect(links.filter(link => !link.startsWith('https://github.example/acme/shop/'))).toEqual([]);
        const terminal = renderText(report, { color: false, width: 100 });
        // oxlint-disable-next-line no-control-regex -- these must not come through
        expect(terminal).not.toMatch(/[\u0000\u001B\u202E\uFEFF\r]|^\s*::|##\[/m);
      }),
      { numRuns: runs(300) },
    );
  });

  it('is told without the secrets that a container wrote or a server quoted, over several lines too', () => {
    const key = 'first-half\nsecond-half';
    const split = failedReport('crash', ['start', 'first-half', 'second-half', 'end']);
    const safe = redactReport(split, text => text.replaceAll(key, '***'));
    const diagnosis = safe.targets[0]?.outcome?.health[0]?.diagnosis;
    expect(diagnosis?.logs[0]?.lines).toEqual(['start', '***', 'end']);
    const said = redactReport(failedReport('crash', ['x', `a ${key}`, 'y', `b ${key}`]), text =>
      text.replaceAll(key, '***'),
    );
    const other = said.targets[0]?.outcome?.health[0]?.diagnosis;
    expect([other?.detail, other?.events[0]?.message, other?.names]).toEqual([
      'b ***',
      'a ***',
      ['x', 'a ***'],
    ]);
  });
});
