import { describe, expect, it } from 'vitest';
import type { Cluster, Resource } from '../../../../src/engines/kubernetes/cluster.ts';
import { follow } from '../../../../src/engines/kubernetes/wait/follow.ts';
import { waitForHealth } from '../../../../src/engines/kubernetes/wait/index.ts';
import { type ReadinessRule, ready } from '../../../../src/engines/kubernetes/ready/readiness.ts';
import type { JsonObject } from '../../../../src/model/json.ts';
import { listOf, scriptedCluster, streamOf } from '../../../fakes/cluster.ts';
import { fakeClock, fakeWorld, settle } from '../../../fakes/world.ts';

const deployments: Resource = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
  verbs: [],
};

function deployment(name: string, version: string, available: number, extra: JsonObject = {}): JsonObject {
  return {
    kind: 'Deployment',
    metadata: { name, generation: 1, resourceVersion: version, creationTimestamp: '2026-11-20T14:00:00Z' },
    spec: { replicas: 1, selector: { matchLabels: { app: name } } },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: available,
      ...extra,
    },
  };
}

const awaited = (name: string) => ({
  id: { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name },
  address: `apps/v1/Deployment/shop/${name}`,
  resource: deployments,
  isWritten: true,
});

/** A Pod whose image is not there, made after the Deployment was applied. */
const failingPod: JsonObject = {
  metadata: {
    name: 'web-abc-1',
    uid: 'p1',
    creationTimestamp: '2026-11-20T14:00:05Z',
    labels: { 'pod-template-hash': 'abc' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', uid: 'r1', controller: true }],
  },
  spec: { containers: [{ name: 'server', image: 'web:2' }] },
  status: {
    phase: 'Pending',
    containerStatuses: [
      { name: 'server', state: { waiting: { reason: 'ErrImagePull', message: 'web:2: not found' } } },
    ],
  },
};

/** A watch on which nothing happens. */
const silence: Cluster['watch'] = async function* (_resource, _options, signal) {
  await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
  yield* streamOf();
};

describe('following a list', () => {
  it('resumes a cut watch from its last mark, and lists anew when the mark is too old', async () => {
    const calls: string[] = [];
    const stop = new AbortController();
    const cluster = scriptedCluster({
      resourceOf: () => Promise.resolve(undefined),
      list: () => {
        calls.push('list');
        return Promise.resolve(listOf(calls.length === 1 ? '10' : '50', [deployment('web', '9', 0)]));
      },
      watch: (_resource, { from }) => {
        calls.push(`watch ${from}`);
        if (from === '10')
          return streamOf(
            { type: 'MODIFIED', object: deployment('web', '20', 0) },
            { type: 'BOOKMARK', object: { metadata: { resourceVersion: '30' } } },
          );
        if (from === '30') return streamOf({ type: 'ERROR', object: { kind: 'Status', code: 410 } });
        stop.abort();
        return streamOf();
      },
    });
    const clock = fakeClock();
    const pace = { clock, signal: stop.signal };
    const following = follow(cluster, deployments, { namespace: 'shop' }, () => undefined, pace);
    await settle();
    // Both watches ended at once, so neither was followed by the next request before two seconds had passed.
    expect(calls).toEqual(['list', 'watch 10']);
    await clock.advance(2000);
    expect(calls).toEqual(['list', 'watch 10', 'watch 30']);
    await clock.advance(2000);
    await following;
    expect(calls).toEqual(['list', 'watch 10', 'watch 30', 'list', 'watch 50']);
  });
});

describe('waiting for health', () => {
  const context = {
    labelSelector: 'applyset.kubernetes.io/part-of=applyset-x-v1',
    timeoutMs: 60_000,
    stallMs: 240_000,
    rules: new Map(),
    intents: [],
  };

  it('ends as soon as everything is ready, with one list and one watch', async () => {
    let requests = 0;
    const cluster = scriptedCluster({
      resourceOf: () => Promise.resolve(undefined),
      list: () => {
        requests += 1;
        return Promise.resolve(listOf('1', [deployment('web', '1', 0), deployment('other', '1', 0)]));
      },
      watch: () => {
        requests += 1;
        return streamOf({ type: 'MODIFIED', object: deployment('web', '2', 1) });
      },
    });
    const health = await waitForHealth([awaited('web')], { ...context, cluster, world: fakeWorld() });
    expect(health).toMatchObject([
      { address: 'apps/v1/Deployment/shop/web', state: 'ready', message: '1 of 1 Pods ready' },
    ]);
    expect(requests).toBe(2);
  });

  it('gives up when the time is up, and says what it saw', async () => {
    const clock = fakeClock();
    const cluster = scriptedCluster({
      resourceOf: () => Promise.resolve(undefined),
      list: () => Promise.resolve(listOf('1', [deployment('web', '1', 0)])),
      watch: silence,
    });
    const waiting = waitForHealth([awaited('web')], { ...context, cluster, world: fakeWorld({ clock }) });
    await settle();
    await clock.advance(60_000);
    expect(await waiting).toMatchObject([
      {
        state: 'waiting',
        message: 'not ready after 60 s: 0 of 1 Pods available',
        diagnosis: { cause: 'late' },
      },
    ]);
  });

  it('gives up early on an image that stays missing, and on nothing that was seen only once', async () => {
    const clock = fakeClock();
    const kinds: Readonly<Record<string, Resource>> = {
      Pod: { ...deployments, group: '', kind: 'Pod', plural: 'pods' },
      ReplicaSet: { ...deployments, kind: 'ReplicaSet', plural: 'replicasets' },
    };
    const cluster = scriptedCluster({
      list: resource =>
        Promise.resolve(listOf('1', resource.kind === 'Pod' ? [failingPod] : [deployment('web', '1', 0)])),
      resourceOf: ({ kind }) => Promise.resolve(kinds[kind]),
      get: () => Promise.resolve({ metadata: { name: 'web-abc' }, spec: {} }),
      watch: silence,
    });
    const world = fakeWorld({ clock });
    const waiting = waitForHealth([awaited('web')], { ...context, cluster, world });
    await settle();
    expect(world.lines.at(-1)).toMatch(
      /^waiting .*; Pod web-abc-1: container server is waiting: ErrImagePull/,
    );
    await clock.advance(4999);
    expect(world.lines.at(-1)).toMatch(/^waiting /);
    await clock.advance(1);
    expect(world.lines.at(-1)).toMatch(/^stuck apps\/v1\/Deployment\/shop\/web: Pod web-abc-1: /);
    await clock.advance(2000);
    expect(await waiting).toMatchObject([
      { state: 'stuck', diagnosis: { cause: 'image-missing', pod: 'web-abc-1', names: ['web:2'] } },
    ]);
  });

  it('tells one trouble once, by whichever of its words it comes, and a container that crashes once', async () => {
    const waiting = (reason: string, message: string, restartCount = 0): JsonObject => ({
      ...failingPod,
      status: {
        phase: 'Pending',
        containerStatuses: [{ name: 'server', restartCount, state: { waiting: { reason, message } } }],
      },
    });
    const backOff = 'Back-off pulling image "web:2": ErrImagePull: server is busy';
    const states = [
      waiting('ErrImagePull', 'server is busy'),
      waiting('ImagePullBackOff', backOff),
      waiting('ErrImagePull', 'server is busy, the second time'),
      waiting('ImagePullBackOff', `${backOff}, the second time`),
      waiting('CrashLoopBackOff', 'back-off 10s restarting failed container'),
      waiting('CrashLoopBackOff', 'back-off 20s restarting failed container', 1),
      waiting('CrashLoopBackOff', 'back-off 40s restarting failed container', 1),
    ];
    for (const given of [states, states.toSpliced(0, 1)]) {
      const world = fakeWorld({ clock: fakeClock() });
      const kinds = [deployments, { ...deployments, group: '', kind: 'Pod', plural: 'pods' }];
      const cluster = scriptedCluster({
        resourceOf: ({ kind }) => Promise.resolve(kinds.find(each => each.kind === kind)),
        list: resource =>
          Promise.resolve(
            listOf('1', resource.kind === 'Pod' ? given.slice(0, 1) : [deployment('web', '1', 0)]),
          ),
        get: () => Promise.resolve(undefined),
        raw: () => Promise.resolve({ httpStatus: 200, body: '', warnings: [] }),
        watch: async function* (resource, options, signal) {
          if (resource.kind === 'Pod')
            for (const object of given.slice(1)) yield { type: 'MODIFIED', object };
          yield* silence(resource, options, signal, 'wait');
        },
      });
      const clock = fakeClock();
      const following = waitForHealth([awaited('web')], { ...context, cluster, world: { ...world, clock } });
      await settle();
      const told = world.lines.filter(line => line.includes('is waiting:'));
      expect(told).toHaveLength(2);
      expect(told[1]).toMatch(/CrashLoopBackOff/);
      await clock.advance(60_000);
      await following;
    }
  });

  it.each<{ name: string; metadata: JsonObject; rules: ReadonlyMap<string, ReadinessRule>; seconds: number }>(
    [
      { name: 'waits five seconds for a status that may be old', metadata: {}, rules: new Map(), seconds: 5 },
      {
        name: 'takes a status that was written after the apply',
        metadata: {
          managedFields: [
            { manager: 'gitops-push', operation: 'Apply', time: '2026-11-20T14:00:00Z' },
            { manager: 'operator', operation: 'Update', subresource: 'status', time: '2026-11-20T14:00:01Z' },
          ],
        },
        rules: new Map(),
        seconds: 0,
      },
      {
        name: 'does as a rule of the user says',
        metadata: {},
        rules: new Map([['postgresql.cnpg.io/Cluster', () => ready('as you say')]]),
        seconds: 0,
      },
    ],
  )('$name', async ({ metadata, rules, seconds }) => {
    const clock = fakeClock();
    const body: JsonObject = {
      metadata: { name: 'db', generation: 2, creationTimestamp: '2026-11-20T13:00:00Z', ...metadata },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    };
    const cluster = scriptedCluster({ list: () => Promise.resolve(listOf('1', [body])), watch: silence });
    const one = awaited('db');
    const id = { ...one.id, group: 'postgresql.cnpg.io', kind: 'Cluster' };
    let state = 'waiting';
    const waiting = waitForHealth([{ ...one, id }], {
      ...context,
      rules,
      cluster,
      world: fakeWorld({ clock }),
    });
    void waiting.then(([health]) => (state = health?.state ?? ''));
    await settle();
    if (seconds > 0) {
      await clock.advance(seconds * 1000 - 1);
      expect(state).toBe('waiting');
      await clock.advance(1);
    }
    await settle();
    expect(state).toBe('ready');
  });

  it('says once that Pods are refused, by the object itself or by an event', async () => {
    const clock = fakeClock();
    const refused = deployment('web', '1', 0, {
      replicas: 0,
      updatedReplicas: 0,
      conditions: [
        { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: q' },
      ],
    });
    const cluster = scriptedCluster({
      list: resource => Promise.resolve(listOf('1', resource.kind === 'Pod' ? [] : [refused])),
      resourceOf: () => Promise.resolve({ ...deployments, group: '', kind: 'Pod', plural: 'pods' }),
      watch: silence,
    });
    const world = fakeWorld({ clock });
    const waiting = waitForHealth([awaited('web')], { ...context, cluster, world });
    await settle();
    expect(world.lines.at(-1)).toMatch(/: 0 of 1 Pods updated; Pods are refused: exceeded quota: q$/);
    expect(world.lines.at(-1)?.split('Pods are refused')).toHaveLength(2);
    await clock.advance(60_000);
    await waiting;
  });

  it('stops shortly after one object is stuck, and lets others settle meanwhile', async () => {
    const clock = fakeClock();
    const failed = deployment('web', '1', 0, {
      conditions: [
        { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' },
      ],
    });
    const cluster = scriptedCluster({
      list: resource =>
        Promise.resolve(listOf('1', resource.kind === 'Pod' ? [] : [failed, deployment('api', '1', 0)])),
      resourceOf: () => Promise.resolve({ ...deployments, group: '', kind: 'Pod', plural: 'pods' }),
      watch: async function* (_resource, _options, signal) {
        yield { type: 'MODIFIED', object: deployment('api', '2', 1) };
        await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
      },
    });
    const waiting = waitForHealth([awaited('web'), awaited('api')], {
      ...context,
      cluster,
      world: fakeWorld({ clock }),
    });
    await settle();
    await clock.advance(2000);
    expect((await waiting).map(({ state }) => state)).toEqual(['stuck', 'ready']);
  });

  it.each<{ kind: string; group: string; spec: JsonObject; then: string }>([
    { kind: 'Job', group: 'batch', spec: { ttlSecondsAfterFinished: 5 }, then: 'ready' },
    { kind: 'Job', group: 'batch', spec: {}, then: 'stuck' },
    { kind: 'Deployment', group: 'apps', spec: {}, then: 'stuck' },
  ])('says $then of a $kind with $spec that is gone', async ({ kind, group, spec, then }) => {
    const clock = fakeClock();
    const cluster = scriptedCluster({
      resourceOf: () => Promise.resolve(undefined),
      list: () => Promise.resolve(listOf('1', [{ metadata: { name: 'web' }, spec }])),
      watch: () => streamOf({ type: 'DELETED', object: { metadata: { name: 'web' } } }),
    });
    const one = awaited('web');
    const gone = { ...one, id: { ...one.id, kind, group }, resource: { ...deployments, kind, group } };
    const waiting = waitForHealth([gone], { ...context, cluster, world: fakeWorld({ clock }) });
    await settle();
    await clock.advance(2000);
    expect((await waiting).map(({ state }) => state)).toEqual([then]);
  });

  it('ends with the run when it is cancelled', async () => {
    const cancel = new AbortController();
    const cluster = scriptedCluster({
      resourceOf: () => Promise.resolve(undefined),
      list: () => Promise.resolve(listOf('1', [deployment('web', '1', 0)])),
      watch: async function* (_resource, _options, signal) {
        await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
        yield* streamOf();
      },
    });
    const waiting = waitForHealth([awaited('web')], {
      ...context,
      cluster,
      world: fakeWorld({ signal: cancel.signal }),
    });
    await settle();
    cancel.abort();
    expect(await waiting).toMatchObject([{ state: 'waiting' }]);
  });
});
