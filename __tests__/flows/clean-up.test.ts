import { expect, it } from 'vitest';
import { cleanUp } from '../../src/flows/clean-up.ts';
import type { Begun } from '../../src/model/begun.ts';
import { Failure } from '../../src/model/failure.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import { fakeWorld } from '../fakes/world.ts';

const target = {
  name: 'shop',
  environment: 'production',
  source: { engine: 'kubernetes', path: 'deploy' },
} as const;
const objects = { count: 3, created: 1, changed: 2, unchanged: 0, pruned: 0 };
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only these fields matter here
const open = { schema: 1, id: 'r', kind: 'deploy', objects } as unknown as DeployRecord;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only these fields matter here
const back = {
  ...open,
  id: 'b',
  kind: 'rollback',
  environment: 'production',
  target: { name: 'shop' },
  sequence: 3,
} as DeployRecord;
const refuse = (): Promise<never> => Promise.reject(new Failure('server-unreachable', 'nobody there'));

it.each<{
  name: string;
  found: (() => Promise<DeployRecord | undefined>) | DeployRecord | undefined;
  begun: Begun;
  then: readonly [result: string, reason: string] | undefined;
  putBack?: unknown;
}>([
  { name: 'nothing when nothing was begun', found: undefined, begun: { lock: 'l' }, then: undefined },
  {
    name: 'a cancelled run',
    found: { ...open, result: 'partial', brokenOff: true },
    begun: { record: open, isCancelled: true },
    then: ['partial', 'cancelled'],
  },
  {
    name: 'a killed process',
    found: { ...open, result: 'partial', brokenOff: true },
    begun: { record: open },
    then: ['partial', 'internal'],
  },
  {
    name: 'a deploy that was done before anybody was told',
    found: { ...open, result: 'success' },
    begun: { announced: open },
    then: ['deployed', ''],
  },
  {
    name: 'a rollback that was done before anybody was told',
    found: { ...open, kind: 'rollback', result: 'success' },
    begun: { announced: open },
    then: ['rolled-back', ''],
  },
  {
    name: 'a deploy that had failed before anybody was told',
    found: { ...open, result: 'failed' },
    begun: { announced: open },
    then: ['failed', 'rollout-failed'],
  },
  {
    name: 'a way back that was cut short after a deploy that failed',
    found: { ...back, result: 'partial', brokenOff: true },
    begun: { record: back, announced: back, failed: { ...open, result: 'failed' }, isCancelled: true },
    then: ['failed', 'rollout-failed'],
    putBack: {
      state: 'failed',
      record: 'production/shop#3',
      message: expect.stringContaining('was cancelled'),
    },
  },
  {
    name: 'a way back that was done before anybody was told',
    found: { ...back, result: 'success' },
    begun: { announced: back, failed: { ...open, result: 'failed' } },
    then: ['failed', 'rollout-failed'],
    putBack: { state: 'done', record: 'production/shop#3' },
  },
  {
    name: 'what was announced, when the target cannot be asked',
    found: refuse,
    begun: { announced: open, isCancelled: true },
    then: ['partial', 'cancelled'],
  },
])('tells $name', async ({ found, begun, then, putBack }) => {
  const world = fakeWorld();
  const abandon = typeof found === 'function' ? found : () => Promise.resolve(found);
  const ended = await cleanUp(target, begun, { world, abandon });
  expect(ended && [ended.result, ended.reasonCode]).toEqual(then);
  if (putBack !== undefined) expect(ended?.target).toMatchObject({ putBack, record: { id: 'r' } });
  expect(world.lines.some(line => line.includes('nobody there'))).toBe(found === refuse);
});
