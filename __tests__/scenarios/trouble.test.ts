// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramOptions, type ProgramRun, runProgram } from '../stage/program.ts';

const deployment = (image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: server, image: 'registry.example/web:${image}' }
`;

const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { a: b }\n`;

describe('trouble on the way', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
  });

  beforeEach(async () => {
    namespace = await cluster.createNamespace('trouble');
    const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
    checkout = await makeCheckout();
    await checkout.write('deploy/web.yaml', deployment('1'));
    await checkout.write('deploy/extra.yaml', configMap('extra'));
    await checkout.commit('Start');
    return async () => {
      await checkout[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
    };
  });

  afterAll(async () => await cluster[Symbol.asyncDispose]());

  const deploy = async (
    args: readonly string[] = [],
    more: Partial<ProgramOptions> = {},
  ): Promise<ProgramRun> => {
    proxy.log.clear();
    return await runProgram(
      ['deploy', '--name', 'web', '--environment', 'test', '--output', 'json', ...args],
      {
        folder: checkout.folder,
        environment: cluster.environment(),
        kubeconfig,
        ...more,
      },
    );
  };

  const resultOf = (run: ProgramRun): { result: string; reasonCode: string; targets: any[] } =>
    JSON.parse(run.stdout);

  const records = async (): Promise<readonly { result?: string; sequence: number }[]> => {
    const { body } = await cluster.request<{ data: { records: string } }>(
      'GET',
      `/api/v1/namespaces/${namespace}/configmaps/gitops-push-web`,
    );
    return body.data.records
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  };

  it('says which Pod fails and why, deletes nothing, and comes good with the next deploy', async () => {
    expect((await deploy()).code).toBe(0);
    const failure = await cluster.failPods({ namespace, labelSelector: 'app=web', as: 'ImagePullBackOff' });
    await checkout.write('deploy/web.yaml', deployment('2'));
    await checkout.remove('deploy/extra.yaml');
    await checkout.commit('Break it');
    const broken = await deploy(['--timeout', '4s']);
    expect(broken.code, broken.stderr).toBe(1);
    const { result, reasonCode, targets } = resultOf(broken);
    expect({ result, reasonCode }).toEqual({ result: 'failed', reasonCode: 'rollout-failed' });
    expect(targets[0].outcome.health[0].message).toMatch(
      /Pod web-.*container server is waiting: .*ImagePull/,
    );
    expect(targets[0].outcome.steps).toContainEqual(
      expect.objectContaining({ action: 'delete', state: 'skipped' }),
    );
    expect((await cluster.kubectl(['get', 'configmap/extra', '-n', namespace])).code).toBe(0);
    expect((await records()).at(-1)).toMatchObject({ result: 'failed' });
    await failure.heal();
    const healed = await deploy();
    expect(healed.code, healed.stderr + healed.stdout).toBe(0);
    expect((await cluster.kubectl(['get', 'configmap/extra', '-n', namespace])).code).toBe(1);
    expect((await records()).at(-1)).toMatchObject({ result: 'success' });
  });

  it('ends cleanly on Ctrl-C: the record says what happened, and the next deploy goes on', async () => {
    await cluster.failPods({ namespace, labelSelector: 'app=web', as: 'ImagePullBackOff' });
    const cancelled = await deploy([], { interruptAt: /opened, applying/ });
    expect(cancelled.code, cancelled.stderr + cancelled.stdout).toBe(1);
    expect(resultOf(cancelled).result).toMatch(/^(?:partial|cancelled)$/);
    expect(['partial', 'cancelled']).toContain((await records()).at(-1)?.result);
    expect(cancelled.durationMs).toBeLessThan(9500);
  });

  it('goes on after a kill in the middle', async () => {
    const kill = new AbortController();
    const fault = proxy.inject(
      { kind: 'latency', delayMs: 60_000 },
      {
        method: 'PATCH',
        path: '/deployments/web',
        matches: request => {
          const isReal = request.query['dryRun'] === undefined;
          if (isReal) kill.abort();
          return isReal;
        },
      },
    );
    await deploy([], { kill: kill.signal });
    fault.remove();
    expect((await records()).at(-1)?.result).toBeUndefined();
    const next = await deploy();
    expect(next.code, next.stderr + next.stdout).toBe(0);
    expect((await records()).map(({ result, sequence }) => ({ result, sequence }))).toEqual([
      { result: undefined, sequence: 1 },
      { result: 'success', sequence: 2 },
    ]);
  });

  it('repeats an apply whose answer was lost, and waits out a server that is too busy', async () => {
    proxy.inject(
      { kind: 'dropped-reply' },
      {
        method: 'PATCH',
        path: '/configmaps/extra',
        matches: request => request.query['dryRun'] === undefined,
      },
    );
    proxy.inject(
      { kind: 'answer', status: 429, effect: 'none', retryAfterSeconds: 1 },
      { method: 'PATCH', path: '/deployments/web', times: 2 },
    );
    const run = await deploy();
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(resultOf(run).targets[0].counts).toMatchObject({ create: 2 });
  });

  it('stops before the first write when a change cannot be made in place, and does it when told so', async () => {
    expect((await deploy()).code).toBe(0);
    await checkout.replace(
      'deploy/web.yaml',
      'selector: { matchLabels: { app: web } }',
      'selector: { matchLabels: { app: web, tier: front } }',
    );
    await checkout.replace(
      'deploy/web.yaml',
      'metadata: { labels: { app: web } }',
      'metadata: { labels: { app: web, tier: front } }',
    );
    await checkout.commit('Select by tier');
    const stopped = await deploy();
    expect(stopped.code, stopped.stdout).toBe(1);
    expect(resultOf(stopped).reasonCode).toBe('recreate-unconfirmed');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    const line = `Deployment/${namespace}/web`;
    expect(resultOf(stopped).targets[0].failure.hint).toContain(line);
    const done = await deploy(['--confirm', line]);
    expect(done.code, done.stderr + done.stdout).toBe(0);
    expect(resultOf(done).targets[0].counts).toMatchObject({ recreate: 1 });
  });

  it('refuses a target that another repository deploys', async () => {
    expect((await deploy()).code).toBe(0);
    const other = await makeCheckout('https://github.com/acme/other.git');
    await other.write('deploy/web.yaml', deployment('9'));
    await other.commit('Take it over');
    proxy.log.clear();
    const run = await runProgram(['deploy', '--name', 'web', '--output', 'json'], {
      folder: other.folder,
      environment: cluster.environment(),
      kubeconfig,
    });
    await other[Symbol.asyncDispose]();
    expect(run.code).toBe(1);
    expect(resultOf(run)).toMatchObject({ reasonCode: 'target-owned-elsewhere' });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('leaves alone what another target deploys', async () => {
    expect((await deploy()).code).toBe(0);
    proxy.log.clear();
    const other = await runProgram(['deploy', '--name', 'second', '--output', 'json'], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
    });
    expect(other.code).toBe(1);
    expect(resultOf(other)).toMatchObject({ reasonCode: 'target-owned-elsewhere' });
    expect(other.stdout).toContain('owned-elsewhere');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('never shows a secret, neither of a manifest nor of the cluster', async () => {
    const secret = (value: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata: { name: key }\nstringData: { password: ${value} }\n`;
    await checkout.write('deploy/secret.yaml', secret('hunter2-first'));
    await checkout.commit('Add a secret');
    const first = await deploy();
    await checkout.write('deploy/secret.yaml', secret('hunter2-second'));
    await checkout.commit('Change it');
    const second = await deploy();
    await checkout.write('deploy/secret.yaml', secret('hunter2-third').replace('stringData', 'data'));
    const third = await deploy();
    expect([first.code, second.code, third.code]).toEqual([0, 0, 1]);
    for (const run of [first, second, third]) {
      for (const value of ['hunter2-first', 'hunter2-second', 'hunter2-third']) {
        expect(run.stdout + run.stderr).not.toContain(value);
        expect(run.stdout + run.stderr).not.toContain(Buffer.from(value).toString('base64'));
      }
    }
    const change = resultOf(second).targets[0].changes.find(
      (each: { action: string }) => each.action === 'update',
    );
    expect(change.fields).toEqual([expect.objectContaining({ path: '/data/password', masked: true })]);
    expect(change.fields[0].before).not.toBe(change.fields[0].after);
  });
});
