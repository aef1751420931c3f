import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

const run = promisify(execFile);
const configMap = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: version }\ndata: { value: ${value} }\n`;

describe('old never beats new', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let kubeconfig: string;
  let first: string;
  let second: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('order');
    const identity = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    kubeconfig = proxy.kubeconfig(identity.kubeconfig);
    checkout = await makeCheckout();
    await checkout.write('deploy/version.yaml', configMap('one'));
    first = await checkout.commit('One');
    await checkout.write('deploy/version.yaml', configMap('two'));
    second = await checkout.commit('Two');
    expect((await deploy()).code).toBe(0);
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  const deploy = async (folder = checkout.folder): Promise<ProgramRun> => {
    proxy.log.clear();
    const args = ['deploy', '--name', 'order', '--environment', 'test', '--output', 'json'];
    return await runProgram(args, { folder, environment: cluster.environment(), kubeconfig });
  };

  const deployed = async (): Promise<string> =>
    (await cluster.kubectl(['get', 'configmap/version', '-n', namespace, '-o', 'jsonpath={.data.value}']))
      .stdout;

  it('lets a late run of an older commit pass by, green and without a write', async () => {
    await checkout.git('checkout', '--quiet', first);
    const late = await deploy();
    expect(late.code, late.stderr + late.stdout).toBe(0);
    expect(JSON.parse(late.stdout)).toMatchObject({ result: 'superseded', reasonCode: 'superseded' });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    expect(await deployed()).toBe('two');
  });

  it('stops at a history that was rewritten', async () => {
    await checkout.git('checkout', '--quiet', '-B', 'rewritten', first);
    await checkout.write('deploy/version.yaml', configMap('other'));
    await checkout.commit('Another two');
    const rewritten = await deploy();
    expect(rewritten.code).toBe(1);
    expect(JSON.parse(rewritten.stdout)).toMatchObject({ reasonCode: 'diverged' });
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });

  it('does not guess when the checkout is too shallow to tell, and says what to change', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gitops-push-shallow-'));
    await checkout.git('checkout', '--quiet', second);
    await checkout.write('deploy/version.yaml', configMap('three'));
    await checkout.git('checkout', '--quiet', '-B', 'main');
    await checkout.commit('Three');
    await run('git', [
      'clone',
      '--quiet',
      '--depth',
      '1',
      '--branch',
      'main',
      `file://${checkout.folder}`,
      folder,
    ]);
    const shallow = await deploy(folder);
    expect(shallow.code).toBe(1);
    expect(shallow.stdout).toContain('fetch-depth: 0');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    const [line = 'no line to paste'] = /git fetch --unshallow/.exec(shallow.stdout) ?? [];
    await checkout.git('-C', folder, ...line.split(' ').slice(1));
    const whole = await deploy(folder);
    await rm(folder, { recursive: true, force: true });
    expect(whole.code, whole.stderr + whole.stdout).toBe(0);
    expect(await deployed()).toBe('three');
  });
});
