import { describe, expect, it } from 'vitest';
import { clusterOn, collectionPath, objectPath } from '../../../../src/engines/kubernetes/api/index.ts';
import type { Resource } from '../../../../src/engines/kubernetes/cluster.ts';
import type { ApiRequest, WatchEvent } from '../../../../src/engines/kubernetes/transport/transport.ts';
import { type Json, parseJson } from '../../../../src/model/json.ts';
import { failureOf } from '../transport/failures.ts';
import { accepted, fakeTransport, refused } from './api-server.ts';

const access = { server: 'https://127.0.0.1:6443', contextNamespace: 'shop' };
const deployments: Resource = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
  verbs: [],
};
const roles: Resource = {
  ...deployments,
  group: 'rbac.authorization.k8s.io',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  namespaced: false,
};
const pods: Resource = { ...deployments, group: '', kind: 'Pod', plural: 'pods' };
const web = { namespace: 'shop', name: 'web' };

describe('paths', () => {
  it.each([
    [objectPath(deployments, web), '/apis/apps/v1/namespaces/shop/deployments/web'],
    [objectPath(pods, web, 'log'), '/api/v1/namespaces/shop/pods/web/log'],
    [
      objectPath(roles, { name: 'My:Role/x' }),
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/My%3ARole%2Fx',
    ],
    [
      objectPath(roles, { name: 'admin', namespace: 'ignored' }),
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/admin',
    ],
    [collectionPath(pods), '/api/v1/pods'],
    [collectionPath(pods, 'shop'), '/api/v1/namespaces/shop/pods'],
  ])('%s', (path, expected) => {
    expect(path).toBe(expected);
  });

  it.each([
    ['an empty name', () => objectPath(pods, { namespace: 'shop', name: '' })],
    ['an empty namespace', () => objectPath(pods, { namespace: '', name: 'web' })],
    ['two dots', () => objectPath(pods, { namespace: 'shop', name: '..' })],
    ['no namespace', () => objectPath(pods, { name: 'web' })],
  ])('are never made of %s', (_name, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

describe('an apply', () => {
  const options = { manager: 'gitops-push', force: false, dryRun: false };

  it('is a strict server-side apply with the body as it is', async () => {
    const transport = fakeTransport(() => accepted({}));
    const cluster = clusterOn(transport, access);
    await cluster.apply(deployments, web, '{"a":1}', options, 'apply');
    await cluster.apply(deployments, web, '{"a":1}', { ...options, force: true, dryRun: true }, 'plan');
    expect(transport.asked).toEqual([
      {
        method: 'PATCH',
        path: '/apis/apps/v1/namespaces/shop/deployments/web',
        query: { fieldManager: 'gitops-push', force: 'false', fieldValidation: 'Strict' },
        body: '{"a":1}',
        contentType: 'application/apply-patch+yaml',
        phase: 'apply',
      },
      expect.objectContaining({
        query: { fieldManager: 'gitops-push', force: 'true', fieldValidation: 'Strict', dryRun: 'All' },
        phase: 'plan',
      }),
    ]);
  });

  it('returns a refusal as an answer', async () => {
    const cluster = clusterOn(
      fakeTransport(() => refused(422, 'Invalid')),
      access,
    );
    expect((await cluster.apply(deployments, web, '{}', options, 'apply')).status?.reason).toBe('Invalid');
  });
});

describe('a delete', () => {
  it('has all its options in the body and none in the query', async () => {
    const transport = fakeTransport(() => accepted({}));
    const cluster = clusterOn(transport, access);
    await cluster.remove(
      deployments,
      web,
      { uid: 'u', resourceVersion: '7', propagation: 'Background', dryRun: true },
      'plan',
    );
    await cluster.remove(deployments, web, { uid: 'u', propagation: 'Orphan', dryRun: false }, 'apply');
    expect(transport.asked.map(({ query, body }) => ({ query, body: parseJson(body ?? '') }))).toEqual([
      {
        query: undefined,
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid: 'u', resourceVersion: '7' },
          propagationPolicy: 'Background',
          dryRun: ['All'],
        },
      },
      {
        query: undefined,
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid: 'u' },
          propagationPolicy: 'Orphan',
        },
      },
    ]);
  });
});

