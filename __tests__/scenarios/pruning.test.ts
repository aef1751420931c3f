// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applySetIdOf } from '../../src/engines/kubernetes/ledger/apply-set.ts';
import { type Cluster, isWrite, type LoggedRequest, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

const configMap = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${more} }\ndata: { a: b }\n`;

const definition = (group: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.${group} }
spec:
  group: ${group}
  scope: Namespaced
  names: { plural: widgets, singular: widget, kind: Widget }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }]
`;

const applySet = { KUBECTL_APPLYSET: 'true' };

describe('what goes', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  beforeEach(async () => {
    namespace = await cluster.createNamespace('prune');
    const identity = await cluster.identity({ name: 'deployer', namespace, clusterRoles: ['cluster-admin'] });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
    checkout = await makeCheckout();
    return async () => {
      await checkout[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
    };
  });

  const play = async (mode: string, ...args: string[]): Promise<ProgramRun> => {
    proxy.log.clear();
    const target = ['--name', 'web', '--environment', 'test', '--output', 'json'];
    return await runProgram([mode, ...target, ...args], {
      folder: checkout.folder,
      environment: cluster.environment(),
      kubeconfig,
    });
  };
  const reportOf = (run: ProgramRun): any => {
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    return JSON.parse(run.stdout);
  };
  const deploy = async (...args: string[]): Promise<any> => {
    await checkout.commit('Change').catch(() => undefined);
    const run = await play('deploy', ...args);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    return reportOf(run).targets[0];
  };
  const exists = async (what: string): Promise<boolean> =>
    (await cluster.kubectl(['get', what, '-n', namespace])).code === 0;
  const realWrites = (): readonly string[] =>
    proxy.log.entries.filter(isWrite).map(each => `${each.method} ${each.path}`);

  /** The line that a refusal prints, as it is pasted into `confirm`. */
  const lineToPaste = (run: ProgramRun): string =>
    /confirm: (\S+)/.exec(reportOf(run).targets[0].failure.hint)?.[1] ?? 'nothing to paste';

  it('leaves alone what is annotated, what another tool deploys, and forgets neither', async () => {
    await checkout.write('deploy/stay.yaml', configMap('stay'));
    await checkout.write(
      'deploy/keep.yaml',
      configMap('keep', ", annotations: { gitops-push.dev/keep: 'true' }"),
    );
    await checkout.write(
      'deploy/chart.yaml',
      configMap('chart', ', annotations: { helm.sh/resource-policy: keep }'),
    );
    await checkout.write('deploy/flux.yaml', configMap('flux'));
    await checkout.write('deploy/go.yaml', configMap('go'));
    await deploy();
    await cluster.kubectl([
      'label',
      'configmap/flux',
      '-n',
      namespace,
      'kustomize.toolkit.fluxcd.io/name=apps',
    ]);
    for (const name of ['keep', 'chart', 'flux', 'go']) await checkout.remove(`deploy/${name}.yaml`);
    const second = await deploy();
    expect(second.counts).toMatchObject({ delete: 1 });
    expect(second.limits.join('\n')).toMatch(/chart .*helm.sh[^]*flux .*Flux|flux .*Flux[^]*chart .*helm.sh/);
    const left = await Promise.all(
      ['keep', 'chart', 'flux', 'go'].map(async name => await exists(`configmap/${name}`)),
    );
    expect(left).toEqual([true, true, true, false]);
    await cluster.kubectl(['annotate', 'configmap/keep', '-n', namespace, 'gitops-push.dev/keep-']);
    expect((await deploy()).counts).toMatchObject({ delete: 1 });
    expect(await exists('configmap/keep')).toBe(false);
  });

  it('stops before the first write when too much would go, and goes on with the line it printed', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await checkout.write(`deploy/${name}.yaml`, configMap(name));
    await deploy();
    for (const name of ['b', 'c', 'd']) await checkout.remove(`deploy/${name}.yaml`);
    await checkout.commit('Remove three');
    const stopped = await play('deploy', '--max-deletions', '2');
    expect(stopped.code).toBe(1);
    expect(reportOf(stopped)).toMatchObject({ reasonCode: 'deletion-unconfirmed' });
    expect(realWrites()).toEqual([]);
    expect((await deploy('--max-deletions', '2', '--confirm', lineToPaste(stopped))).counts).toMatchObject({
      delete: 3,
    });
  });

  it('deletes exactly what it saw: what was replaced or left the set in the meantime stays', async () => {
    for (const name of ['a', 'left', 'replaced'])
      await checkout.write(`deploy/${name}.yaml`, configMap(name));
    await deploy();
    for (const name of ['left', 'replaced']) await checkout.remove(`deploy/${name}.yaml`);
    await checkout.commit('Two go');
    const inPlace = ['-n', namespace, '--field-manager=somebody'];
    const meddle = async (name: string): Promise<void> => {
      if (name === 'left')
        await cluster.kubectl(['label', `configmap/${name}`, 'applyset.kubernetes.io/part-of-', ...inPlace]);
      else {
        await cluster.kubectl(['delete', `configmap/${name}`, '-n', namespace]);
        await cluster.kubectl(['create', 'configmap', name, ...inPlace]);
      }
    };
    // Somebody is quicker than the deletion, which is on its way.
    const seen = new Set<string>();
    const meddled: Promise<void>[] = [];
    const matches = ({ method, path }: LoggedRequest): boolean => {
      const name = path.split('/').at(-1) ?? '';
      if (method !== 'DELETE' || !['left', 'replaced'].includes(name) || seen.has(name)) return false;
      seen.add(name);
      meddled.push(meddle(name));
      return true;
    };
    const held = proxy.inject({ kind: 'latency', delayMs: 2500 }, { matches, times: 2 });
    const run = await play('deploy');
    held.remove();
    await Promise.all(meddled);
    expect(run.code, run.stderr).toBe(1);
    expect(reportOf(run).targets[0].outcome.steps).toMatchObject([
      { action: 'delete', state: 'failed', code: 'object-changed' },
      { action: 'delete', state: 'failed', code: 'object-changed' },
    ]);
    const left = await cluster.kubectl(['get', 'configmaps/left', 'configmaps/replaced', '-n', namespace]);
    expect(left.code, left.stderr).toBe(0);
  });

  it('wants a yes for a definition, and copes with one that somebody else took away', async () => {
    const group = `${namespace}.example`;
    await checkout.write('deploy/a.yaml', configMap('a'));
    await checkout.write('deploy/crd.yaml', definition(group));
    await checkout.write('deploy/w.yaml', `apiVersion: ${group}/v1\nkind: Widget\nmetadata: { name: w }\n`);
    await deploy();
    await checkout.remove('deploy/crd.yaml');
    await checkout.remove('deploy/w.yaml');
    await checkout.commit('Remove the kind');
    const stopped = await play('deploy');
    expect(reportOf(stopped)).toMatchObject({ reasonCode: 'deletion-unconfirmed' });
    expect(realWrites()).toEqual([]);
    await cluster.kubectl(['delete', 'crd', `widgets.${group}`]);
    expect((await deploy()).counts).toMatchObject({ delete: 0, unchanged: 1 });
  });

  it('destroys only by name: shows what goes, deletes dependants first, records it, and deploys anew later', async () => {
    await checkout.write('deploy/a.yaml', configMap('a'));
    await checkout.write(
      'deploy/pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { terminationGracePeriodSeconds: 1, containers: [{ name: c, image: registry.example/p, envFrom: [{ configMapRef: { name: a } }] }] }\n',
    );
    await cluster.kubectl(['create', 'configmap', 'bystander', '-n', namespace]);
    await deploy();
    const asked = await play('destroy');
    expect(asked.code).toBe(1);
    expect(reportOf(asked)).toMatchObject({ result: 'failed', reasonCode: 'deletion-unconfirmed' });
    expect(asked.stderr).toContain(`goes: v1/Pod/${namespace}/p`);
    expect(realWrites()).toEqual([]);
    expect(lineToPaste(asked)).toBe('web');
    const wrong = await play('destroy', '--confirm', 'wep');
    expect(wrong.code).toBe(2);
    const done = await play('destroy', '--confirm', lineToPaste(asked));
    expect(done.code, done.stderr + done.stdout).toBe(0);
    expect(reportOf(done)).toMatchObject({
      result: 'destroyed',
      targets: [{ record: { kind: 'destroy', result: 'success' } }],
    });
    const deletes = realWrites().filter(each => each.startsWith('DELETE') && !each.includes('/leases/'));
    expect(deletes.map(each => each.split('/').at(-1))).toEqual(['p', 'a']);
    expect([
      await exists('configmap/a'),
      await exists('configmap/bystander'),
      await exists('configmap/gitops-push-web'),
    ]).toEqual([false, true, true]);
    expect(reportOf(await play('destroy', '--confirm', 'web'))).toMatchObject({ result: 'unchanged' });
    expect(reportOf(await play('drift'))).toMatchObject({ result: 'clean' });
    expect((await deploy()).counts).toMatchObject({ create: 2 });
  });

  it('says that there is nothing to destroy where nothing was deployed', async () => {
    const run = await play('destroy', '--confirm', 'web');
    expect(run.code).toBe(2);
    expect(reportOf(run)).toMatchObject({
      reasonCode: 'input-invalid',
      targets: [{ failure: { code: 'nothing-deployed' } }],
    });
  });

  it('finds members again when the record was deleted by hand', async () => {
    await checkout.write('deploy/a.yaml', configMap('a'));
    await checkout.write('deploy/b.yaml', 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: b }\n');
    await deploy();
    await cluster.kubectl(['delete', 'configmap/gitops-push-web', '-n', namespace]);
    await checkout.remove('deploy/b.yaml');
    const found = await deploy();
    expect(found.counts).toMatchObject({ delete: 1, unchanged: 1 });
    expect(await exists('serviceaccount/b')).toBe(false);
  });

  describe('beside kubectl apply --applyset', () => {
    const kubectlApply = async (documents: string, name = 'gitops-push-web') =>
      await cluster.kubectl(
        ['apply', '--server-side', '-n', namespace, '--prune', `--applyset=configmaps/${name}`, '-f', '-'],
        { input: documents, variables: applySet },
      );

    it('gives a set the same id, and its record is refused by kubectl and left as it was', async () => {
      await kubectlApply(configMap('k'), 'other');
      const id = await cluster.kubectl([
        'get',
        'configmap/other',
        '-n',
        namespace,
        '-o',
        String.raw`jsonpath={.metadata.labels.applyset\.kubernetes\.io/id}`,
      ]);
      expect(id.stdout).toBe(applySetIdOf({ name: 'other', namespace }));
      await checkout.write('deploy/a.yaml', configMap('a'));
      await deploy();
      const record = async (): Promise<string> =>
        (await cluster.kubectl(['get', 'configmap/gitops-push-web', '-n', namespace, '-o', 'json'])).stdout;
      const before = await record();
      const refused = await kubectlApply(configMap('b'));
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('tooling');
      expect(await record()).toBe(before);
      expect(await exists('configmap/b')).toBe(false);
      expect(await exists('configmap/a')).toBe(true);
    });

    it('takes a set over from kubectl when told to, and not before', async () => {
      const made = await kubectlApply(`${configMap('a')}---\n${configMap('b')}`);
      expect(made.code, made.stderr).toBe(0);
      await checkout.write('deploy/a.yaml', configMap('a'));
      await checkout.commit('One');
      const stopped = await play('deploy');
      expect(reportOf(stopped)).toMatchObject({ reasonCode: 'target-owned-elsewhere' });
      expect(realWrites()).toEqual([]);
      const taken = await deploy('--confirm', lineToPaste(stopped));
      expect(taken.counts).toMatchObject({ delete: 0 });
      expect(await exists('configmap/b')).toBe(true);
      expect((await kubectlApply(configMap('a'))).code).toBe(1);
      await checkout.write('deploy/c.yaml', configMap('c'));
      await deploy();
      await checkout.remove('deploy/c.yaml');
      expect((await deploy()).counts).toMatchObject({ delete: 1 });
    });
  });
});
