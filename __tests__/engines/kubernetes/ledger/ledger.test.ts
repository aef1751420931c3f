import { describe, expect, it } from 'vitest';
import { parentBody } from '../../../../src/engines/kubernetes/ledger/apply-set.ts';
import { openLedger } from '../../../../src/engines/kubernetes/ledger/index.ts';
import { keptRecords, readParent, recordBody } from '../../../../src/engines/kubernetes/ledger/parent.ts';
import type { Hold } from '../../../../src/model/hold.ts';
import { isObject, type JsonObject, parseJson } from '../../../../src/model/json.ts';
import type { Plan } from '../../../../src/model/plan.ts';
import type { DeployRecord } from '../../../../src/model/record.ts';
import type { Target } from '../../../../src/model/target.ts';
import { scriptedCluster } from '../../../fakes/cluster.ts';
import { fakeWorld } from '../../../fakes/world.ts';

const target: Target = {
  name: 'shop',
  environment: 'production',
  source: { engine: 'kubernetes', path: 'deploy' },
};
const plan: Plan = {
  digest: 'p'.repeat(64),
  renderedDigest: 'r'.repeat(64),
  changes: [],
  entries: [],
  diagnostics: [],
  limits: [],
};
const outcome = { result: 'deployed', steps: [], health: [], durationMs: 5, waitedMs: 2 } as const;
const web = { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const old = { group: '', version: 'v1', kind: 'Secret', namespace: 'elsewhere', name: 'old' };

/** A cluster that keeps one ConfigMap: applies merge by top-level part, as the two managers of a parent write them. */
function storingCluster(start: JsonObject | undefined) {
  const writes: JsonObject[] = [];
  let stored = start;
  let version = 1;
  const cluster = scriptedCluster({
    get: resource => Promise.resolve(resource.kind === 'Lease' ? undefined : stored),
    raw: (_method, _path, { body = '{}' }) => {
      const lease = parseJson(body);
      return Promise.resolve({ httpStatus: 201, body: isObject(lease) ? lease : {}, warnings: [] });
    },
    apply: (_resource, _place, text) => {
      const body = parseJson(text);
      if (!isObject(body)) throw new Error('not an object');
      writes.push(body);
      version += 1;
      const isNew = stored === undefined;
      const metadata = (object: JsonObject | undefined): JsonObject =>
        isObject(object?.['metadata']) ? object['metadata'] : {};
      const annotations = {
        ...Object(metadata(stored)['annotations']),
        ...Object(metadata(body)['annotations']),
      };
      stored = {
        ...stored,
        ...body,
        metadata: {
          ...metadata(stored),
          ...metadata(body),
          annotations,
          uid: 'u',
          resourceVersion: String(version),
        },
      };
      return Promise.resolve({ httpStatus: isNew ? 201 : 200, body: stored, warnings: [] });
    },
  });
  return { cluster, writes, stored: () => stored };
}

function ledgerOn(
  start: JsonObject | undefined,
  ids = [web],
  repository = 'acme/shop',
  confirmed: readonly string[] = [],
  repositoryId?: string,
) {
  const store = storingCluster(start);
  const ledger = openLedger({
    target,
    world: fakeWorld({
      run: {
        host: 'terminal',
        repository,
        commit: 'c'.repeat(40),
        ...(repositoryId !== undefined && { repositoryId }),
      },
    }),
    cluster: () => Promise.resolve(store.cluster),
    namespace: () => Promise.resolve('shop'),
    wanted: () => Promise.resolve({ ids, imageOverrides: [], images: ['a:1'] }),
    prepare: () => Promise.resolve(),
    timeoutMs: 60_000,
    reason: undefined,
    confirmed,
  });
  const open = async () => {
    await ledger.acquire();
    return await ledger.open(plan, { kind: 'deploy' });
  };
  return { ...store, ledger, open };
}

function storedRecord(sequence: number): DeployRecord {
  return {
    schema: 1,
    app: 'shop',
    environment: 'production',
    target: { name: 'shop', serverHash: 'h' },
    id: `id-${sequence}`,
    sequence,
    kind: 'deploy',
    renderedDigest: 'r',
    planDigest: 'p',
    images: [],
    objects: { count: 1, created: 0, changed: 0, unchanged: 1, pruned: 0 },
    engine: 'kubernetes',
    startedAt: '2026-01-01T00:00:00.000Z',
    result: 'success',
    tools: {},
  };
}

function storedParent(
  records: readonly DeployRecord[],
  repository = 'acme/shop',
  repositoryId?: string,
): JsonObject {
  const place = { name: 'gitops-push-shop', namespace: 'shop' };
  const marks = parentBody({
    ...place,
    tooling: 'gitops-push/0.0.9',
    scope: { groupKinds: ['Secret'], namespaces: ['elsewhere', 'shop'] },
  });
  const body = recordBody({
    ...place,
    uid: 'u',
    resourceVersion: '7',
    records,
    inventory: [old],
    repository,
    hold: undefined,
    outbox: [],
    digests: undefined,
    repositoryId,
    unknownRecords: [],
  });
  const metadata = {
    ...Object(marks['metadata']),
    annotations: {
      ...Object(Object(marks['metadata']).annotations),
      ...Object(Object(body['metadata']).annotations),
    },
    uid: 'u',
    resourceVersion: '7',
  };
  return { ...body, metadata };
}

describe('the parent', () => {
  it('keeps the newest twenty records and gives back what it was given', () => {
    const records = Array.from({ length: 25 }, (_, index) => storedRecord(index + 1));
    const parent = readParent(storedParent(records), 'gitops-push/0.1.0');
    expect(parent.records.map(record => record.sequence)).toEqual(
      Array.from({ length: keptRecords }, (_, index) => index + 6),
    );
    expect(parent.inventory).toEqual([old]);
    expect(parent.repository).toBe('acme/shop');
    expect(parent.foreign).toBeUndefined();
  });

  it('leaves out records of another schema and broken lines', () => {
    const body = {
      ...storedParent([]),
      data: { records: `{"schema":2}\nnot json\n${JSON.stringify(storedRecord(3))}\n` },
    };
    expect(readParent(body, 'gitops-push/0.1.0').records.map(record => record.sequence)).toEqual([3]);
  });
});

describe('what another version or name wrote', () => {
  const read = (body: JsonObject) => readParent(body, 'gitops-push/0.1.0');

  it('keeps records of a newer schema as they are, and counts on from them', async () => {
    const newer = '{"schema":2,"sequence":41,"what":"unknown"}';
    const start = {
      ...storedParent([storedRecord(3)]),
      data: { records: `${JSON.stringify(storedRecord(3))}\n${newer}\n` },
    };
    const { open, stored } = ledgerOn(start);
    const entry = await open();
    expect(entry.record.sequence).toBe(42);
    expect(read(stored() ?? {}).unknownRecords).toEqual([newer]);
  });

  it('counts on from them when a hold is lifted, too', async () => {
    const newer = '{"schema":2,"sequence":41,"what":"unknown"}';
    const start = storedParent([storedRecord(3)]);
    const { ledger } = ledgerOn({
      ...start,
      data: { records: `${JSON.stringify(storedRecord(3))}\n${newer}\n` },
    });
    await ledger.acquire();
    expect(await ledger.holds?.lift('mended')).toMatchObject({ kind: 'resume', sequence: 42 });
  });

  it('never forgets the newest deploy, by which older ones are told', () => {
    const rollbacks = Array.from({ length: 30 }, (_, index) => ({
      ...storedRecord(index + 2),
      kind: 'rollback' as const,
    }));
    const deploy = { ...storedRecord(1), commit: 'd'.repeat(40) };
    const { records } = read(storedParent([deploy, ...rollbacks]));
    expect(records).toHaveLength(keptRecords);
    expect(records[0]).toMatchObject({ sequence: 1, commit: 'd'.repeat(40) });
    expect(records.at(-1)?.sequence).toBe(31);
  });

  it.each([
    { name: 'a repository that was renamed', recorded: 'acme/old', id: '7', ours: '7', isRefused: false },
    {
      name: 'another repository that took the name',
      recorded: 'acme/shop',
      id: '7',
      ours: '8',
      isRefused: true,
    },
  ])('tells $name by its number', async ({ recorded, id, ours, isRefused }) => {
    const start = storedParent([storedRecord(1)], recorded, id);
    const { ledger } = ledgerOn(start, [web], 'acme/shop', [], ours);
    const last = ledger.last().then(
      () => 'taken',
      (error: { code: string }) => error.code,
    );
    expect(await last).toBe(isRefused ? 'target-owned-elsewhere' : 'taken');
  });
});

describe('a parent that is too small or was edited', () => {
  it('keeps fewer records when they are large, but always the newest', () => {
    const images = Array.from(
      { length: 1000 },
      (_, index) => `registry.example/team/service-${index}@sha256:${'0'.repeat(64)}`,
    );
    const records = Array.from({ length: 20 }, (_, index) => ({ ...storedRecord(index + 1), images }));
    const body = storedParent(records);
    expect(JSON.stringify(body).length).toBeLessThan(1024 * 1024);
    expect(readParent(body, 'gitops-push/0.1.0').records.at(-1)?.sequence).toBe(20);
  });

  it('is not ours when its inventory cannot be read', () => {
    const body = { ...storedParent([]), binaryData: { inventory: 'bm90aGluZw==' } };
    expect(readParent(body, 'gitops-push/0.1.0').foreign).toContain('inventory');
  });
});

describe('the ledger', () => {
  it('names each object once, however many deploys failed', async () => {
    const first = ledgerOn(storedParent([storedRecord(1)]), [web, old]);
    await first.open();
    const stored = first.stored();
    if (!stored) throw new Error('nothing was stored');
    expect(readParent(stored, 'gitops-push/0.1.0').inventory).toEqual([old, web]);
  });

  it('announces a first deploy before anything else, and closes it', async () => {
    const { open, writes, stored } = ledgerOn(undefined);
    const entry = await open();
    expect(entry.record).toMatchObject({
      sequence: 1,
      kind: 'deploy',
      commit: 'c'.repeat(40),
      images: ['a:1'],
    });
    expect(entry.record.result).toBeUndefined();
    expect(writes).toHaveLength(2);
    const closed = await entry.close(outcome);
    expect(closed).toMatchObject({ sequence: 1, result: 'success' });
    // The superset was the set itself: there is nothing to shrink.
    expect(writes).toHaveLength(3);
    expect(readParent(stored() ?? {}, 'gitops-push/0.1.0')).toMatchObject({
      inventory: [web],
      scope: { groupKinds: ['Deployment.apps'] },
    });
  });

  it('names old and new kinds until the deploy is complete, then the new ones alone', async () => {
    const { open, stored } = ledgerOn(storedParent([storedRecord(4)]));
    const entry = await open();
    expect(entry.record).toMatchObject({ sequence: 5, previous: { id: 'id-4' } });
    const during = readParent(stored() ?? {}, 'gitops-push/0.1.0');
    expect(during.scope).toEqual({
      groupKinds: ['Deployment.apps', 'Secret'],
      namespaces: ['shop', 'elsewhere'],
    });
    expect(during.inventory).toEqual([old, web]);
    await entry.close(outcome);
    expect(readParent(stored() ?? {}, 'gitops-push/0.1.0').scope).toEqual({
      groupKinds: ['Deployment.apps'],
      namespaces: ['shop'],
    });
  });

  it('keeps the newest sixty letters, and says how many had no room', async () => {
    const { ledger } = ledgerOn(storedParent([storedRecord(4)]));
    await ledger.acquire();
    const letters = Array.from({ length: 63 }, (_, index) => ({
      to: 'note',
      key: String(index),
      at: '2026-01-01T00:00:00.000Z',
      content: {},
      attempts: 1,
      lastError: '',
    }));
    expect(await ledger.outbox?.keep(letters)).toBe(3);
    expect(await ledger.outbox?.keep(letters.slice(0, 60))).toBe(0);
  });

  it('keeps looking for leftovers after a deploy that did not end well', async () => {
    const { open, stored } = ledgerOn(storedParent([storedRecord(4)]));
    const entry = await open();
    await entry.close({
      ...outcome,
      result: 'failed',
      health: [{ address: 'apps/v1/Deployment/shop/web', state: 'stuck', message: '', waitedMs: 1 }],
    });
    const parent = readParent(stored() ?? {}, 'gitops-push/0.1.0');
    expect(parent.scope.groupKinds).toContain('Secret');
    expect(parent.inventory).toEqual([old, web]);
    expect(parent.records.at(-1)).toMatchObject({
      result: 'failed',
      health: { passed: false, failing: ['apps/v1/Deployment/shop/web'] },
    });
  });

  it('does not go on under a right that is lost, and says when another run has written meanwhile', async () => {
    const { ledger, cluster } = ledgerOn(storedParent([storedRecord(1)]));
    const guard = await ledger.acquire();
    expect(await ledger.goOnUnder?.(guard)).toMatchObject({ hasMoved: false });
    await cluster.apply(
      { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true, verbs: [] },
      { name: 'gitops-push-shop', namespace: 'shop' },
      '{}',
      { manager: 'other', force: true, dryRun: false },
      'record',
    );
    expect(await ledger.goOnUnder?.(guard)).toMatchObject({ hasMoved: true });
    const lost = { ...guard, isHeld: async () => await Promise.resolve(false) };
    await expect(ledger.goOnUnder?.(lost)).rejects.toMatchObject({ code: 'lock-lost' });
  });

  it('binds every write to the version that it read', async () => {
    const { open, writes } = ledgerOn(storedParent([]));
    await (await open()).close(outcome);
    expect(writes.map(body => Object(body['metadata']).resourceVersion)).toEqual(['7', '2', '3', '4']);
  });

  it.each([
    { name: 'another repository', start: storedParent([], 'acme/other'), message: 'acme/other' },
    {
      name: 'another tool',
      start: { ...storedParent([]), metadata: { name: 'gitops-push-shop', namespace: 'shop' } },
      message: 'is not ours',
    },
  ])('refuses a target of $name', async ({ start, message }) => {
    await expect(ledgerOn(start).ledger.last()).rejects.toMatchObject({
      code: 'target-owned-elsewhere',
      message: expect.stringContaining(message),
    });
  });
});

describe('what a rollback of a cluster holds back', () => {
  it('stays when its own record is long gone, and until it is lifted', async () => {
    let stored: JsonObject | undefined;
    const next = async (hold?: Hold): Promise<void> => {
      const run = ledgerOn(stored);
      if (hold) run.ledger.holds?.set(hold);
      await (await run.open()).close(outcome);
      stored = run.stored();
    };
    await next({
      record: 'production/shop#1',
      from: 'production/shop#0',
      since: '2026-01-01T00:00:00.000Z',
      culprits: [{ address: 'Deployment/shop/web', digest: 'd'.repeat(64) }],
    });
    for (let deploys = 0; deploys < keptRecords + 5; deploys += 1) await next();
    const last = ledgerOn(stored);
    const { ledger } = last;
    expect((await ledger.all())[0]?.sequence).toBe(7);
    expect(await ledger.holds?.current()).toMatchObject({ record: 'production/shop#1' });
    await ledger.acquire();
    await ledger.holds?.lift('mended');
    expect(await ledgerOn(last.stored()).ledger.holds?.current()).toBeUndefined();
  });
});
