import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccess } from '../../src/engines/kubernetes/access/index.ts';
import { type OpenedCluster, openCluster, refusal } from '../../src/engines/kubernetes/api/index.ts';
import type { Resource } from '../../src/engines/kubernetes/cluster.ts';
import type { WatchEvent } from '../../src/engines/kubernetes/transport/transport.ts';
import { type JsonObject, textAt, valueAt } from '../../src/model/json.ts';
import { everythingOf, failureOf } from '../engines/kubernetes/transport/failures.ts';
import { makeAuthority } from '../engines/kubernetes/transport/certificates.ts';
import { inputs } from '../engines/kubernetes/access/kubeconfig.ts';
import { type TestWorld, testWorld } from '../engines/kubernetes/transport/world.ts';
import { type Cluster as Stage, type Identity } from '../stage/cluster/cluster.ts';

const manager = 'gitops-push';
const now = { manager, force: false, dryRun: false };
const phase = 'test';

let stage: Stage;
let namespace: string;
let editor: Identity;
const opened: OpenedCluster[] = [];

beforeAll(async () => {
  stage = await sharedCluster();
  namespace = await stage.createNamespace('access');
  editor = await stage.identity({
    name: 'editor',
    namespace,
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps', 'secrets'],
        verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
      },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] },
    ],
  });
});

afterAll(async () => {
  for (const cluster of opened) cluster.close();
  await stage.endNamespace(namespace);
  await stage[Symbol.asyncDispose]();
});

async function open(
  text: string,
  world: TestWorld = testWorld({ nowMs: Date.now() }),
): Promise<OpenedCluster> {
  const cluster = openCluster(await openAccess(inputs({ text }), world), world);
  opened.push(cluster);
  return cluster;
}

async function kindOf(
  cluster: OpenedCluster,
  group: string,
  version: string,
  kind: string,
): Promise<Resource> {
  const resource = await cluster.resourceOf({ group, version, kind }, phase);
  if (!resource) throw new Error(`${kind} is not served`);
  return resource;
}

function configMap(name: string, data: Readonly<Record<string, string>>): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data });
}

describe('an access that does not work', () => {
  it('says that the token has expired before it sends anything', async () => {
    const identity = await stage.identity({ name: 'late', namespace, token: 'expired' });
    const failure = await failureOf(open(identity.kubeconfig));
    expect(failure.code).toBe('credentials-rejected');
    expect(failure.message).toMatch(/expired at \d{4}-/);
    expect(everythingOf(failure)).not.toContain(identity.token);
  });

  it('says that the server rejects a token that only the server knows to be wrong', async () => {
    const broken = `${editor.token.slice(0, -8)}AAAAAAAA`;
    const cluster = await open(editor.kubeconfig.replace(editor.token, broken));
    const failure = await failureOf(cluster.preferredOf('Pod', phase));
    expect(failure.code).toBe('credentials-rejected');
    expect(everythingOf(failure)).not.toContain(broken);
  });

  it('says that nobody listens', async () => {
    const cluster = await open(editor.kubeconfig.replaceAll(stage.server, 'https://127.0.0.1:1'));
    const failure = await failureOf(cluster.serverVersion(phase));
    expect(failure.code).toBe('server-unreachable');
    expect(failure.message).toContain('127.0.0.1:1');
  });

  it('says that the authority is of another cluster', async () => {
    const other = await makeAuthority('other');
    const text = editor.kubeconfig.replace(
      /certificate-authority-data"?: .*?(?=[,}\n])/,
      match =>
        `${match.slice(0, match.indexOf(':'))}: "${Buffer.from(other.certificate).toString('base64')}"`,
    );
    expect(text).not.toBe(editor.kubeconfig);
    const failure = await failureOf((await open(text)).serverVersion(phase));
    expect(failure.code).toBe('server-untrusted');
  });

  it('names the permission that is missing, and the rule as the server understands it', async () => {
    const cluster = await open(editor.kubeconfig);
    const deployments = await kindOf(cluster, 'apps', 'v1', 'Deployment');
    const failure = await failureOf(cluster.list(deployments, { namespace }, phase));
    expect(failure.code).toBe('permission-missing');
    expect(failure.message).toContain(
      `${editor.username} may not list deployments.apps in namespace ${namespace}`,
    );
    expect(failure.hint).toContain('- apiGroups: ["apps"]\n  resources: ["deployments"]\n  verbs: ["list"]');
  });
});

