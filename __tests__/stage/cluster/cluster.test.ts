import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pinnedVersion } from './binaries.ts';
import { cleanEnvironment, type Cluster, type Identity } from './cluster.ts';
import { chosenMinor } from './environment.ts';
import { sharedCluster } from './shared-cluster.ts';

let cluster: Cluster;
let namespace: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace('cluster');
});
afterAll(() => cluster[Symbol.asyncDispose]());

const apply = async (...objects: object[]) => {
  const input = objects.map(object => JSON.stringify(object)).join('\n---\n');
  const result = await cluster.kubectl(['apply', '-n', namespace, '-f', '-'], { input });
  expect(result.stderr).toBe('');
};
const podTemplate = (app: string, more: object = {}) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: app, image: `${app}:1` }], ...more },
});
const kubectlAs = async ({ kubeconfig, username }: Identity, ...args: string[]) => {
  const kubeconfigPath = join(cluster.handle.folder, `${username.replaceAll(':', '-')}.kubeconfig`);
  await writeFile(kubeconfigPath, kubeconfig);
  return await cluster.kubectl(args, { kubeconfigPath });
};

describe('workloads', () => {
  test('nodes are ready and show the pinned version', async () => {
    const { stdout } = await cluster.kubectl(['get', 'nodes', '--no-headers']);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    const version = await pinnedVersion(chosenMinor());
    expect(stdout).toMatch(new RegExp(`^stage-1 +Ready .* ${version.replaceAll('.', '\\.')}$`, 'm'));
    expect(cluster.handle.version).toBe(version);
    const served = await cluster.request<{ gitVersion: string }>('GET', '/version');
    expect(served.body.gitVersion).toBe(version);
  });

  test('a Deployment becomes ready, its Pods have addresses and its Service endpoints', async () => {
    const init = { initContainers: [{ name: 'migrate', image: 'm:1' }] };
    const spec = {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: podTemplate('web', init),
    };
    await apply(
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web' },
        spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
      },
    );
    const rollout = await cluster.kubectl([
      'rollout',
      'status',
      '-n',
      namespace,
      'deployment/web',
      '--timeout=10s',
    ]);
    expect(rollout.stdout).toContain('successfully rolled out');
    await cluster.until<{ items: { endpoints: unknown[] }[] }>(
      `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
      ({ items }) => items[0]?.endpoints.length === 2,
    );
  });

  test('a StatefulSet with a claim becomes ready, and deleting the claim deletes its volume', async () => {
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const spec = {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: podTemplate('db'),
      volumeClaimTemplates: [claim],
    };
    await apply({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
    const rollout = await cluster.kubectl([
      'rollout',
      'status',
      '-n',
      namespace,
      'statefulset/db',
      '--timeout=10s',
    ]);
    expect(rollout.code).toBe(0);
    const bound = await cluster.request<{ spec: { volumeName: string } }>(
      'GET',
      `/api/v1/namespaces/${namespace}/persistentvolumeclaims/data-db-0`,
    );
    await cluster.kubectl(['delete', '-n', namespace, 'statefulset/db', 'persistentvolumeclaim/data-db-0']);
    await cluster.until(
      `/api/v1/persistentvolumes/${bound.body.spec.volumeName}`,
      (_, status) => status === 404,
    );
  });

  test('a Job completes, a DaemonSet runs on every node', async () => {
    const job = { template: podTemplate('job', { restartPolicy: 'Never' }) };
    const daemon = { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent') };
    await apply(
      { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' }, spec: job },
      { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: daemon },
    );
    const wait = await cluster.kubectl([
      'wait',
      '-n',
      namespace,
      'job/job',
      '--for=condition=Complete',
      '--timeout=10s',
    ]);
    expect(wait.stdout).toContain('condition met');
    await cluster.until<{ status: { numberReady: number } }>(
      `/apis/apps/v1/namespaces/${namespace}/daemonsets/agent`,
      ({ status }) => status.numberReady === 2,
    );
  });

  test('a LoadBalancer gets the address that it is given', async () => {
    await apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'lb' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    });
    await cluster.setLoadBalancerAddress(namespace, 'lb', '192.0.2.7');
    const { stdout } = await cluster.kubectl(['get', '-n', namespace, 'service/lb', '--no-headers']);
    expect(stdout).toContain('192.0.2.7');
  });

  test('a Pod is gone soon after it is deleted', async () => {
    await apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'short' },
      spec: { containers: [{ name: 'a', image: 'a:1' }] },
    });
    const deleted = await cluster.kubectl(['delete', '-n', namespace, 'pod/short', '--timeout=10s']);
    expect(deleted.code).toBe(0);
  });

  test('admission stays on: a Pod in a restricted namespace is refused', async () => {
    const restricted = await cluster.createNamespace('restricted');
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await cluster.request('PATCH', `/api/v1/namespaces/${restricted}`, { metadata: { labels } });
    const pod = { metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
    const answer = await cluster.request('POST', `/api/v1/namespaces/${restricted}/pods`, pod);
    expect(answer.status).toBe(403);
  });
});

describe('identities', () => {
  test('may do what their rules say and nothing else', async () => {
    const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'create'] }];
    const reader = await cluster.identity({ name: 'reader', namespace, rules });
    expect(reader.username).toBe(`system:serviceaccount:${namespace}:reader`);
    expect(await kubectlAs(reader, 'create', 'configmap', 'mine')).toMatchObject({ code: 0 });
    const refused = await kubectlAs(reader, 'delete', 'configmap', 'mine');
    expect(refused.stderr).toContain(
      `User "system:serviceaccount:${namespace}:reader" cannot delete resource "configmaps"`,
    );
    expect((await kubectlAs(reader, 'get', 'configmaps', '-n', 'default')).code).toBe(1);
  });

  test('with cluster rules and roles reach other namespaces', async () => {
    const clusterRules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }];
    const viewer = await cluster.identity({
      name: 'viewer',
      namespace,
      clusterRules,
      clusterRoles: ['view'],
    });
    expect((await kubectlAs(viewer, 'get', 'nodes,pods', '-A')).code).toBe(0);
    expect((await kubectlAs(viewer, 'get', 'secrets')).stderr).toContain('Forbidden');
  });

  test('without rules may do nothing', async () => {
    const nobody = await cluster.identity({ name: 'nobody', namespace });
    expect((await kubectlAs(nobody, 'get', 'configmaps')).stderr).toContain('Forbidden');
  });

  test('with an expired token are not let in', async () => {
    const late = await cluster.identity({
      name: 'late',
      namespace,
      clusterRoles: ['cluster-admin'],
      token: 'expired',
    });
    expect((await kubectlAs(late, 'get', 'configmaps')).stderr).toContain('You must be logged in');
  });

  test('can be users with a certificate', async () => {
    const jane = await cluster.identity({ name: 'jane', namespace, kind: 'user', namespaceRoles: ['edit'] });
    expect((await kubectlAs(jane, 'auth', 'whoami')).stdout).toContain('jane');
    expect((await kubectlAs(jane, 'create', 'configmap', 'hers')).code).toBe(0);
  });
});

describe('the environment of child processes', () => {
  test('has a scratch home and nothing of this machine', () => {
    for (const name of ['KUBECONFIG', 'GITHUB_TOKEN', 'INPUT_PATH', 'ACTIONS_RUNTIME_TOKEN', 'HTTPS_PROXY'])
      vi.stubEnv(name, 'secret');
    const environment = cleanEnvironment('/scratch', { EXTRA: 'yes' });
    vi.unstubAllEnvs();
    expect(environment).toMatchObject({ HOME: '/scratch', EXTRA: 'yes', PATH: process.env['PATH'] });
    expect(Object.values(environment)).not.toContain('secret');
    expect(cluster.environment()['HOME']).toBe(join(cluster.handle.folder, 'home'));
  });

  test('kubectl looks only at the cluster of the stage', async () => {
    vi.stubEnv('KUBECONFIG', '/nowhere/config');
    const { stdout } = await cluster.kubectl([
      'config',
      'view',
      '--minify',
      '-o',
      'jsonpath={.clusters[*].cluster.server}',
    ]);
    vi.unstubAllEnvs();
    expect(stdout).toBe(cluster.server);
  });
});
