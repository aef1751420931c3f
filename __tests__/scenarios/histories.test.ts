// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { histories, ownHistories } from '../stage/histories.ts';
import { playHistories } from '../stage/play-histories.ts';
import { asAnew, expectPredicted, type Objects, readObjects } from '../stage/predicted.ts';
import { runProgram } from '../stage/program.ts';
import { siblings } from '../stage/siblings.ts';

const kinds =
  'configmaps,secrets,services,deployments,statefulsets,horizontalpodautoscalers,poddisruptionbudgets,daemonsets,cronjobs,networkpolicies,replicationcontrollers';

describe('objects with a history', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('histories');
    checkout = await makeCheckout();
    const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  const play = async (mode: string, name: string, ...more: readonly string[]): Promise<any> => {
    proxy.log.clear();
    const args = [mode, '--path', name, '--name', name, '--environment', 'test', '--output', 'json', ...more];
    if (mode === 'deploy') args.push('--no-wait');
    const environment = cluster.environment();
    const run = await runProgram(args, { folder: checkout.folder, environment, kubeconfig });
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    expect(run.code, run.stderr + run.stdout).toBe(0);
    return JSON.parse(run.stdout).targets[0];
  };

  it('previews, writing nothing, exactly what a deploy then does to what kubectl and Helm made', async () => {
    await playHistories(cluster, namespace, histories);
    for (const { want } of histories) {
      const file = `former/${want.kind}-${want.metadata.name}.json`.toLowerCase();
      await checkout.write(file, JSON.stringify(want));
    }
    const before = await readObjects(cluster, namespace, kinds);
    const preview = await play('preview', 'former');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    const deployed = await play('deploy', 'former');
    const after = await readObjects(cluster, namespace, kinds);
    expect(expectPredicted(preview.changes, before, after)).toBe(histories.length);
    expect(deployed.planDigest).toBe(preview.planDigest);
    expect(preview.changes.every((change: any) => change.evidence === 'server')).toBe(true);
    expect(preview.diagnostics.filter(({ code }: any) => code === 'field-left-behind')).toMatchObject([
      {
        severity: 'notice',
        message: expect.stringMatching(/versions: kubectl-client-side-apply set .*targetCPU/),
      },
    ]);
  });

  it('leaves nothing of the former tools behind, so that the next plan is empty', async () => {
    const again = await play('preview', 'former');
    expect(again.counts).toMatchObject({ unchanged: histories.length, update: 0 });
    const objects = await readObjects(cluster, namespace, kinds);
    const owners = histories.flatMap(({ want }) => {
      const object = objects.get(`${want.kind}/${want.metadata.name}`);
      return object.metadata.managedFields.filter((entry: any) => entry.subresource === undefined);
    });
    const names = new Set(owners.map((entry: any) => entry.manager));
    expect([...names].filter(name => name !== 'gitops-push' && name !== 'kube-controller-manager')).toEqual(
      [],
    );
  });

  it('switches the arms of what was never written down, in objects of its own', async () => {
    const write = async (which: 'before' | 'want'): Promise<void> => {
      for (const history of ownHistories)
        await checkout.write(`own/${history.want.metadata.name}.json`, JSON.stringify(history[which]));
    };
    await write('before');
    await play('deploy', 'own');
    await write('want');
    const before = await readObjects(cluster, namespace, kinds);
    const preview = await play('preview', 'own');
    expect(preview.counts).toMatchObject({ update: ownHistories.length, recreate: 0 });
    await play('deploy', 'own');
    const after = await readObjects(cluster, namespace, kinds);
    expect(expectPredicted(preview.changes, before, after)).toBe(ownHistories.length);
    expect((await play('preview', 'own')).counts).toMatchObject({ unchanged: ownHistories.length });
  });

  describe('whose fields the server makes from others', () => {
    let preview: any;
    let before: Objects = new Map();
    let after: Objects = new Map();
    let anew: Objects = new Map();

    beforeAll(async () => {
      const write = async (which: 'before' | 'want'): Promise<void> => {
        for (const sibling of siblings)
          await checkout.write(`siblings/${sibling.want.metadata.name}.json`, JSON.stringify(sibling[which]));
      };
      const made = await cluster.createNamespace('anew');
      const items = siblings.map(({ want }) => want);
      const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
      await write('before');
      await play('deploy', 'siblings');
      await write('want');
      before = await readObjects(cluster, namespace, kinds);
      preview = await play('preview', 'siblings');
      const recreated = preview.changes.filter((change: any) => change.action === 'recreate');
      await play(
        'deploy',
        'siblings',
        ...recreated.map((change: any) => `--confirm=${change.confirmAddress}`),
      );
      after = await readObjects(cluster, namespace, kinds);
      await cluster.kubectl(['create', '-f', '-', '-n', made], { input: list });
      anew = await readObjects(cluster, made, kinds);
      await cluster.endNamespace(made);
    });

    it.each(siblings.map(({ name, want }) => [name, `${want.kind}/${want.metadata.name}`] as const))(
      '%s: it is what the manifest makes when nothing was there',
      (_name, key) => {
        expect(asAnew(after.get(key))).toEqual(asAnew(anew.get(key)));
        expect(asAnew(before.get(key))).not.toEqual(asAnew(after.get(key)));
      },
    );

    it('leaves what a rule leaves', async () => {
      const policy = siblings.find(({ want }) => want.metadata.name === 'egress');
      await checkout.write('siblings/egress.json', JSON.stringify(policy?.before));
      const rule = '--ignore=kind=NetworkPolicy field=/spec/policyTypes';
      const left = await play('preview', 'siblings', rule);
      const change = left.changes.find((each: any) => each.address.endsWith('/egress'));
      expect(change.fields.map((field: any) => field.path)).toEqual(['/spec/egress']);
      await checkout.write('siblings/egress.json', JSON.stringify(policy?.want));
    });

    it('foretells all of it', async () => {
      expect(preview.changes.filter((change: any) => change.action === 'recreate')).toMatchObject([
        { confirmAddress: expect.stringMatching(/^Service\/.*\/headless$/), risk: expect.any(String) },
      ]);
      expect(expectPredicted(preview.changes, before, after)).toBe(siblings.length - 1);
      expect((await play('preview', 'siblings')).counts).toMatchObject({ unchanged: siblings.length });
    });
  });
});
