import { expect, it } from 'vitest';
import { closedRecord } from '../../src/model/new-record.ts';
import type { Outcome, Step } from '../../src/model/outcome.ts';
import type { DeployRecord } from '../../src/model/record.ts';

const opened: DeployRecord = {
  schema: 1,
  app: 'shop',
  environment: 'production',
  target: { name: 'shop', serverHash: 'a'.repeat(64) },
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  sequence: 7,
  kind: 'deploy',
  renderedDigest: 'b'.repeat(64),
  planDigest: 'c'.repeat(64),
  images: [],
  objects: { count: 9, created: 2, changed: 3, unchanged: 4, pruned: 1 },
  engine: 'kubernetes',
  startedAt: '2026-11-28T12:00:00.000Z',
  tools: {},
};
const step = (address: string, action: Step['action'], state: Step['state']): Step => ({
  address,
  action,
  state,
  durationMs: 1,
});
const outcome = (result: Outcome['result']): Outcome => ({
  result,
  steps: [
    step('v1/ConfigMap/shop/a', 'create', 'done'),
    step('v1/ConfigMap/shop/b', 'create', 'failed'),
    step('v1/ConfigMap/shop/c', 'update', 'done'),
    step('apps/v1/Deployment/shop/d', 'recreate', 'done'),
    step('v1/ConfigMap/shop/e', 'delete', 'skipped'),
  ],
  health: [],
  durationMs: 1,
  waitedMs: 0,
});
const nowMs = Date.parse('2026-11-28T12:00:05.000Z');

it('counts only what was done when a deploy did not end well', () => {
  const { objects, result } = closedRecord(opened, outcome('partial'), nowMs);
  expect(result).toBe('partial');
  expect(objects).toEqual({ count: 9, created: 1, changed: 2, unchanged: 4, pruned: 0 });
});

it('keeps the counts of the plan when all of it was done', () => {
  expect(closedRecord(opened, outcome('deployed'), nowMs).objects).toEqual(opened.objects);
});
