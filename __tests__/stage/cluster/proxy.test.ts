import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApiClient, type ApiClient, type KubeObject } from './api-client.ts';
import type { Cluster, Identity, Proxy } from './cluster.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { sharedCluster } from './shared-cluster.ts';

let cluster: Cluster;
let identity: Identity;
let folder: string;
let maps: string;
let proxy: Proxy;
let client: ApiClient;

beforeAll(async () => {
  cluster = await sharedCluster();
  const namespace = await cluster.createNamespace('proxy');
  identity = await cluster.identity({ name: 'ci', namespace, namespaceRoles: ['edit'] });
  folder = await mkdtemp(join(tmpdir(), 'stage-proxy-'));
  maps = `/api/v1/namespaces/${namespace}/configmaps`;
});
beforeEach(async () => {
  proxy = await cluster.proxy();
  await writeFile(join(folder, 'config'), proxy.kubeconfig(identity.kubeconfig));
  client = openApiClient(await readKubeconfig(join(folder, 'config')), 'a-client/1.0');
});
afterEach(async () => {
  client.close();
  await proxy[Symbol.asyncDispose]();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const exists = async (name: string) => (await cluster.request('GET', `${maps}/${name}`)).status === 200;
const create = (name: string) => client.request('POST', maps, { metadata: { name } });

describe('the log', () => {
  test('holds what was asked, by whom, and what was answered', async () => {
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'logged' } });
    const path = `${maps}/logged?fieldManager=me&dryRun=All&labelSelector=a%3Db%20c`;
    await client.request('PATCH', path, body, { contentType: 'application/apply-patch+yaml' });
    expect(proxy.log.entries).toEqual([
      {
        method: 'PATCH',
        path: `${maps}/logged`,
        query: { fieldManager: 'me', dryRun: 'All', labelSelector: 'a=b c' },
        userAgent: 'a-client/1.0',
        contentType: 'application/apply-patch+yaml',
        body,
        bodySha256: createHash('sha256').update(body).digest('hex'),
        startedMs: expect.any(Number),
        answeredAfterMs: expect.any(Number),
        status: 201,
        serverStatus: 201,
        faults: [],
      },
    ]);
    proxy.log.clear();
    expect(proxy.log.entries).toEqual([]);
  });

  test('tells writes from rehearsals: a DELETE with a body is judged by its body alone', async () => {
    await create('kept');
    await client.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      spec: { nonResourceAttributes: { path: '/', verb: 'get' } },
    });
    await client.request('POST', `${maps}?dryRun=All`, { metadata: { name: 'rehearsed' } });
    await client.request('DELETE', `${maps}/kept`, { dryRun: ['All'] });
    expect(await exists('kept')).toBe(true);
    await client.request('DELETE', `${maps}/kept?dryRun=All`, { gracePeriodSeconds: 0 });
    expect(await exists('kept')).toBe(false);
    expect(proxy.log.writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${maps}`,
      `DELETE ${maps}/kept`,
    ]);
    expect(proxy.log.entries.at(-2)?.body).toBe('{"dryRun":["All"]}');
  });

  test('passes the token on, so the server knows who asks', async () => {
    const answer = await client.request<{ message: string }>('GET', '/api/v1/nodes');
    expect(answer.status).toBe(403);
    expect(answer.body.message).toContain(identity.username);
  });
});

test('watches are streamed', async () => {
  const stop = new AbortController();
  const seen = Promise.withResolvers<string>();
  const changed = (_: string, object: KubeObject) => seen.resolve(object.metadata.name);
  const watching = client.watch(maps, { listed: () => void create('watched'), changed }, stop.signal);
  expect(await seen.promise).toBe('watched');
  stop.abort();
  await watching;
});

test('kubectl works through it', async () => {
  const result = await cluster.kubectl(['create', 'configmap', 'by-kubectl'], {
    kubeconfigPath: join(folder, 'config'),
  });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(proxy.log.writes[0]?.userAgent).toMatch(/^kubectl\/v1\.36\.3/);
});

test('a kubeconfig without a token is refused', async () => {
  const user = await cluster.identity({ name: 'proxied', kind: 'user' });
  expect(() => proxy.kubeconfig(user.kubeconfig)).toThrow('Only a kubeconfig with a token');
});

describe('faults', () => {
  test('429 with Retry-After, once, before the effect', async () => {
    const fault = proxy.inject({ kind: 'answer', status: 429, effect: 'none', retryAfterSeconds: 1 });
    const answer = await create('throttled');
    expect(answer).toMatchObject({
      status: 429,
      body: { reason: 'TooManyRequests', details: { retryAfterSeconds: 1 } },
    });
    expect(answer.headers['retry-after']).toBe('1');
    expect(await exists('throttled')).toBe(false);
    expect((await create('throttled')).status).toBe(201);
    expect(fault.hits()).toBe(1);
    expect(
      proxy.log.entries.map(({ status, serverStatus, faults }) => ({ status, serverStatus, faults })),
    ).toEqual([
      { status: 429, serverStatus: undefined, faults: ['answer'] },
      { status: 201, serverStatus: 201, faults: [] },
    ]);
  });

  test('500 after the effect', async () => {
    proxy.inject({ kind: 'answer', status: 500, effect: 'done' });
    expect(await create('half')).toMatchObject({ status: 500, body: { reason: 'InternalError' } });
    expect(await exists('half')).toBe(true);
    expect(proxy.log.entries[0]).toMatchObject({ status: 500, serverStatus: 201 });
  });

  test('503 before the effect, as often as said, after so many were let by', async () => {
    const target = { method: 'GET', path: /configmaps/, skip: 1, times: 2 };
    proxy.inject({ kind: 'answer', status: 503, effect: 'none' }, target);
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await client.request('GET', maps)).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
  });

  test('a dropped reply: the effect without the answer', async () => {
    proxy.inject({ kind: 'dropped-reply' }, { matches: request => request.body.includes('dropped') });
    await expect(create('dropped')).rejects.toThrow('socket hang up');
    expect(await exists('dropped')).toBe(true);
  });

  test('a cut connection: neither effect nor answer', async () => {
    proxy.inject({ kind: 'cut' }, { method: 'POST' });
    await expect(create('cut')).rejects.toThrow('socket hang up');
    expect(await exists('cut')).toBe(false);
  });

  test('an answer cut in the middle', async () => {
    proxy.inject({ kind: 'cut', afterBytes: 40 });
    await expect(client.request('GET', maps)).rejects.toThrow('aborted');
  });

  test('latency', async () => {
    const fault = proxy.inject({ kind: 'latency', delayMs: 300 }, { path: '/configmaps', times: 5 });
    const started = performance.now();
    await client.request('GET', maps);
    expect(performance.now() - started).toBeGreaterThanOrEqual(299);
    fault.remove();
    await client.request('GET', maps);
    expect(proxy.log.entries[1]?.answeredAfterMs).toBeLessThan(299);
  });
});
