import { describe, expect, it } from 'vitest';
import { clusterOn } from '../../../../src/engines/kubernetes/api/index.ts';
import type { ApiAnswer, ApiRequest } from '../../../../src/engines/kubernetes/transport/transport.ts';
import type { Json } from '../../../../src/model/json.ts';
import { failureOf } from '../transport/failures.ts';
import { accepted, type FakeTransport, fakeTransport, refused } from './api-server.ts';

const access = { server: 'https://127.0.0.1:6443', contextNamespace: 'shop' };

function resource(plural: string, kind: string, scope: 'Namespaced' | 'Cluster'): Json {
  return {
    resource: plural,
    responseKind: { group: '', version: '', kind },
    scope,
    verbs: ['get', 'list', 'patch'],
  };
}

function group(
  name: string,
  versions: Readonly<Record<string, readonly Json[]>>,
  freshness = 'Current',
): Json {
  return {
    metadata: name === '' ? {} : { name },
    versions: Object.entries(versions).map(([version, resources]) => ({ version, resources, freshness })),
  };
}

const core = [
  group('', { v1: [resource('namespaces', 'Namespace', 'Cluster'), resource('pods', 'Pod', 'Namespaced')] }),
];
const named = [
  group('apps', { v1: [resource('deployments', 'Deployment', 'Namespaced')] }),
  group('autoscaling', {
    v2: [resource('horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'Namespaced')],
    v1: [resource('horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'Namespaced')],
  }),
  group('metrics.k8s.io', { v1beta1: [] }, 'Stale'),
];

function aggregated(request: ApiRequest): ApiAnswer {
  return accepted({ kind: 'APIGroupDiscoveryList', items: request.path === '/api' ? core : named });
}

/** A server of before aggregated discovery: answers plain lists whatever Accept says. */
function plain(request: ApiRequest): ApiAnswer {
  const answers: Readonly<Record<string, Json>> = {
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/apis': {
      kind: 'APIGroupList',
      groups: [
        {
          name: 'autoscaling',
          versions: [{ version: 'v1' }, { version: 'v2' }],
          preferredVersion: { version: 'v2' },
        },
        { name: 'broken.example', versions: [{ version: 'v1' }], preferredVersion: { version: 'v1' } },
      ],
    },
    '/api/v1': {
      resources: [
        { name: 'pods', kind: 'Pod', namespaced: true, verbs: ['get'] },
        { name: 'pods/log', kind: 'Pod', namespaced: true, verbs: ['get'] },
      ],
    },
    '/apis/autoscaling/v1': {
      resources: [{ name: 'hpas', kind: 'HorizontalPodAutoscaler', namespaced: true, verbs: [] }],
    },
    '/apis/autoscaling/v2': {
      resources: [{ name: 'hpas', kind: 'HorizontalPodAutoscaler', namespaced: true, verbs: [] }],
    },
  };
  const answer = answers[request.path];
  return answer === undefined ? refused(503, 'ServiceUnavailable') : accepted(answer);
}

const pathsOf = (transport: FakeTransport): readonly string[] =>
  transport.asked.map(request => request.path).toSorted();

describe('discovery', () => {
  it('takes two requests for any number of questions asked at once', async () => {
    const transport = fakeTransport(aggregated);
    const cluster = clusterOn(transport, access);
    const questions = Array.from(
      { length: 32 },
      async () => await cluster.resourceOf({ group: 'apps', version: 'v1', kind: 'Deployment' }, 'plan'),
    );
    const [first] = await Promise.all(questions);
    expect(first).toEqual({
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      plural: 'deployments',
      namespaced: true,
      verbs: ['get', 'list', 'patch'],
    });
    expect(await cluster.resourceOf({ group: '', version: 'v1', kind: 'Namespace' }, 'plan')).toMatchObject({
      namespaced: false,
    });
    expect(pathsOf(transport)).toEqual(['/api', '/apis']);
    expect(transport.asked[0]?.accept).toContain('v=v2;as=APIGroupDiscoveryList');
    expect(transport.asked[0]?.accept).toContain('v=v2beta1;as=APIGroupDiscoveryList');
  });

  it('answers undefined for a kind that is not served, and prefers what the server prefers', async () => {
    const cluster = clusterOn(fakeTransport(aggregated), access);
    expect(
      await cluster.resourceOf({ group: 'apps', version: 'v1beta1', kind: 'Deployment' }, 'plan'),
    ).toBeUndefined();
    expect(await cluster.preferredOf('HorizontalPodAutoscaler.autoscaling', 'plan')).toMatchObject({
      version: 'v2',
    });
    expect(await cluster.preferredOf('Pod', 'plan')).toMatchObject({ plural: 'pods' });
    expect(await cluster.preferredOf('Pod.apps', 'plan')).toBeUndefined();
  });

  it('asks again after it was forgotten, and after it failed', async () => {
    let fail = true;
    const transport = fakeTransport(request =>
      fail ? refused(403, 'Forbidden', 'no') : aggregated(request),
    );
    const cluster = clusterOn(transport, access);
    expect((await failureOf(cluster.preferredOf('Pod', 'plan'))).code).toBe('server-unusable');
    fail = false;
    expect(await cluster.preferredOf('Pod', 'plan')).toBeDefined();
    cluster.forgetDiscovery();
    await cluster.preferredOf('Pod', 'plan');
    expect(transport.asked).toHaveLength(6);
  });

  it('says that an extension is down instead of saying that its kind does not exist', async () => {
    const cluster = clusterOn(fakeTransport(aggregated), access);
    const asked = cluster.resourceOf(
      { group: 'metrics.k8s.io', version: 'v1beta1', kind: 'PodMetrics' },
      'plan',
    );
    expect((await failureOf(asked)).code).toBe('server-unusable');
  });

  it('asks group by group where there is no aggregated discovery', async () => {
    const transport = fakeTransport(plain);
    const cluster = clusterOn(transport, access);
    expect(await cluster.preferredOf('HorizontalPodAutoscaler.autoscaling', 'plan')).toMatchObject({
      version: 'v2',
      plural: 'hpas',
    });
    expect(await cluster.resourceOf({ group: '', version: 'v1', kind: 'Pod' }, 'plan')).toMatchObject({
      plural: 'pods',
    });
    const broken = cluster.resourceOf({ group: 'broken.example', version: 'v1', kind: 'X' }, 'plan');
    expect((await failureOf(broken)).code).toBe('server-unusable');
    expect(transport.asked).toHaveLength(6);
  });

  it('names the permission that discovery lacks', async () => {
    const text = 'forbidden: User "system:anonymous" cannot get path "/api"';
    const cluster = clusterOn(
      fakeTransport(() => refused(403, 'Forbidden', text)),
      access,
    );
    const failure = await failureOf(cluster.preferredOf('Pod', 'plan'));
    expect(failure.code).toBe('permission-missing');
    expect(failure.hint).toContain('nonResourceURLs: ["/api"]');
  });
});

describe('the version of the server', () => {
  it('is major and minor without the plus of some providers, asked once', async () => {
    const transport = fakeTransport(() => accepted({ major: '1', minor: '31+', gitVersion: 'v1.31.2-eks' }));
    const cluster = clusterOn(transport, access);
    expect(await Promise.all([cluster.serverVersion('plan'), cluster.serverVersion('plan')])).toEqual([
      '1.31',
      '1.31',
    ]);
    expect(transport.asked).toHaveLength(1);
  });

  it('must be told', async () => {
    const cluster = clusterOn(
      fakeTransport(() => accepted({})),
      access,
    );
    expect((await failureOf(cluster.serverVersion('plan'))).code).toBe('server-unusable');
  });
});
