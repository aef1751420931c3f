import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../../src/engines/kubernetes/cluster.ts';
import { explainPod } from '../../../../src/engines/kubernetes/wait/explain.ts';
import { follow } from '../../../../src/engines/kubernetes/wait/follow.ts';
import { waitForHealth } from '../../../../src/engines/kubernetes/wait/index.ts';
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
    metadata: { name, generation: 1, resourceVersion: version },
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
});

describe('following a list', () => {
  it('resumes a cut watch from its last mark, and lists anew when the mark is too old', async () => {
    const calls: string[] = [];
    const stop = new AbortController();
    const cluster = scriptedCluster({
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
  const context = { setId: 'applyset-x-v1', timeoutMs: 60_000 };

  it('ends as soon as everything is ready, with one list and one watch', async () => {
    let requests = 0;
    const cluster = scriptedCluster({
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

  it('gives up when the time is up, and says what it saw and why the Pods are not up', async () => {
    const clock = fakeClock();
    const pods: Resource = { ...deployments, group: '', kind: 'Pod', plural: 'pods' };
    const pod: JsonObject = {
      metadata: { name: 'web-1' },
      status: {
        containerStatuses: [
          {
            name: 'server',
            state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
          },
        ],
      },
    };
    const cluster = scriptedCluster({
      list: resource =>
        Promise.resolve(
          resource.kind === 'Pod' ? listOf('1', [pod]) : listOf('1', [deployment('web', '1', 0)]),
        ),
      resourceOf: () => Promise.resolve(pods),
      watch: async function* (_resource, _options, signal) {
        await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
        yield* streamOf();
      },
    });
    const waiting = waitForHealth([awaited('web')], { ...context, cluster, world: fakeWorld({ clock }) });
    await settle();
    await clock.advance(60_000);
    expect(await waiting).toMatchObject([
      {
        state: 'waiting',
        message: expect.stringContaining(
          'not ready after 60 s: 0 of 1 Pods available; Pod web-1: container server is waiting: ImagePullBackOff',
        ),
      },
    ]);
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

describe('explaining a Pod', () => {
  it.each<{ name: string; status: JsonObject; then: string | undefined }>([
    {
      name: 'a container that crashes',
      status: {
        containerStatuses: [
          {
            name: 'server',
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s' } },
            lastState: { terminated: { reason: 'Error', exitCode: 3 } },
          },
        ],
      },
      then: 'Pod p: container server is waiting: CrashLoopBackOff: back-off 10s (last ended with Error, exit code 3)',
    },
    {
      name: 'an init container first',
      status: {
        initContainerStatuses: [
          { name: 'migrate', state: { waiting: { reason: 'ErrImagePull', message: 'not found' } } },
        ],
        containerStatuses: [{ name: 'server', state: { waiting: { reason: 'PodInitializing' } } }],
      },
      then: 'Pod p: container migrate is waiting: ErrImagePull: not found',
    },
    {
      name: 'an unschedulable Pod',
      status: {
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/2 nodes are available',
          },
        ],
      },
      then: 'Pod p: Unschedulable: 0/2 nodes are available',
    },
    {
      name: 'a Pod that is only starting',
      status: {
        containerStatuses: [{ name: 'server', state: { waiting: { reason: 'ContainerCreating' } } }],
      },
      then: undefined,
    },
  ])('$name', ({ status, then }) => {
    expect(explainPod({ metadata: { name: 'p' }, status })).toBe(then);
  });
});
