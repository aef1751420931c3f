import { expect, it } from 'vitest';
import { carryOut } from '../../src/flows/carry-out.ts';
import { type FlowInput, reportOf } from '../../src/flows/flow.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Mirrors } from '../../src/model/mirrors.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { World } from '../../src/model/world.ts';
import { fakeWorld } from '../fakes/world.ts';

const target = { name: 'shop', environment: 'test', source: { engine: 'kubernetes', path: '.' } } as const;
const plan: Plan = { digest: '', renderedDigest: '', changes: [], entries: [], diagnostics: [], limits: [] };
const guard = {
  hasMoved: false,
  keepsOthersOut: true,
  isFresh: () => true,
  stillMine: () => Promise.resolve(true),
  release: () => Promise.resolve(),
};

/** Carries out a plan with an engine of which only the apply matters; gives how the record was closed, and the end. */
async function carryOutWith(
  apply: () => Promise<Outcome>,
  world: Partial<World> = {},
  kind: 'deploy' | 'rollback' = 'deploy',
) {
  const closed: string[] = [];
  const record = { sequence: 1, target: { name: 'shop' }, environment: 'test' };
  const close = (outcome: Outcome): Promise<unknown> => {
    closed.push(outcome.result);
    return Promise.resolve(record);
  };
  const ledger = {
    acquire: () => Promise.resolve(guard),
    last: () => Promise.resolve(undefined),
    all: () => Promise.resolve([]),
    open: () => Promise.resolve({ record, close }),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an engine that only applies, settings that only count
  const input = {
    engine: { apply, ledger },
    target,
    settings: { confirm: [], maxDeletions: 10, dryRun: false },
    world: fakeWorld(world),
  } as unknown as FlowInput;
  const ended = await carryOut(input, reportOf(target, []), plan, { kind });
  return { closed, ended };
}

const step = { address: 'v1/ConfigMap/shop/a', action: 'create', state: 'done', durationMs: 1 } as const;

it.each<{ name: string; error: Error; closed: string; reason: string }>([
  {
    name: 'failed when it stopped before the first write',
    error: new Failure('plan-violated', 'more would happen than was planned'),
    closed: 'failed',
    reason: 'preview-differs',
  },
  {
    name: 'cancelled when that was a cancel',
    error: new Failure('cancelled', 'cancelled'),
    closed: 'cancelled',
    reason: 'cancelled',
  },
  {
    name: 'partial after a bug, which may have written',
    error: new Error('bug'),
    closed: 'partial',
    reason: 'internal',
  },
])('closes the record as $name', async ({ error, closed, reason }) => {
  const done = await carryOutWith(() => Promise.reject(error));
  expect(done.closed).toEqual([closed]);
  expect(done.ended.reasonCode).toBe(reason);
});

it.each([
  { silent: 'reach', closed: [] },
  { silent: 'begin', closed: ['failed'] },
])('applies nothing when GitHub does not answer to $silent', async ({ silent, closed }) => {
  const stop = (name: string) => async (): Promise<void> => {
    if (name === silent) throw new Failure('record-failed', 'GitHub is silent');
    await Promise.resolve();
  };
  const mirrors: Mirrors = {
    reach: stop('reach'),
    begin: stop('begin'),
    pullRequestOf: () => Promise.resolve(undefined),
    show: () => Promise.reject(new Error('the test did not expect show')),
  };
  let applied = false;
  const apply = (): Promise<Outcome> => {
    applied = true;
    return Promise.reject(new Error('the test did not expect an apply'));
  };
  const run = { host: 'github', commit: 'c'.repeat(40) } as const;
  const done = await carryOutWith(apply, { run, mirrors });
  expect([applied, done.closed, done.ended.reasonCode]).toEqual([false, closed, 'record-failed']);
});

it('tells what stopped an apply between two steps, with what was done until then', async () => {
  const stopped = new Failure('server-unreachable', 'the server is gone', { hint: 'Look after it.' });
  const outcome: Outcome = {
    result: 'partial',
    steps: [step],
    health: [],
    durationMs: 1,
    waitedMs: 0,
    stopped,
  };
  const { closed, ended } = await carryOutWith(() => Promise.resolve(outcome));
  expect(closed).toEqual(['partial']);
  expect(ended).toMatchObject({ result: 'partial', reasonCode: 'unreachable' });
  expect(ended.target.failure).toMatchObject({ code: 'server-unreachable', hint: 'Look after it.' });
  expect(ended.target.outcome?.steps).toEqual([step]);
});

it('shows what is about to be done before it is recorded and done', async () => {
  const order: string[] = [];
  const tell = (what: string) => async (): Promise<void> => {
    order.push(what);
    await Promise.resolve();
  };
  const mirrors: Mirrors = {
    reach: tell('reach'),
    foresee: tell('show'),
    begin: tell('record'),
    pullRequestOf: () => Promise.resolve(undefined),
    show: () => Promise.reject(new Error('the test did not expect show')),
  };
  const outcome: Outcome = { result: 'deployed', steps: [], health: [], durationMs: 1, waitedMs: 0 };
  const apply = async (): Promise<Outcome> => {
    await tell('apply')();
    return outcome;
  };
  const run = { host: 'github', commit: 'c'.repeat(40) } as const;
  await carryOutWith(apply, { run, mirrors }, 'rollback');
  expect(order).toEqual(['reach', 'show', 'record', 'apply']);
});
