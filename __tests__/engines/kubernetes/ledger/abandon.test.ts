import { describe, expect, it } from 'vitest';
import { clusterOn } from '../../../../src/engines/kubernetes/api/open-cluster.ts';
import { type KubernetesLedger, openLedger } from '../../../../src/engines/kubernetes/ledger/index.ts';
import type { Begun } from '../../../../src/model/begun.ts';
import type { Plan } from '../../../../src/model/plan.ts';
import { textAt } from '../../../../src/model/json.ts';
import type { DeployRecord } from '../../../../src/model/record.ts';
import { memoryServer, type MemoryServer } from '../../../fakes/memory-server.ts';
import { fakeWorld } from '../../../fakes/world.ts';

const parentPath = '/api/v1/namespaces/shop/configmaps/gitops-push-shop';
const leasePath = '/apis/coordination.k8s.io/v1/namespaces/shop/leases/gitops-push-shop';
const target = {
  name: 'shop',
  environment: 'production',
  source: { engine: 'kubernetes', path: 'deploy' },
} as const;
const plan: Plan = {
  digest: 'p'.repeat(64),
  renderedDigest: 'r'.repeat(64),
  changes: [],
  entries: [],
  diagnostics: [],
  limits: [],
};
const outcome = { result: 'deployed', steps: [], health: [], durationMs: 5, waitedMs: 2 } as const;

/** One run of a workflow: its ledger, and what it noted for a clean-up. */
function runOf(server: MemoryServer, runId: string, repository = 'acme/shop') {
  let begun: Begun = {};
  const world = fakeWorld({
    run: { host: 'github', repository, runId, attempt: 1, commit: 'c'.repeat(40) },
    note: part => (begun = { ...begun, ...part }),
    runs: { isFinished: () => Promise.resolve(true) },
  });
  const cluster = clusterOn(server.connect(), { server: 'https://memory', contextNamespace: 'shop' });
  const ledger: KubernetesLedger = openLedger({
    target,
    world,
    confirmed: [],
    timeoutMs: 1000,
    reason: undefined,
    cluster: () => Promise.resolve(cluster),
    namespace: () => Promise.resolve('shop'),
    wanted: () => Promise.resolve({ ids: [], images: [], imageOverrides: [] }),
    prepare: () => Promise.resolve(),
  });
  return { ledger, begun: () => begun };
}

/** A run that was killed after it had opened its record. */
async function killedIn(server: MemoryServer, runId = '100') {
  const run = runOf(server, runId);
  await run.ledger.acquire();
  const entry = await run.ledger.open(plan, { kind: 'deploy' });
  return { ...run, entry, left: run.begun() };
}

const recordsIn = (server: MemoryServer): readonly DeployRecord[] =>
  (textAt(server.objects.get(parentPath), '/data/records') ?? '')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

const changesIn = (server: MemoryServer): readonly string[] =>
  server.writes.map(({ method, path }) => `${method} ${path.split('/').slice(-2).join('/')}`);

describe('what a killed run left', () => {
  it('is ended: its record is closed as broken off, its lock given back', async () => {
    const server = memoryServer('shop');
    const { left } = await killedIn(server);
    expect(left).toMatchObject({ lock: expect.any(String), record: { sequence: 1 } });
    const closed = await runOf(server, '100').ledger.abandon?.(left);
    expect(closed).toMatchObject({ sequence: 1, result: 'partial', brokenOff: true });
    expect(closed).not.toHaveProperty('written');
    expect(recordsIn(server)).toMatchObject([{ sequence: 1, result: 'partial' }]);
    expect(server.objects.has(leasePath)).toBe(false);
  });

  it('is a lock alone when it was killed before the record', async () => {
    const server = memoryServer('shop');
    const run = runOf(server, '100');
    await run.ledger.acquire();
    expect(await runOf(server, '100').ledger.abandon?.(run.begun())).toBeUndefined();
    expect(server.objects.has(leasePath)).toBe(false);
  });

  it('is nothing when it ended by itself: no note is left', async () => {
    const server = memoryServer('shop');
    const run = runOf(server, '100');
    const guard = await run.ledger.acquire();
    const entry = await run.ledger.open(plan, { kind: 'deploy' });
    await entry.close(outcome);
    await guard.release();
    expect(Object.values(run.begun()).filter(each => each !== undefined)).toEqual([]);
  });

  it('is closed although its lock is gone, under a lock of its own', async () => {
    const server = memoryServer('shop');
    const { left } = await killedIn(server);
    server.objects.delete(leasePath);
    await runOf(server, '100').ledger.abandon?.(left);
    expect(recordsIn(server)).toMatchObject([{ result: 'partial' }]);
    expect(server.objects.has(leasePath)).toBe(false);
  });

  it.each<{
    name: string;
    meanwhile: (server: MemoryServer) => Promise<unknown>;
    result: string | undefined;
  }>([
    {
      name: 'has the lock by now',
      meanwhile: async server => await runOf(server, '200').ledger.acquire(),
      result: undefined,
    },
    { name: 'is deploying', meanwhile: async server => await killedIn(server, '200'), result: undefined },
    {
      name: 'has deployed since',
      meanwhile: async server => {
        const next = runOf(server, '200');
        const guard = await next.ledger.acquire();
        const entry = await next.ledger.open(plan, { kind: 'deploy' });
        await entry.close(outcome);
        await guard.release();
      },
      result: undefined,
    },
  ])('stays as it is when another run $name', async ({ meanwhile, result }) => {
    const server = memoryServer('shop');
    const { left } = await killedIn(server);
    await meanwhile(server);
    const [objects, before] = [JSON.stringify([...server.objects.keys()]), recordsIn(server)];
    server.writes.length = 0;
    const found = await runOf(server, '100').ledger.abandon?.(left);
    expect(found?.result).toBe(result);
    expect(recordsIn(server)).toEqual(before);
    expect(changesIn(server).filter(line => !line.includes('leases'))).toEqual([]);
    expect(JSON.stringify([...server.objects.keys()])).toBe(objects);
  });

  it('is not written again when the record was closed before the kill', async () => {
    const server = memoryServer('shop');
    const { left, entry } = await killedIn(server);
    await entry.close(outcome);
    server.writes.length = 0;
    expect(await runOf(server, '100').ledger.abandon?.(left)).toMatchObject({ result: 'success' });
    expect(changesIn(server).filter(line => !line.includes('leases'))).toEqual([]);
    expect(server.objects.has(leasePath)).toBe(false);
  });
});