describe('a round trip', () => {
  it('finds the kinds of the server with two requests', async () => {
    const cluster = await open(await stage.adminKubeconfig());
    const [version, pod, role, none] = await Promise.all([
      cluster.serverVersion(phase),
      cluster.preferredOf('Pod', phase),
      cluster.preferredOf('ClusterRole.rbac.authorization.k8s.io', phase),
      cluster.preferredOf('Nothing.example.org', phase),
    ]);
    expect(version).toBe(stage.handle.version.replace(/^v?(\d+\.\d+).*$/, '$1'));
    expect(pod).toMatchObject({ group: '', version: 'v1', plural: 'pods', namespaced: true });
    expect(role).toMatchObject({ plural: 'clusterroles', namespaced: false });
    expect(none).toBeUndefined();
    expect(cluster.sent).toEqual({ requests: 3, retries: 0 });
  });

  it('applies, reads, lists, watches and removes an object', async () => {
    const cluster = await open(editor.kubeconfig);
    expect(cluster.contextNamespace).toBe(namespace);
    const maps = await kindOf(cluster, '', 'v1', 'ConfigMap');
    const place = { namespace, name: 'web' };
    const dry = await cluster.apply(
      maps,
      place,
      configMap('web', { a: '1' }),
      { ...now, dryRun: true },
      phase,
    );
    expect(dry.httpStatus).toBe(201);
    expect(await cluster.get(maps, place, phase)).toBeUndefined();

    const list = await cluster.list(maps, { namespace }, phase);
    const seen: WatchEvent[] = [];
    const stop = new AbortController();
    const watched = (async () => {
      const options = { namespace, from: list.resourceVersion, fieldSelector: 'metadata.name=web' };
      for await (const event of cluster.watch(maps, options, stop.signal, phase)) {
        seen.push(event);
        if (event.type === 'DELETED') return;
      }
    })();
    expect((await cluster.apply(maps, place, configMap('web', { a: '1' }), now, phase)).httpStatus).toBe(201);
    expect((await cluster.apply(maps, place, configMap('web', { a: 'ü 2' }), now, phase)).httpStatus).toBe(
      200,
    );
    const object = await cluster.get(maps, place, phase);
    expect(object).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'ü 2' } });
    const metadata = await cluster.list(
      maps,
      { namespace, fieldSelector: 'metadata.name=web', only: 'metadata' },
      phase,
    );
    expect(metadata.items).toMatchObject([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } },
    ]);
    expect(metadata.items[0]).not.toHaveProperty('data');

    const removal = {
      uid: textAt(object, '/metadata/uid') ?? '',
      propagation: 'Background',
      dryRun: false,
    } as const;
    const stale = await cluster.remove(maps, place, { ...removal, resourceVersion: '1' }, phase);
    expect(refusal(stale, { verb: 'delete', resource: maps, ...place }).code).toBe('object-changed');
    expect((await cluster.remove(maps, place, { ...removal, dryRun: true }, phase)).httpStatus).toBe(200);
    expect(await cluster.get(maps, place, phase)).toBeDefined();
    expect((await cluster.remove(maps, place, removal, phase)).httpStatus).toBe(200);
    await watched;
    expect(await cluster.get(maps, place, phase)).toBeUndefined();
    expect(seen.map(event => event.type)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
    expect(seen[1]?.object).toMatchObject({ kind: 'ConfigMap', data: { a: 'ü 2' } });
  });

  it('reads lists of more than one page', async () => {
    const cluster = await open(editor.kubeconfig);
    const maps = await kindOf(cluster, '', 'v1', 'ConfigMap');
    const names = Array.from({ length: 520 }, (_, index) => `page-${index}`);
    const made = await Promise.all(
      names.map(
        async name => await cluster.apply(maps, { namespace, name }, configMap(name, { name }), now, phase),
      ),
    );
    expect(made.filter(answer => answer.httpStatus !== 201)).toHaveLength(0);
    const { items } = await cluster.list(maps, { namespace }, phase);
    const found = new Set(items.map(item => textAt(item, '/metadata/name')));
    expect(names.filter(name => !found.has(name))).toEqual([]);
  });
});

