// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { checkEnd, openKillStory } from '../stage/kill-story.ts';
import { type ProgramOptions, type ProgramRun, runProgram } from '../stage/program.ts';

const configMap = (name: string, value: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${more} }\ndata: { value: '${value}' }\n`;

describe('one writer', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;
  let direct: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  beforeEach(async () => {
    namespace = await cluster.createNamespace('writer');
    const identity = await cluster.identity({ name: 'deployer', namespace, clusterRoles: ['cluster-admin'] });
    direct = identity.kubeconfig;
    kubeconfig = proxy.kubeconfig(direct);
    checkout = await makeCheckout();
    return async () => {
      await checkout[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
    };
  });

  const deploy = async (
    args: readonly string[] = [],
    options: Partial<ProgramOptions> = {},
  ): Promise<ProgramRun> =>
    await runProgram(['deploy', '--name', 'web', '--environment', 'test', '--output', 'json', ...args], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
      ...options,
    });
  const reportOf = (run: ProgramRun): any => {
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    return JSON.parse(run.stdout);
  };
  const get = async (what: string, path: string): Promise<string> =>
    (await cluster.kubectl(['get', what, '-n', namespace, '-o', `jsonpath={${path}}`])).stdout;
  const isReal = (request: { query: Readonly<Record<string, string>> }): boolean =>
    request.query['dryRun'] === undefined;

  it('waits for the run that is deploying, then sees that there is nothing left to do', async () => {
    await checkout.write('deploy/a.yaml', configMap('a', 'one'));
    await checkout.commit('One');
    const held = proxy.inject(
      { kind: 'latency', delayMs: 4000 },
      { method: 'PATCH', path: '/configmaps/a', matches: isReal },
    );
    const [first, second] = await Promise.all([deploy(), deploy()]);
    held.remove();
    expect([first.code, second.code], first.stderr + second.stderr).toEqual([0, 0]);
    // The record that the later one found open was that of a run at work.
    expect(first.stderr + second.stderr).not.toContain('broken off');
    expect(new Set([first, second].map(run => reportOf(run).result))).toEqual(
      new Set(['deployed', 'unchanged']),
    );
    expect((await get('leases', '.items')).trim()).toBe('[]');
    expect((await get('configmap/gitops-push-web', '.data.records')).trim().split('\n')).toHaveLength(1);
  });

  it('gives up when the other run takes too long, says whose it is, and writes nothing', async () => {
    await checkout.write('deploy/a.yaml', configMap('a', 'one'));
    await checkout.commit('One');
    const held = proxy.inject(
      { kind: 'latency', delayMs: 15_000 },
      { method: 'PATCH', path: '/configmaps/a', matches: isReal },
    );
    const first = deploy();
    await cluster.until(
      `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/gitops-push-web`,
      (body: any) => body.kind === 'Lease',
    );
    await using door = await cluster.proxy();
    const second = await deploy(['--timeout', '2s'], { kubeconfig: door.kubeconfig(direct) });
    expect(second.code).toBe(1);
    expect(reportOf(second)).toMatchObject({ result: 'failed', reasonCode: 'locked' });
    expect(second.stdout).toContain('acme/shop/terminal');
    const writes = door.log.entries.filter(isWrite).map(each => each.path);
    expect(writes.filter(path => !path.includes('/leases'))).toEqual([]);
    held.remove();
    expect((await first).code).toBe(0);
  });

  it.each([
    { moment: 'after', request: 14 },
    { moment: 'before', request: 17 },
    { moment: 'after', request: 20 },
  ] as const)('ends right with the next deploy when killed $moment request $request', async point => {
    await using story = await openKillStory(cluster, 'kill');
    const killed = await story.killDeploy(point);
    expect(killed.reached).toBe(true);
    await checkEnd(story, `${point.moment} ${point.request}`);
  });

  it('makes its own namespace first, and loses nothing when killed between namespace, lock and record', async () => {
    const place = `${namespace}-own`;
    await checkout.write(
      'deploy/ns.yaml',
      `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${place}, labels: { team: a } }\n`,
    );
    await checkout.write('deploy/a.yaml', configMap('a', 'one', `, namespace: ${place}`));
    await checkout.commit('One');
    const args = ['--namespace', place];
    for (const path of ['/leases', '/configmaps/gitops-push-web']) {
      const kill = new AbortController();
      proxy.inject(
        { kind: 'cut' },
        {
          path,
          matches: request => {
            if (!isWrite(request)) return false;
            kill.abort();
            return true;
          },
        },
      );
      await deploy(args, { kill: kill.signal });
      expect(kill.signal.aborted, path).toBe(true);
    }
    const next = await deploy(args);
    expect(next.code, next.stderr + next.stdout).toBe(0);
    const made = await cluster.kubectl([
      'get',
      `namespace/${place}`,
      '-o',
      'jsonpath={.metadata.labels.team}',
    ]);
    expect(made.stdout).toBe('a');
    await cluster.endNamespace(place);
  });

  it('finishes what is in flight on Ctrl-C, writes nothing more, and records exactly what was written', async () => {
    await checkout.write('deploy/a.yaml', configMap('a', 'one'));
    await checkout.write(
      'deploy/b.yaml',
      configMap('b', 'one', ', annotations: { gitops-push.dev/depends-on: /ConfigMap/a }'),
    );
    await checkout.commit('One');
    const interrupt = new AbortController();
    let sentAtMs = 0;
    proxy.inject(
      { kind: 'latency', delayMs: 1500 },
      {
        method: 'PATCH',
        path: '/configmaps/a',
        matches: request => {
          if (!isReal(request)) return false;
          sentAtMs = performance.now();
          setTimeout(() => interrupt.abort(), 200);
          return true;
        },
      },
    );
    const run = await deploy([], { interrupt: interrupt.signal });
    expect(performance.now() - sentAtMs).toBeLessThan(7200);
    expect(reportOf(run)).toMatchObject({ result: 'partial', reasonCode: 'cancelled' });
    const [record] = (await get('configmap/gitops-push-web', '.data.records')).trim().split('\n');
    expect(JSON.parse(record ?? '{}')).toMatchObject({
      result: 'partial',
      written: [`v1/ConfigMap/${namespace}/a`],
    });
    expect((await cluster.kubectl(['get', 'configmap/b', '-n', namespace])).code).toBe(1);
    expect((await deploy()).code).toBe(0);
  });

  it('ends within 7 s of Ctrl-C when the server does not answer, and says what may have been done', async () => {
    await checkout.write('deploy/a.yaml', configMap('a', 'one'));
    await checkout.commit('One');
    const interrupt = new AbortController();
    let abortedAtMs = 0;
    const hang = proxy.inject(
      { kind: 'latency', delayMs: 30_000 },
      {
        method: 'PATCH',
        path: '/configmaps/a',
        matches: request => {
          if (!isReal(request)) return false;
          abortedAtMs = performance.now();
          interrupt.abort();
          return true;
        },
      },
    );
    const run = await deploy([], { interrupt: interrupt.signal });
    expect(performance.now() - abortedAtMs).toBeLessThan(7000);
    expect(reportOf(run)).toMatchObject({ result: 'partial', reasonCode: 'cancelled' });
    const [record] = (await get('configmap/gitops-push-web', '.data.records')).trim().split('\n');
    expect(JSON.parse(record ?? '{}')).toMatchObject({ unanswered: [`v1/ConfigMap/${namespace}/a`] });
    hang.remove();
    expect((await deploy()).code).toBe(0);
  });

  it('calls a deletion done when the object is gone, and names the finalizer that holds it', async () => {
    await checkout.write('deploy/a.yaml', configMap('a', 'one'));
    await checkout.write('deploy/held.yaml', configMap('held', 'one', ', finalizers: [example.org/hold]'));
    await checkout.commit('One');
    expect((await deploy()).code).toBe(0);
    await checkout.remove('deploy/held.yaml');
    await checkout.commit('Two');
    const stuck = await deploy(['--timeout', '2s']);
    expect(stuck.code, stuck.stdout).toBe(1);
    expect(reportOf(stuck).targets[0].outcome.steps).toMatchObject([{ action: 'delete', state: 'failed' }]);
    expect(stuck.stdout).toContain('example.org/hold');
    await cluster.kubectl([
      'patch',
      'configmap/held',
      '-n',
      namespace,
      '--type=merge',
      '-p',
      '{"metadata":{"finalizers":null}}',
    ]);
    expect((await deploy()).code).toBe(0);
  });
});
