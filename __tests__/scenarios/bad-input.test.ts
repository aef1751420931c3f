import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, type Identity, isWrite, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type Checkout, makeCheckout } from '../stage/checkout.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';

const configMap = (name: string, extra = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${extra}data:\n  a: "1"\n`;

/** What a person reads of a run: both streams, without the noise of paths that differ from run to run. */
function textOf(run: ProgramRun): string {
  return `${run.stdout}\n${run.stderr}`;
}

describe('bad input gets a clear error, and nothing is lost', () => {
  let cluster: Cluster;
  let proxy: Proxy;
  let namespace: string;
  let checkout: Checkout;
  let editor: Identity;

  beforeAll(async () => {
    cluster = await sharedCluster();
    proxy = await cluster.proxy();
    namespace = await cluster.createNamespace('bad');
    editor = await cluster.identity({ name: 'editor', namespace, namespaceRoles: ['edit'] });
  });

  beforeAll(async () => {
    checkout = await makeCheckout();
    await checkout.write('deploy/good.yaml', configMap('good'));
    await checkout.commit('Add a good one');
  });

  afterAll(async () => {
    await checkout[Symbol.asyncDispose]();
    await cluster[Symbol.asyncDispose]();
  });

  const play = async (args: readonly string[], kubeconfig?: string): Promise<ProgramRun> => {
    proxy.log.clear();
    const options = { folder: checkout.folder, environment: cluster.environment() };
    return await runProgram(args, kubeconfig === undefined ? options : { ...options, kubeconfig });
  };

  const deploy = async (
    path: string,
    kubeconfig = proxy.kubeconfig(editor.kubeconfig),
  ): Promise<ProgramRun> =>
    await play(['deploy', '--path', path, '--name', 'bad', '--environment', 'test'], kubeconfig);

  it('a path that is not there', async () => {
    const run = await deploy('depoly');
    expect(run.code).toBe(2);
    expect(textOf(run)).toContain('"depoly" does not exist');
    expect(textOf(run)).toContain('path: deploy');
  });

  it('a path that leads out of the checkout', async () => {
    const run = await deploy('../elsewhere');
    expect(run.code).toBe(2);
    expect(textOf(run)).toContain('leads out of the checkout');
  });

  it('an empty folder', async () => {
    await checkout.write('empty/README.md', 'nothing here\n');
    const run = await deploy('empty');
    expect(run.code).toBe(2);
    expect(textOf(run)).toMatch(/ends in \.yaml.*under empty/);
  });

  it('a tab in YAML, and the mistakes of the other documents beside it', async () => {
    await checkout.write(
      'tab/a.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n---\n${configMap('b', '  labelz: {}\n')}`,
    );
    const run = await deploy('tab');
    expect(run.code).toBe(1);
    expect(textOf(run)).toMatch(/tab\/a\.yaml:4:1.*tab/);
    expect(textOf(run)).toMatch(/tab\/a\.yaml:10.*labelz.*/);
    expect(textOf(run)).toContain('labels');
  });

  it('two documents of one identity', async () => {
    await checkout.write('twice/a.yaml', configMap('same'));
    await checkout.write('twice/b.yaml', `${configMap('other')}---\n${configMap('same')}`);
    const run = await deploy('twice');
    expect(run.code).toBe(1);
    expect(textOf(run)).toMatch(/twice\/b\.yaml:\d+/);
    expect(textOf(run)).toMatch(/twice\/a\.yaml:\d+/);
    expect(proxy.log.entries).toEqual([]);
  });

  it('a server that nobody listens on', async () => {
    const port = await freePort();
    const run = await deploy(
      'deploy',
      editor.kubeconfig.replace(cluster.server, `https://127.0.0.1:${port}`),
    );
    expect(run.code).toBe(1);
    expect(textOf(run)).toContain(`127.0.0.1:${port}`);
    expect(textOf(run)).toContain('server-unreachable');
  });

  it('a token that has expired', async () => {
    const late = await cluster.identity({ name: 'late', namespace, token: 'expired' });
    const run = await deploy('deploy', proxy.kubeconfig(late.kubeconfig));
    expect(run.code).toBe(1);
    expect(textOf(run)).toContain('credentials-rejected');
    expect(textOf(run)).toMatch(/expired/);
    expect(textOf(run)).not.toContain(late.token);
  });

  it('a token without a permission, and which one to add', async () => {
    const stranger = await cluster.identity({
      name: 'stranger',
      namespace,
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }],
    });
    const run = await deploy('deploy', proxy.kubeconfig(stranger.kubeconfig));
    expect(run.code).toBe(1);
    expect(textOf(run)).toMatch(/may not patch|permission-missing/);
    expect(textOf(run)).toContain('configmaps');
    expect(textOf(run)).toContain('verbs: ["patch"]');
    expect(textOf(run)).not.toContain(stranger.token);
    expect(proxy.log.entries.filter(isWrite).filter(request => (request.status ?? 0) < 400)).toEqual([]);
  });

  it('no credentials, or empty ones', async () => {
    for (const args of [[], ['--access', 'input']]) {
      const run = await play(['deploy', '--path', 'deploy', '--name', 'bad', ...args]);
      expect(run.code).toBe(2);
      expect(textOf(run)).toContain('credentials-missing');
      expect(textOf(run)).toContain('--kubeconfig');
    }
    const empty = await deploy('deploy', '');
    expect(empty.code).toBe(2);
    expect(textOf(empty)).toContain('credentials-missing');
  });

  it('every mistake of the command line at once', async () => {
    const run = await play(['deploy', '--pth', 'deploy', '--timeout', 'soon', '--max-deletions', 'few']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--path');
    const both = await play(['deploy', '--timeout', 'soon', '--max-deletions', 'few']);
    expect(both.code).toBe(2);
    expect(both.stderr).toMatch(/timeout/);
    expect(both.stderr).toMatch(/max-deletions/);
  });

  it('a name that was never deployed is no clean drift check', async () => {
    const args = ['drift', '--name', 'bda', '--environment', 'test'];
    const run = await play(args, proxy.kubeconfig(editor.kubeconfig));
    expect(run.code).toBe(2);
    expect(textOf(run)).toContain('no record of a deploy of bda in test');
    expect(textOf(run)).not.toContain('No drift');
  });

  it('a namespace that does not exist is told before anything is written', async () => {
    await writeFile(
      join(checkout.folder, 'deploy', 'good.yaml'),
      configMap('good', '  namespace: nowhere\n'),
    );
    const admin = await cluster.identity({ name: 'admin', namespace, clusterRoles: ['cluster-admin'] });
    const run = await deploy('deploy', proxy.kubeconfig(admin.kubeconfig));
    expect(run.code).toBe(1);
    expect(textOf(run)).toMatch(/namespace nowhere does not exist/);
    expect(textOf(run)).toContain('deploy/good.yaml:');
    expect(proxy.log.entries.filter(isWrite)).toEqual([]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 1;
}