describe('what the server refuses', () => {
  it('is an unknown field, told with its path and without a repeat', async () => {
    const cluster = await open(await stage.adminKubeconfig());
    const deployments = await kindOf(cluster, 'apps', 'v1', 'Deployment');
    const body = JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicaz: 1 },
    });
    const answer = await cluster.apply(
      deployments,
      { namespace, name: 'web' },
      body,
      { ...now, dryRun: true },
      phase,
    );
    const failure = refusal(answer, { verb: 'patch', resource: deployments, namespace, name: 'web' });
    expect(failure.code).toBe('object-refused');
    expect(failure.message).toContain('spec.replicaz: field not declared in schema');
    expect(cluster.sent.retries).toBe(0);
  });

  it('is a Secret of a wrong type, told without its value', async () => {
    const cluster = await open(editor.kubeconfig);
    const secrets = await kindOf(cluster, '', 'v1', 'Secret');
    const canary = `canary${randomBytes(6).toString('hex')}`;
    const refuse = async (data: unknown): Promise<string> => {
      const body = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, data });
      const answer = await cluster.apply(secrets, { namespace, name: 'web' }, body, now, phase);
      expect(answer.status?.message).toContain(canary);
      const failure = refusal(answer, { verb: 'patch', resource: secrets, namespace, name: 'web' });
      expect(failure.code).toBe('object-refused');
      return everythingOf(failure);
    };
    for (const data of [{ key: [canary] }, { key: { inner: canary } }])
      expect(await refuse(data)).not.toContain(canary);
  });

  it('is a field that another manager owns', async () => {
    const cluster = await open(editor.kubeconfig);
    const maps = await kindOf(cluster, '', 'v1', 'ConfigMap');
    const place = { namespace, name: 'owned' };
    await cluster.apply(
      maps,
      place,
      configMap('owned', { a: '1' }),
      { ...now, manager: 'other-tool' },
      phase,
    );
    const answer = await cluster.apply(maps, place, configMap('owned', { a: '2' }), now, phase);
    const failure = refusal(answer, { verb: 'patch', resource: maps, ...place });
    expect(failure.code).toBe('field-conflict');
    expect(failure.message).toMatch(/\.data\.a: conflict with "other-tool"/);
  });

  it('is an object in a namespace that is not there', async () => {
    const cluster = await open(await stage.adminKubeconfig());
    const maps = await kindOf(cluster, '', 'v1', 'ConfigMap');
    const place = { namespace: 'nowhere', name: 'web' };
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } });
    const failure = refusal(await cluster.apply(maps, place, body, now, phase), {
      verb: 'patch',
      resource: maps,
      ...place,
    });
    expect(failure.code).toBe('object-refused');
    expect(failure.message).toContain('namespace nowhere does not exist');
  });
});

