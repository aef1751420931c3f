import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster, FaultTarget, LoggedRequest, Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

/** How long everything that comes late lets wait: longer than what counts as lasting. */
const lateMs = 8000;

const deployment = (name: string, version: string, pod = '', container = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
${pod}      containers:
        - name: server
          image: registry.example/${name}:${version}
${container}`;

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: externalsecrets.external-secrets.io }
spec:
  group: external-secrets.io
  scope: Namespaced
  names: { kind: ExternalSecret, plural: externalsecrets }
  versions:
    - name: v1
      served: true
      storage: true
      subresources: { status: {} }
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`;

describe('a rollout that needs patience', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('patient');
    checkout = await makeCheckout();
    const { code, stderr } = await cluster.kubectl(['apply', '-f', '-'], { input: definition });
    expect(code, stderr).toBe(0);
    await cluster.until<{ status?: { conditions?: readonly { type: string; status: string }[] } }>(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/externalsecrets.external-secrets.io',
      body =>
        body.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') ===
        true,
    );
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster.request('PATCH', '/api/v1/nodes/stage-1', { metadata: { labels: { 'late-pool': null } } });
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  const deploy = async (
    files: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<ProgramRun> => {
    for (const [name, text] of Object.entries(files)) await checkout.write(`deploy/${name}.yaml`, text);
    await checkout.commit('Change');
    proxy.log.clear();
    return await runProgram(
      ['deploy', '--name', 'web', '--namespace', namespace, ...args, '--output', 'json'],
      {
        folder: checkout.folder,
        environment: cluster.environment(),
        kubeconfig: proxy.kubeconfig(await cluster.adminKubeconfig()),
      },
    );
  };

  const isWait = ({ userAgent }: { readonly userAgent: string }): boolean => userAgent.endsWith('(wait)');

  it('calls nothing failed that only comes late, and asks the server no more the longer it takes', async () => {
    const first = await deploy({ old: deployment('old', '1'), slow: deployment('slow', '1') });
    expect(first.code, first.stdout + first.stderr).toBe(0);
    // The Pod of the version before crashes while the new one comes up, and has warnings of its own.
    await cluster.failPods({
      namespace,
      labelSelector: 'app=old',
      as: 'CrashLoopBackOff',
      pods: 'all',
      limit: 1,
    });
    await cluster.until<{
      items: readonly { status: { containerStatuses: readonly { restartCount: number }[] } }[];
    }>(
      `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3Dold`,
      ({ items }) => (items[0]?.status.containerStatuses[0]?.restartCount ?? 0) >= 3,
    );
    const probe = '          readinessProbe: { httpGet: { path: /, port: 80 }, initialDelaySeconds: 20 }\n';
    await cluster.failPods({ namespace, labelSelector: 'app=slow', as: 'SlowStart', forMs: lateMs });
    const missing = 'secret "late-keys" not found';
    const failure = await cluster.failPods({
      namespace,
      labelSelector: 'app=keyed',
      as: 'CreateContainerConfigError',
      message: missing,
    });
    const running = deploy(
      {
        old: deployment('old', '2'),
        slow: deployment('slow', '2', '', probe),
        pool: deployment('pool', '1', '      nodeSelector: { late-pool: "yes" }\n'),
        keyed: deployment('keyed', '1', '', '          envFrom: [{ secretRef: { name: late-keys } }]\n'),
        secret:
          'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: late-keys }\nspec: {}\n',
        balancer:
          'apiVersion: v1\nkind: Service\nmetadata: { name: front }\nspec: { type: LoadBalancer, selector: { app: old }, ports: [{ port: 80 }] }\n',
      },
      '--stall-timeout',
      '1s',
    );
    await cluster.until(
      `/apis/apps/v1/namespaces/${namespace}/deployments/pool`,
      (_, status) => status === 200,
    );
    await new Promise(resolve => setTimeout(resolve, 3000));
    const early = proxy.log.entries.filter(isWait).length;
    await new Promise(resolve => setTimeout(resolve, lateMs - 3000));
    expect(proxy.log.entries.filter(isWait)).toHaveLength(early);
    await cluster.request('PATCH', '/api/v1/nodes/stage-1', { metadata: { labels: { 'late-pool': 'yes' } } });
    await cluster.setLoadBalancerAddress(namespace, 'front', '192.0.2.10');
    await failure.heal();
    await cluster.request(
      'PATCH',
      `/apis/external-secrets.io/v1/namespaces/${namespace}/externalsecrets/late-keys/status`,
      { status: { conditions: [{ type: 'Ready', status: 'True', reason: 'SecretSynced' }] } },
    );
    const run = await running;
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toContain('"result": "deployed"');
    expect(run.durationMs).toBeGreaterThan(lateMs);
    for (const words of ['has the address 192.0.2.10', 'ExternalSecret', 'Unschedulable', missing])
      expect(run.stderr, words).toContain(words);
  });

  it('goes on watching where a connection is cut, and lists anew where the mark is too old', async () => {
    await cluster.failPods({ namespace, labelSelector: 'app=cut', as: 'SlowStart', forMs: lateMs });
    const isWatch = (request: LoggedRequest): boolean =>
      isWait(request) && request.query['watch'] !== undefined;
    const watchOf = (plural: string): FaultTarget => ({
      matches: request => isWatch(request) && request.path.endsWith(`/${plural}`),
    });
    const cuts = ['deployments', 'pods'].map(plural =>
      proxy.inject({ kind: 'cut', afterBytes: 0 }, { ...watchOf(plural), times: 1 }),
    );
    const expired = proxy.inject(
      { kind: 'answer', status: 410, effect: 'none' },
      { ...watchOf('pods'), skip: 1, times: 1 },
    );
    const running = deploy({ cut: deployment('cut', '1') });
    // An event for each watch that is open, so that it is cut while all is still on its way.
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    const { items } = await cluster.until<{ items: readonly { metadata: { name: string } }[] }>(
      `${pods}?labelSelector=app%3Dcut`,
      found => found.items.length > 0 && proxy.log.entries.filter(isWatch).length >= 3,
    );
    const touch = { metadata: { annotations: { touched: 'yes' } } };
    await cluster.request('PATCH', `${pods}/${items[0]?.metadata.name}`, touch);
    await cluster.request('PATCH', `/apis/apps/v1/namespaces/${namespace}/deployments/cut`, touch);
    await cluster.until(pods, () => proxy.log.entries.filter(isWatch).length >= 6);
    const requests = proxy.log.entries.filter(isWait);
    const run = await running;
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect([...cuts, expired].map(fault => fault.hits())).toEqual([1, 1, 1]);
    // Cut once, each kind was watched once more from its mark; the one that was too old was listed anew.
    const times = (plural: string, what: (request: LoggedRequest) => boolean): number =>
      requests.filter(request => request.path.endsWith(`/${plural}`) && what(request)).length;
    const isList = (request: LoggedRequest): boolean => !isWatch(request);
    expect(
      ['deployments', 'events', 'pods'].map(plural => [times(plural, isList), times(plural, isWatch)]),
    ).toEqual([
      [1, 2],
      [1, 1],
      [2, 3],
    ]);
    const marks = requests.filter(isWatch).map(({ query }) => Number(query['resourceVersion']));
    expect(marks.every(mark => mark > 0)).toBe(true);
  });

  it("takes the user's rule for a kind that nobody knows", async () => {
    const run = await deploy(
      {
        secret:
          'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: late-keys }\nspec: { a: 1 }\n',
      },
      '--ready',
      'ExternalSecret.external-secrets.io: condition=Ready; failed: condition=Ready=True',
    );
    expect(run.code, run.stdout).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ reasonCode: 'rollout-failed' });
    expect(run.stdout).toContain('Ready is True: SecretSynced');
  });
});
