import { describe, expect, it } from 'vitest';
import { clusterOn } from '../../../../src/engines/kubernetes/api/open-cluster.ts';
import type { Holder } from '../../../../src/engines/kubernetes/ledger/lease-object.ts';
import { holderOf } from '../../../../src/engines/kubernetes/ledger/lease-object.ts';
import { type Lock, takeLock } from '../../../../src/engines/kubernetes/ledger/lock.ts';
import { Failure } from '../../../../src/model/failure.ts';
import { textAt } from '../../../../src/model/json.ts';
import type { World } from '../../../../src/model/world.ts';
import { memoryServer, type MemoryServer } from '../../../fakes/memory-server.ts';
import { type FakeClock, fakeClock, fakeWorld, settle } from '../../../fakes/world.ts';

const path = '/apis/coordination.k8s.io/v1/namespaces/shop/leases/gitops-push-shop';
const one: Holder = {
  name: 'acme/shop/100/1',
  token: 'one',
  url: 'https://github.example/acme/shop/actions/runs/100',
};
const two: Holder = { name: 'acme/shop/200/1', token: 'two' };
const terminal: Holder = { name: 'acme/shop/terminal/ada', token: 'three' };

function stage(parts: Partial<World> = {}) {
  const server = memoryServer('shop');
  const clock = fakeClock();
  const world = fakeWorld({ clock, runs: { isFinished: () => Promise.resolve(false) }, ...parts });
  const access = { server: 'https://memory', contextNamespace: 'shop' };
  const cluster = clusterOn(server.connect(), access);
  const place = { cluster, name: 'gitops-push-shop', namespace: 'shop' };
  const take = async (holder: Holder, timeoutMs = 600_000): Promise<Lock> =>
    await takeLock({ place, holder, world, timeoutMs });
  return { server, clock, world, take };
}

const holder = (server: MemoryServer): string | undefined =>
  textAt(server.objects.get(path), '/spec/holderIdentity');

async function pass(clock: FakeClock, seconds: number): Promise<void> {
  for (let each = 0; each < seconds; each += 1) {
    await clock.advance(1000);
    for (let turn = 0; turn < 5; turn += 1) await settle();
  }
}

/** Follows a promise without waiting for it. */
function follow<T>(promise: Promise<T>) {
  const state: { value?: T; error?: unknown } = {};
  promise.then(
    value => (state.value = value),
    (error: unknown) => (state.error = error),
  );
  return state;
}