describe('custom kinds', () => {
  const group = `access-${randomBytes(3).toString('hex')}.example.org`;
  const definition: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `gadgets.${group}` },
    spec: {
      group,
      scope: 'Cluster',
      names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget', listKind: 'GadgetList' },
      versions: ['v1', 'v1beta1'].map(name => ({
        name,
        served: true,
        storage: name === 'v1',
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { n: { type: 'integer', format: 'int64' } } } },
          },
        },
      })),
    },
  };

  it('are found once discovery was forgotten, and keep int64 exact', async () => {
    const cluster = await open(await stage.adminKubeconfig());
    const definitions = await kindOf(cluster, 'apiextensions.k8s.io', 'v1', 'CustomResourceDefinition');
    const name = `gadgets.${group}`;
    expect(await cluster.preferredOf(`Gadget.${group}`, phase)).toBeUndefined();
    expect(
      (await cluster.apply(definitions, { name }, JSON.stringify(definition), now, phase)).httpStatus,
    ).toBe(201);
    await expect
      .poll(
        async () => {
          cluster.forgetDiscovery();
          return await cluster.preferredOf(`Gadget.${group}`, phase);
        },
        { timeout: 20_000, interval: 100 },
      )
      .toMatchObject({ version: 'v1', plural: 'gadgets', namespaced: false });
    const gadgets = await kindOf(cluster, group, 'v1beta1', 'Gadget');
    const body = `{"apiVersion":"${group}/v1beta1","kind":"Gadget","metadata":{"name":"a"},"spec":{"n":9007199254740993}}`;
    await expect
      .poll(async () => (await cluster.apply(gadgets, { name: 'a' }, body, now, phase)).httpStatus, {
        timeout: 20_000,
      })
      .toBeLessThan(300);
    const { items } = await cluster.list(gadgets, {}, phase);
    expect(valueAt(items[0], '/spec/n')).toBe(9007199254740993n);

    const typo = body.replace('"n"', '"nn"');
    const refused = await cluster.apply(gadgets, { name: 'b' }, typo, now, phase);
    expect(refusal(refused, { verb: 'patch', resource: gadgets, name: 'b' }).message).toContain('spec.nn');
    const uid = textAt(await cluster.get(gadgets, { name: 'a' }, phase), '/metadata/uid') ?? '';
    const removed = await cluster.remove(
      gadgets,
      { name: 'a' },
      { uid, propagation: 'Background', dryRun: false },
      phase,
    );
    expect(removed.httpStatus).toBe(200);
    await stage.request('DELETE', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`);
  });
});

describe('a bad line to the server', () => {
  it('is survived: lost replies, throttling and an outage', async () => {
    const proxy = await stage.proxy();
    const cluster = await open(proxy.kubeconfig(editor.kubeconfig));
    const maps = await kindOf(cluster, '', 'v1', 'ConfigMap');
    const place = (name: string): { namespace: string; name: string } => ({ namespace, name });
    proxy.inject({ kind: 'dropped-reply' }, { method: 'PATCH' });
    const lost = await cluster.apply(maps, place('lost'), configMap('lost', { a: '1' }), now, phase);
    expect(lost).toMatchObject({ httpStatus: 200, mayBeDone: true });
    proxy.inject(
      { kind: 'answer', status: 429, effect: 'none', retryAfterSeconds: 1 },
      { method: 'PATCH', times: 2 },
    );
    const throttled = await cluster.apply(
      maps,
      place('throttled'),
      configMap('throttled', { a: '1' }),
      now,
      phase,
    );
    expect(throttled.httpStatus).toBe(201);
    proxy.inject({ kind: 'cut', afterBytes: 200 }, { method: 'GET' });
    expect((await cluster.list(maps, { namespace }, phase)).items.length).toBeGreaterThan(1);
    expect(cluster.sent.retries).toBe(4);
  });

  it('ends a watch whose mark is too old with an ERROR event, and a cut one quietly', async () => {
    const proxy = await stage.proxy();
    const cluster = await open(proxy.kubeconfig(editor.kubeconfig));
    const maps = await kindOf(cluster, '', 'v1', 'ConfigMap');
    const { resourceVersion: from } = await cluster.list(maps, { namespace }, phase);
    const watch = async (): Promise<readonly WatchEvent[]> => {
      const seen: WatchEvent[] = [];
      const signal = AbortSignal.timeout(20_000);
      for await (const event of cluster.watch(maps, { namespace, from }, signal, phase)) seen.push(event);
      expect(signal.aborted).toBe(false);
      return seen;
    };
    proxy.inject({ kind: 'answer', status: 410, effect: 'none' }, { path: 'configmaps' });
    expect(await watch()).toMatchObject([{ type: 'ERROR', object: { kind: 'Status', code: 410 } }]);
    proxy.inject({ kind: 'cut', afterBytes: 300 }, { path: 'configmaps' });
    const cut = watch();
    await cluster.apply(maps, { namespace, name: 'seen' }, configMap('seen', { a: '1' }), now, phase);
    expect(await cut).toEqual([]);
  });
});
