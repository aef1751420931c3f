import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderSummary } from '../../src/report/layout.ts';
import { timelineOf } from '../../src/report/timeline.ts';
import { changeOf, reportOf, reports, targetOf } from './reports.ts';

describe('the timeline of a deploy', () => {
  it('stands in the summary alone, with what took how long since the start', () => {
    const { deployed } = reports;
    if (!deployed) throw new Error('the sample is there');
    const summary = renderSummary(deployed);
    expect(summary).toContain('```mermaid\ngantt\n');
    expect(summary).toContain('    Deployment shop/checkout 0.0 s :12, 52\n');
    expect(summary).toContain('  section wait\n    Deployment shop/cart 9.1 s :160, 9260\n');
    expect(renderMarkdown(deployed)).not.toContain('mermaid');
  });

  it('shows the longest twenty in their order, what failed as critical, and no name that Mermaid would read', () => {
    const address = (index: number): string => `v1/ConfigMap/shop/c${index}`;
    const steps = Array.from({ length: 30 }, (_, index) => ({
      address: address(index),
      action: 'create' as const,
      state: 'done' as const,
      durationMs: 100 + index,
      startMs: 1000 - index,
    }));
    const health = [
      { address: 'x: crit, 0', state: 'stuck' as const, message: '', waitedMs: 5000, startMs: 9 },
    ];
    const outcome = { result: 'failed' as const, steps, health, durationMs: 6000, waitedMs: 5000 };
    const changes = steps.map(step => changeOf(step.address, 'create'));
    const chart = timelineOf(
      reportOf({ mode: 'deploy', result: 'failed', targets: [targetOf({ changes, outcome })] }),
    );
    const rows = chart.split('\n').filter(line => line.startsWith('    '));
    expect(rows).toHaveLength(20);
    expect(rows[0]).toContain('c29');
    expect(rows.at(-1)).toBe('    x- crit- 0 5.0 s :crit, 9, 5009');
  });

  it('is left out of what took no second', () => {
    const { unchanged } = reports;
    expect(unchanged && timelineOf(unchanged)).toBe('');
  });
});
