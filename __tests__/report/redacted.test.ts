import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { redactReport } from '../../src/report/redacted.ts';
import { renderText } from '../../src/report/text.ts';
import { changeOf, fieldOf, reportOf, targetOf } from './reports.ts';

/** Every piece of it is escaped, quoted or taken for a structure by some renderer. */
const secret = 'pa_ss*w<ord@1|`"x';
const said = `before ${secret} after`;
const failure = { code: 'internal', reasonCode: 'internal', message: said, hint: said } as const;
const outcome = {
  result: 'failed',
  steps: [{ address: 'v1/Service/shop/a', action: 'update', state: 'failed', durationMs: 1, message: said }],
  health: [{ address: 'v1/Service/shop/a', state: 'stuck', message: said, waitedMs: 1 }],
  durationMs: 1,
  waitedMs: 1,
} as const;

const change = changeOf('v1/ConfigMap/shop/a', 'update', {
  fields: [
    fieldOf('data.a', said, { list: [said] }),
    fieldOf('data.b', 'a\n', 'b\n', { lines: [`-${said}`, '+b'] }),
  ],
  after: { data: { a: said } },
  risk: said,
  note: said,
});

const reports: readonly Report[] = [undefined, outcome].map(ended =>
  reportOf({
    mode: 'deploy',
    result: 'failed',
    reasonCode: 'internal',
    failure,
    targets: [
      targetOf({
        changes: [change],
        diagnostics: [{ code: 'server-refused', severity: 'error', message: said, hint: said }],
        limits: [said],
        failure,
        obstacle: { reasonCode: 'held', message: said, hint: said },
        ...(ended && { outcome: ended }),
      }),
    ],
  }),
);

const renderers = [
  ['Markdown', renderMarkdown],
  ['JSON', renderJson],
  ['text', (report: Report) => renderText(report, { color: false, width: 100 })],
] as const;

describe('redactReport', () => {
  it.each(renderers)('leaves no piece of a secret to %s', (_, render) => {
    for (const report of reports) {
      const text = render(redactReport(report, each => each.replaceAll(secret, '***')));
      expect(text).toContain('***');
      for (const piece of ['pa_', 'pa\\_', 'ss*w', 'ord@', 'w<', 'w&lt;']) expect(text).not.toContain(piece);
    }
  });

  it('changes nothing else', () => {
    for (const report of reports) expect(redactReport(report, text => text)).toEqual(report);
  });
});