describe('a get', () => {
  it('gives the object, undefined when there is none, and a Failure when it is refused', async () => {
    const object = { kind: 'Deployment', metadata: { name: 'web' } };
    expect(
      await clusterOn(
        fakeTransport(() => accepted(object)),
        access,
      ).get(deployments, web, 'plan'),
    ).toEqual(object);
    const none = clusterOn(
      fakeTransport(() => refused(404, 'NotFound')),
      access,
    );
    expect(await none.get(deployments, web, 'plan')).toBeUndefined();
    const forbidden = clusterOn(
      fakeTransport(() =>
        refused(
          403,
          'Forbidden',
          'deployments.apps "web" is forbidden: User "ci" cannot get resource "deployments" in API group "apps" in the namespace "shop"',
        ),
      ),
      access,
    );
    expect((await failureOf(forbidden.get(deployments, web, 'plan'))).code).toBe('permission-missing');
  });
});

function page(names: readonly string[], next = ''): Json {
  return {
    kind: 'DeploymentList',
    metadata: { resourceVersion: '42', continue: next },
    items: names.map(name => ({ metadata: { name } })),
  };
}

describe('a list', () => {
  it('joins its pages and gives every item its kind', async () => {
    const pages: Readonly<Record<string, Json>> = { '': page(['a', 'b'], 'more'), more: page(['c']) };
    const transport = fakeTransport(request => accepted(pages[request.query?.['continue'] ?? ''] ?? null));
    const list = await clusterOn(transport, access).list(
      deployments,
      { namespace: 'shop', labelSelector: 'a=b,c' },
      'plan',
    );
    expect(list.resourceVersion).toBe('42');
    expect(list.items).toEqual(
      ['a', 'b', 'c'].map(name => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } })),
    );
    expect(transport.asked.map(request => request.query)).toEqual([
      { labelSelector: 'a=b,c', limit: '500' },
      { labelSelector: 'a=b,c', limit: '500', continue: 'more' },
    ]);
  });

  it('asks for metadata only when that is enough, and names the kind meant', async () => {
    const partial = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 'a' } };
    const transport = fakeTransport(() => accepted({ metadata: { resourceVersion: '1' }, items: [partial] }));
    const list = await clusterOn(transport, access).list(deployments, { only: 'metadata' }, 'plan');
    expect(transport.asked[0]?.accept).toContain('as=PartialObjectMetadataList');
    expect(list.items).toEqual([{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } }]);
  });

  it('starts over in one piece when its continuation has expired', async () => {
    const transport = fakeTransport(request => {
      if (request.query?.['continue'] !== undefined) return refused(410, 'Expired');
      return accepted(request.query?.['limit'] === undefined ? page(['a', 'b', 'c']) : page(['a'], 'more'));
    });
    const list = await clusterOn(transport, access).list(deployments, {}, 'plan');
    expect(list.items).toHaveLength(3);
    expect(transport.asked).toHaveLength(3);
  });

  it('is empty for a kind that is served no more', async () => {
    const cluster = clusterOn(
      fakeTransport(() => refused(404, 'NotFound')),
      access,
    );
    expect(await cluster.list(deployments, {}, 'plan')).toEqual({ items: [], resourceVersion: '' });
  });
});

describe('a watch', () => {
  it('starts from the mark with bookmarks and gives every object its kind', async () => {
    const events: readonly WatchEvent[] = [
      { type: 'ADDED', object: { metadata: { name: 'a' } } },
      { type: 'ERROR', object: { kind: 'Status', code: 410 } },
    ];
    const transport = fakeTransport(() => accepted(null), events);
    const options = { namespace: 'shop', fieldSelector: 'metadata.name=a', from: '42' };
    const seen: WatchEvent[] = [];
    const watch = clusterOn(transport, access).watch(
      deployments,
      options,
      new AbortController().signal,
      'wait',
    );
    for await (const event of watch) seen.push(event);
    expect(seen).toEqual([
      { type: 'ADDED', object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } } },
      { type: 'ERROR', object: { kind: 'Status', code: 410 } },
    ]);
    expect(transport.asked[0]).toEqual({
      method: 'GET',
      path: '/apis/apps/v1/namespaces/shop/deployments',
      query: {
        fieldSelector: 'metadata.name=a',
        watch: '1',
        resourceVersion: '42',
        allowWatchBookmarks: 'true',
      },
      phase: 'wait',
    } satisfies ApiRequest);
  });
});

it('names the cluster by a hash of its URL', () => {
  const cluster = clusterOn(
    fakeTransport(() => accepted(null)),
    access,
  );
  expect(cluster.serverHash).toBe('6c5003f4dd1691967bd3047645092380ef15affc718a40bf6cc43496f96e552a');
  expect(cluster.contextNamespace).toBe('shop');
});