describe('the lock of a target', () => {
  it('is taken, renewed every 15 s and given back', async () => {
    const { server, clock, take } = stage();
    const lock = await take(one);
    expect(holder(server)).toBe(one.name);
    const first = textAt(server.objects.get(path), '/spec/renewTime');
    await pass(clock, 46);
    expect(server.writes.map(request => request.method)).toEqual(['POST', 'PUT', 'PUT', 'PUT']);
    expect(textAt(server.objects.get(path), '/spec/renewTime')).not.toBe(first);
    expect(textAt(server.objects.get(path), '/spec/acquireTime')).toBe(first);
    await lock.release();
    expect(server.objects.has(path)).toBe(false);
    await pass(clock, 60);
    expect(server.writes).toHaveLength(5);
  });

  it('is waited for while its holder renews it, and taken when it is given back', async () => {
    const { server, clock, take } = stage();
    const first = await take(one);
    const second = follow(take(two));
    await pass(clock, 200);
    expect(second.value).toBeUndefined();
    await first.release();
    await pass(clock, 2);
    expect(holder(server)).toBe(two.name);
    expect(second.value?.wasContested).toBe(true);
  });

  it('is given up on when the time is up, naming the run that holds it', async () => {
    const { clock, take } = stage();
    await take(one);
    const second = follow(take(two, 30_000));
    await pass(clock, 32);
    expect(second.error).toBeInstanceOf(Failure);
    expect(second.error).toMatchObject({ code: 'locked', message: expect.stringContaining(one.url ?? '-') });
  });

  it('is taken over 60 s after the last renewal, and the former holder sees it', async () => {
    const { server, clock, take } = stage();
    const lost = await take(terminal);
    // Its clock stands still: the process is paused.
    const elsewhere = fakeClock();
    const access = { server: 'https://memory', contextNamespace: 'shop' };
    const place = {
      cluster: clusterOn(server.connect(), access),
      name: 'gitops-push-shop',
      namespace: 'shop',
    };
    const world = fakeWorld({ clock: elsewhere });
    const second = follow(takeLock({ place, holder: two, world, timeoutMs: 600_000 }));
    await pass(elsewhere, 58);
    expect(second.value).toBeUndefined();
    await pass(elsewhere, 4);
    expect(holder(server)).toBe(two.name);
    expect(server.objects.get(path)).toMatchObject({ spec: { leaseTransitions: 1 } });
    await clock.advance(70_000);
    await settle();
    expect(await lost.confirm()).toBe(false);
    expect(lost.isFresh()).toBe(false);
    await lost.release();
    expect(holder(server)).toBe(two.name);
  });

  it('is not believed to be ours when it was not renewed for 40 s', async () => {
    const { clock, take, world } = stage();
    const lock = await take(one);
    expect(lock.isFresh()).toBe(true);
    await clock.advance(14_000);
    expect(lock.isFresh()).toBe(true);
    await clock.advance(27_000);
    expect(world.lines.join()).not.toContain('took over');
    await settle();
    expect(await lock.confirm()).toBe(true);
    expect(lock.isFresh()).toBe(true);
  });

  it.each<{ name: string; parts: Partial<World>; first: Holder; second: Holder }>([
    {
      name: 'the run of its holder is over',
      parts: { runs: { isFinished: run => Promise.resolve(run.id === '100' && run.attempt === 1) } },
      first: one,
      second: two,
    },
    {
      name: 'its holder is an earlier attempt of the same run',
      parts: {},
      first: one,
      second: { name: 'acme/shop/100/2', token: 'again' },
    },
    {
      name: 'the process of its holder has ended on this machine',
      parts: { processes: { isGone: process => Promise.resolve(process === 'gone') } },
      first: { ...terminal, process: 'gone' },
      second: two,
    },
  ])('is taken over at once when $name', async ({ parts, first, second }) => {
    const { server, take } = stage(parts);
    await take(first);
    expect((await take(second)).wasContested).toBe(true);
    expect(holder(server)).toBe(second.name);
  });

  it('has one winner when many come at once', async () => {
    const { server, clock, take } = stage();
    const all = Array.from({ length: 50 }, (_, index) =>
      follow(take({ name: `acme/shop/${index}/1`, token: String(index) }, 5000)),
    );
    await pass(clock, 8);
    expect(all.filter(each => each.value)).toHaveLength(1);
    expect(all.filter(each => each.error)).toHaveLength(49);
    expect(server.objects.get(path)).toMatchObject({ spec: { leaseTransitions: 0 } });
  });

  it('is found to be ours when the answer to its creation was lost', async () => {
    const { server, world } = stage();
    let lost = 0;
    const transport = server.connect(async (request, moment) => {
      if (request.method !== 'POST' || moment === 'before' || lost > 0) return;
      lost += 1;
      await Promise.reject(new Failure('server-unreachable', 'the answer was lost'));
    });
    const cluster = clusterOn(transport, { server: 'https://memory', contextNamespace: 'shop' });
    const place = { cluster, name: 'gitops-push-shop', namespace: 'shop' };
    const lock = await takeLock({ place, holder: one, world, timeoutMs: 1000 });
    expect(lock.wasContested).toBe(false);
    expect(lost).toBe(1);
  });

  it('ends the wait with the run', async () => {
    const controller = new AbortController();
    const { clock, take } = stage({ signal: controller.signal });
    await take(one);
    const second = follow(take(two));
    await pass(clock, 3);
    controller.abort(new Error('cancelled'));
    await pass(clock, 2);
    expect(second.error).toMatchObject({ code: 'cancelled' });
  });
});

describe('the name of a holder', () => {
  it('is the run, or the person at a terminal', () => {
    const run = { repository: 'acme/shop', runId: '7', attempt: 2, host: 'github' } as const;
    expect(holderOf(run, 't', undefined).name).toBe('acme/shop/7/2');
    expect(holderOf({ host: 'terminal', actor: 'ada' }, 't', undefined).name).toBe('local/terminal/ada');
  });
});
