import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { changeOf, fieldOf, reportOf, reports, targetOf } from './reports.ts';

/** Every key of the documented report, by place; `[]` is a list, `{}` a map with keys of its own. */
const documented = [
  'durationMs',
  'mode',
  'reasonCode',
  'result',
  'run',
  'schema',
  'targets',
  'targets[].changes',
  'targets[].changes[].action',
  'targets[].changes[].address',
  'targets[].changes[].after',
  'targets[].changes[].caution',
  'targets[].changes[].confirmAddress',
  'targets[].changes[].evidence',
  'targets[].changes[].fields',
  'targets[].changes[].fields[].after',
  'targets[].changes[].fields[].before',
  'targets[].changes[].fields[].label',
  'targets[].changes[].fields[].masked',
  'targets[].changes[].fields[].owner',
  'targets[].changes[].fields[].ownerSince',
  'targets[].changes[].fields[].path',
  'targets[].changes[].ignored',
  'targets[].changes[].ignored[].after',
  'targets[].changes[].ignored[].before',
  'targets[].changes[].ignored[].label',
  'targets[].changes[].ignored[].masked',
  'targets[].changes[].ignored[].owner',
  'targets[].changes[].ignored[].path',
  'targets[].changes[].ignored[].why',
  'targets[].changes[].note',
  'targets[].changes[].risk',
  'targets[].changes[].source',
  'targets[].changes[].source.file',
  'targets[].changes[].source.line',
  'targets[].counts',
  'targets[].counts.create',
  'targets[].counts.delete',
  'targets[].counts.recreate',
  'targets[].counts.unchanged',
  'targets[].counts.unknown',
  'targets[].counts.update',
  'targets[].diagnostics',
  'targets[].diagnostics[].address',
  'targets[].diagnostics[].code',
  'targets[].diagnostics[].column',
  'targets[].diagnostics[].file',
  'targets[].diagnostics[].hint',
  'targets[].diagnostics[].line',
  'targets[].diagnostics[].message',
  'targets[].diagnostics[].severity',
  'targets[].engine',
  'targets[].environment',
  'targets[].failure',
  'targets[].failure.code',
  'targets[].failure.hint',
  'targets[].failure.message',
  'targets[].failure.reasonCode',
  'targets[].history',
  'targets[].limits',
  'targets[].name',
  'targets[].outcome',
  'targets[].outcome.durationMs',
  'targets[].outcome.health',
  'targets[].outcome.health[].address',
  'targets[].outcome.health[].diagnosis',
  'targets[].outcome.health[].diagnosis.cause',
  'targets[].outcome.health[].diagnosis.pod',
  'targets[].outcome.health[].diagnosis.container',
  'targets[].outcome.health[].diagnosis.isInit',
  'targets[].outcome.health[].diagnosis.reason',
  'targets[].outcome.health[].diagnosis.detail',
  'targets[].outcome.health[].diagnosis.names',
  'targets[].outcome.health[].diagnosis.since',
  'targets[].outcome.health[].diagnosis.afterApplyMs',
  'targets[].outcome.health[].diagnosis.lastEnd',
  'targets[].outcome.health[].diagnosis.lastEnd.reason',
  'targets[].outcome.health[].diagnosis.lastEnd.exitCode',
  'targets[].outcome.health[].diagnosis.lastEnd.restarts',
  'targets[].outcome.health[].diagnosis.podsAlike',
  'targets[].outcome.health[].diagnosis.oldPods',
  'targets[].outcome.health[].diagnosis.oldPods.ready',
  'targets[].outcome.health[].diagnosis.oldPods.total',
  'targets[].outcome.health[].diagnosis.isTerminal',
  'targets[].outcome.health[].diagnosis.blamed',
  'targets[].outcome.health[].diagnosis.blamed[].address',
  'targets[].outcome.health[].diagnosis.blamed[].label',
  'targets[].outcome.health[].diagnosis.blamed[].location',
  'targets[].outcome.health[].diagnosis.blamed[].location.file',
  'targets[].outcome.health[].diagnosis.blamed[].location.line',
  'targets[].outcome.health[].diagnosis.blamed[].location.column',
  'targets[].outcome.health[].diagnosis.events',
  'targets[].outcome.health[].diagnosis.events[].at',
  'targets[].outcome.health[].diagnosis.events[].reason',
  'targets[].outcome.health[].diagnosis.events[].message',
  'targets[].outcome.health[].diagnosis.events[].count',
  'targets[].outcome.health[].diagnosis.logs',
  'targets[].outcome.health[].diagnosis.logs[].container',
  'targets[].outcome.health[].diagnosis.logs[].instance',
  'targets[].outcome.health[].diagnosis.logs[].lines',
  'targets[].outcome.health[].diagnosis.logs[].none',
  'targets[].outcome.health[].message',
  'targets[].outcome.health[].startMs',
  'targets[].outcome.health[].state',
  'targets[].outcome.health[].waitedMs',
  'targets[].outcome.hooks',
  'targets[].outcome.hooks[].address',
  'targets[].outcome.hooks[].digest',
  'targets[].outcome.hooks[].durationMs',
  'targets[].outcome.hooks[].moment',
  'targets[].outcome.hooks[].startMs',
  'targets[].outcome.hooks[].state',
  'targets[].hooks',
  'targets[].hooks[].address',
  'targets[].hooks[].confirmAddress',
  'targets[].hooks[].digest',
  'targets[].hooks[].isNew',
  'targets[].hooks[].moment',
  'targets[].hooks[].source',
  'targets[].hooks[].source.file',
  'targets[].hooks[].source.line',
  'targets[].outcome.result',
  'targets[].outcome.steps',
  'targets[].outcome.steps[].action',
  'targets[].outcome.steps[].address',
  'targets[].outcome.steps[].durationMs',
  'targets[].outcome.steps[].message',
  'targets[].outcome.steps[].startMs',
  'targets[].outcome.steps[].state',
  'targets[].outcome.waitedMs',
  'targets[].planDigest',
  'targets[].putBack',
  'targets[].putBack.commit',
  'targets[].putBack.message',
  'targets[].putBack.notUndone',
  'targets[].putBack.record',
  'targets[].putBack.state',
  'targets[].putBack.to',
  'targets[].record',
  'targets[].rendered',
  'targets[].rendered.base',
  'targets[].rendered.changes',
  'targets[].rendered.counts',
  'targets[].renderedDigest',
];

/** Rendered changes and counts are as those of the target itself. The run, the record and values of manifests have keys of their own; others document those. */
const closed = /(?:^run|\.record|\.history|\.(?:before|after)|\.rendered\.(?:changes|counts))$/;

function keysIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(item => keysIn(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [place, ...(closed.test(place) ? [] : keysIn(item, place))];
  });
}

describe('the JSON report', () => {
  it('has the documented keys, no less and no more', () => {
    const keys = Object.values(reports).flatMap(report => keysIn(JSON.parse(renderJson(report)), ''));
    expect([...new Set(keys)].toSorted()).toEqual(documented.toSorted());
  });

  it('writes integers of any size exactly, and no workflow command', () => {
    const change = changeOf('v1/ConfigMap/shop/x', 'update', {
      fields: [fieldOf('spec.a', 9007199254740993n, '##[error]x\n::error::y')],
    });
    const text = renderJson(
      reportOf({ mode: 'preview', result: 'previewed', targets: [targetOf({ changes: [change] })] }),
    );
    expect(text).toContain('"before": 9007199254740993');
    expect(text).not.toMatch(/##\[|^\s*::/m);
    expect(JSON.parse(text).targets[0].changes[0].fields[0].after).toBe('##[error]x\n::error::y');
  });
});
