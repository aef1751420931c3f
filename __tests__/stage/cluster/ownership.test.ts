import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pinnedVersion } from './binaries.ts';
import { startCluster, type Cluster, type ClusterHandle } from './cluster.ts';
import { chosenMinor } from './environment.ts';
import { parseOwnJson } from './own-json.ts';
import { sharedCluster } from './shared-cluster.ts';
import { isAlive, stopKeptCluster } from './stop-kept.ts';

let shared: Cluster;
let temporary: string;

beforeAll(async () => {
  shared = await sharedCluster();
  temporary = await mkdtemp(join(tmpdir(), 'stage-ownership-'));
});
afterAll(async () => {
  await shared[Symbol.asyncDispose]();
  await rm(temporary, { recursive: true, force: true });
});

const firstLine = async (stream: Readable): Promise<string> => {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the owner ended without a word');
};
const isStarting = () =>
  readdirSync(temporary).some(name => existsSync(join(temporary, name, 'logs', 'kube-apiserver.log')));
const startNamed = () =>
  startCluster({
    environment: { ...process.env, GITOPS_PUSH_STAGE_KUBECONFIG: join(temporary, 'config') },
  });
const label = (value: string | null) =>
  shared.request('PATCH', '/api/v1/namespaces/kube-system', {
    metadata: { labels: { 'gitops-push.dev/stage': value } },
  });
const startOwner = () =>
  spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'owner.ts')], {
    env: { ...process.env, TMPDIR: temporary, KUBECONFIG: '/nowhere/config', GITHUB_TOKEN: 'secret' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

test('a killed owner takes its cluster along: every process and the folder', async () => {
  const owner = startOwner();
  const { pids, folder } = parseOwnJson<ClusterHandle>(await firstLine(owner.stdout));
  expect(pids).toHaveLength(6);
  expect(pids.filter(isAlive)).toEqual(pids);
  expect(folder.startsWith(temporary)).toBe(true);
  if (process.platform === 'linux') {
    for (const pid of pids) {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      expect(environment).not.toMatch(/KUBECONFIG|GITHUB_/);
      expect(environment).toContain(`HOME=${folder}`);
    }
  }
  owner.kill('SIGKILL');
  await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

test('an owner killed while its cluster starts leaves nothing behind', async () => {
  const owner = startOwner();
  await expect.poll(isStarting, { timeout: 10_000, interval: 20 }).toBe(true);
  owner.kill('SIGKILL');
  await expect.poll(() => readdirSync(temporary), { timeout: 15_000 }).toEqual([]);
});

test('clusters stand side by side, and one that was let go stays until it is stopped', async () => {
  const cluster = await startCluster({
    nodes: 1,
    environment: { ...process.env, GITOPS_PUSH_STAGE_KUBECONFIG: undefined },
  });
  expect(cluster.server).not.toBe(shared.server);
  const { folder, pids } = cluster.handle;
  expect(cluster.letGo()).toContain(`start.ts --stop ${folder}`);
  const nodes = await cluster.request<{ items: unknown[] }>('GET', '/api/v1/nodes');
  expect(nodes.body.items).toHaveLength(1);
  await stopKeptCluster(folder);
  expect(pids.filter(isAlive)).toEqual([]);
  await expect(stopKeptCluster(folder)).rejects.toThrow('There is no cluster of the stage');
});

describe('a named cluster', () => {
  test('is refused unless it says that it may be used', async () => {
    await writeFile(join(temporary, 'config'), await shared.adminKubeconfig());
    await expect(startNamed()).rejects.toThrow(
      /is not the stage's[\s\S]*kubectl label namespace kube-system gitops-push.dev\/stage=true/,
    );
  });

  test('is used when it does, and left as it is', async () => {
    await writeFile(join(temporary, 'config'), await shared.adminKubeconfig());
    await label('true');
    try {
      await using named = await startNamed();
      const version = await pinnedVersion(chosenMinor());
      expect(named.handle).toMatchObject({ origin: 'named', server: shared.server, version });
      const namespace = await named.createNamespace('named');
      expect((await named.kubectl(['get', 'namespace', namespace])).code).toBe(0);
      const proxy = await named.proxy();
      await writeFile(join(temporary, 'proxied'), proxy.kubeconfig(await named.adminKubeconfig()));
      const listed = await named.kubectl(['get', 'pods'], { kubeconfigPath: join(temporary, 'proxied') });
      expect(listed.code).toBe(0);
      await expect(named.failPods({ namespace, as: 'OOMKilled' })).rejects.toThrow('kubelets of its own');
    } finally {
      await label(null);
    }
    expect((await shared.request('GET', '/readyz')).status).toBe(200);
  });

  test('needs a kubeconfig that can be read', async () => {
    const text = await readFile(join(shared.handle.folder, 'admin.kubeconfig'), 'utf8');
    await writeFile(join(temporary, 'config'), text.replace(/ +token: .*/, '    exec: {command: get-token}'));
    await expect(startNamed()).rejects.toThrow('neither a token nor a client certificate');
    await rm(join(temporary, 'config'));
    await expect(startNamed()).rejects.toThrow('which cannot be read');
  });
});
