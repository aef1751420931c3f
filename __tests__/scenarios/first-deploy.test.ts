import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, checkoutOfShop } from '../stage/checkout.ts';
import { expectGolden } from '../stage/golden.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';
import { transcriptOf } from '../stage/transcript.ts';

/** The parts of the JSON report that these stories look at. */
interface Report {
  readonly result: string;
  readonly reasonCode: string;
  readonly targets: readonly {
    readonly planDigest?: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly changes: readonly {
      readonly address: string;
      readonly action: string;
      readonly source?: { readonly file: string; readonly line: number };
      readonly fields: readonly {
        readonly label: string;
        readonly before?: unknown;
        readonly after?: unknown;
      }[];
    }[];
  }[];
}

describe('the first deploy of a shop of 39 objects', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('shop');
    checkout = await checkoutOfShop(namespace);
    const identity = await cluster.identity({
      name: 'deployer',
      namespace,
      namespaceRoles: ['admin'],
      rules: [],
      clusterRoles: [],
    });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  const play = async (...args: string[]): Promise<ProgramRun> => {
    proxy.log.clear();
    const target = ['--name', 'shop', '--environment', 'production'];
    return await runProgram([...args, ...target], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
    });
  };

  const playForReport = async (
    ...args: string[]
  ): Promise<{ readonly run: ProgramRun; readonly report: Report }> => {
    const run = await play(...args, '--output', 'json');
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    const report: Report = JSON.parse(run.stdout);
    return { run, report };
  };

  const transcript = async (name: string): Promise<void> => {
    await expectGolden(`first-deploy/${name}.txt`, transcriptOf(proxy.log.entries, { [namespace]: 'shop' }));
  };

  const changed = (report: Report): readonly string[] =>
    (report.targets[0]?.changes ?? [])
      .filter(change => change.action !== 'unchanged')
      .map(change => `${change.action} ${change.address.replace(namespace, 'shop')}`);

  it('previews 39 creates and writes nothing', async () => {
    const { run, report } = await playForReport('preview');
    expect(run.code, run.stderr).toBe(0);
    expect(report.result).toBe('previewed');
    expect(report.targets[0]?.counts).toMatchObject({ create: 39, update: 0, unchanged: 0, delete: 0 });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    await transcript('preview-new');
  });

  it('deploys all of them and waits until the shop is up', async () => {
    const { run, report } = await playForReport('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    expect(report.result).toBe('deployed');
    expect(report.targets[0]?.counts).toMatchObject({ create: 39 });
    const pods = await cluster.kubectl([
      'get',
      'deployments,statefulsets',
      '-n',
      namespace,
      '-o',
      'jsonpath={range .items[*]}{.metadata.name}={.status.readyReplicas} {end}',
    ]);
    expect(pods.stdout.trim().split(' ')).toHaveLength(7);
    expect(pods.stdout).not.toMatch(/=(?: |$)/);
    const watched = proxy.log.entries.filter(({ query }) => query['watch'] === '1').map(({ path }) => path);
    expect(watched).toContain(`/apis/apps/v1/namespaces/${namespace}/deployments`);
    await transcript('deploy-new');
  });

  it('agrees with kubectl that nothing is left to change', async () => {
    const diff = await cluster.kubectl([
      'diff',
      '--server-side',
      '--field-manager=oracle',
      '--force-conflicts',
      '-R',
      '-f',
      `${checkout.folder}/deploy`,
    ]);
    expect(diff.stderr).toBe('');
    expect(diff.code, diff.stdout).toBe(0);
  });

  it('says unchanged when the same commit is deployed again, and writes nothing', async () => {
    const versions = async (): Promise<string> =>
      (
        await cluster.kubectl([
          'get',
          'all,configmaps,ingresses,networkpolicies,roles,rolebindings,pdb,serviceaccounts',
          '-n',
          namespace,
          '-l',
          'applyset.kubernetes.io/part-of',
          '-o',
          'jsonpath={range .items[*]}{.kind}/{.metadata.name}={.metadata.generation} {end}',
        ])
      ).stdout;
    const before = await versions();
    const { run, report } = await playForReport('deploy');
    expect(run.code, run.stderr).toBe(0);
    expect(report.result).toBe('unchanged');
    expect(report.targets[0]?.counts).toMatchObject({ unchanged: 39, create: 0, update: 0, delete: 0 });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    expect(await versions()).toBe(before);
    await transcript('deploy-same');
  });

  it('shows a changed image as one field, at its line', async () => {
    await checkout.replace('deploy/cart.yaml', 'shop/cart:1.14.2', 'shop/cart:1.15.0');
    await checkout.commit('Move the cart to 1.15.0');
    const { report } = await playForReport('preview');
    expect(changed(report)).toEqual(['update apps/v1/Deployment/shop/cart']);
    const change = (report.targets[0]?.changes ?? []).find(each => each.action === 'update');
    expect(change?.fields).toEqual([
      expect.objectContaining({
        path: '/spec/template/spec/containers/0/image',
        label: 'spec.template.spec.containers[server].image',
        before: 'registry.example/shop/cart:1.14.2',
        after: 'registry.example/shop/cart:1.15.0',
      }),
    ]);
    expect(change?.source?.file).toBe('deploy/cart.yaml');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    await transcript('preview-image');
  });

  it('deploys exactly that field', async () => {
    const { run, report } = await playForReport('deploy');
    expect(run.code, run.stderr).toBe(0);
    expect(report.result).toBe('deployed');
    expect(report.targets[0]?.counts).toMatchObject({ update: 1, unchanged: 38 });
    const image = await cluster.kubectl([
      'get',
      'deployment/cart',
      '-n',
      namespace,
      '-o',
      'jsonpath={.spec.template.spec.containers[0].image}',
    ]);
    expect(image.stdout).toBe('registry.example/shop/cart:1.15.0');
    await transcript('deploy-image');
  });

  it('prunes what a removed file brought', async () => {
    await checkout.remove('deploy/recommendations.yaml');
    await checkout.commit('Retire the recommendations');
    const preview = await playForReport('preview');
    expect(changed(preview.report)).toHaveLength(6);
    const { run, report } = await playForReport('deploy');
    expect(run.code, run.stderr).toBe(0);
    expect(report.targets[0]?.counts).toMatchObject({ delete: 6, unchanged: 33 });
    const left = await cluster.kubectl([
      'get',
      'deployment,service,role,rolebinding,serviceaccount,networkpolicy',
      '-n',
      namespace,
      '-o',
      'name',
    ]);
    expect(left.stdout).not.toContain('recommendations');
    await transcript('deploy-prune');
  });

  it('lists three records, newest first', async () => {
    const run = await play('history');
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/#3[\s\S]*#2[\s\S]*#1/);
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });
});
