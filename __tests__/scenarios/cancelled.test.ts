import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, isDryRun, type LoggedRequest, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type GitHub, startGitHub } from '../stage/github/github.ts';
import type { Repository } from '../stage/github/story/repository.ts';
import { pasteLine, type ProgramRun, runProgram } from '../stage/program.ts';
import { push } from '../stage/runner/events.ts';
import { openRunner, type Patience, type StepRun } from '../stage/runner/runner.ts';

const configMap = (namespace: string, name: string, after = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace}${after} }\ndata: { value: one }\n`;

const isApplyOfA = (request: LoggedRequest): boolean =>
  request.method === 'PATCH' && request.path.endsWith('/configmaps/a') && !isDryRun(request);

/** The runner loses patience at once: the process is killed while its first write is on its way. */
const atOnce: Partial<Patience> = { interruptMs: 50, terminateMs: 50 };

/** A repository of two ConfigMaps, one after the other, and a namespace of its own. */
interface Place {
  readonly namespace: string;
  readonly repository: Repository;
  readonly proxy: Proxy;
  /** A push to main; cancelled, when `cancelled` says how the runner then goes on, as the first write is on its way. */
  readonly deploy: (cancelled?: Partial<Patience>) => Promise<StepRun>;
  /** The same deploy from a terminal, past the proxy. */
  readonly deployByHand: () => Promise<ProgramRun>;
  /** The newest record. */
  readonly record: () => Promise<unknown>;
  readonly leases: () => Promise<string>;
  /** The states of the deployment, oldest first. */
  readonly states: () => readonly string[];
}

describe.concurrent('a workflow run that is cancelled', () => {
  let cluster: Cluster;
  let github: GitHub;
  let folder: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    github = await startGitHub();
    folder = await mkdtemp(join(tmpdir(), 'gitops-push-cancelled-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await github[Symbol.asyncDispose]();
    await cluster[Symbol.asyncDispose]();
  });

  const openPlace = async (name: string): Promise<Place> => {
    const namespace = await cluster.createNamespace(name);
    const proxy = await cluster.proxy();
    const { kubeconfig } = await cluster.identity({ name: 'deployer', namespace, namespaceRoles: ['admin'] });
    const later = ', annotations: { gitops-push.dev/depends-on: /ConfigMap/a }';
    const a = configMap(namespace, 'a');
    const files = { 'deploy/a.yaml': a, 'deploy/b.yaml': configMap(namespace, 'b', later) };
    const repository = await github.createRepository({ owner: 'acme', name, files });
    const checkOut = async (): Promise<string> => {
      const workspace = await mkdtemp(join(folder, 'checkout-'));
      await repository.clone(workspace, { ref: await repository.sha('main') });
      return workspace;
    };
    const deploy: Place['deploy'] = async cancelled => {
      const sha = await repository.sha('main');
      await using runner = openRunner({
        workspace: await checkOut(),
        github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl },
        token: github.token().value,
        secrets: { KUBECONFIG: proxy.kubeconfig(kubeconfig) },
        patience: cancelled ?? {},
      });
      const { id: runId } = await repository.startRun({ event: 'push', sha });
      const secret = '${{ secrets.KUBECONFIG }}';
      const step = runner.startStep({
        event: push({ sha, repository: repository.fullName }),
        runId,
        with: { environment: 'production', kubeconfig: secret, namespace, name: 'web' },
      });
      const cancel = (request: LoggedRequest): boolean => {
        if (!isApplyOfA(request)) return false;
        setTimeout(step.cancel, 100);
        return true;
      };
      if (cancelled) proxy.inject({ kind: 'latency', delayMs: 1000 }, { matches: cancel });
      return await step.finished;
    };
    const get = async (what: string, path: string): Promise<string> =>
      (await cluster.kubectl(['get', what, '-n', namespace, '-o', path])).stdout.trim();
    return {
      namespace,
      repository,
      proxy,
      deploy,
      deployByHand: async () => {
        const args = ['deploy', '--name', 'web', '--environment', 'production', '--namespace', namespace];
        const checkout = { folder: await checkOut(), environment: cluster.environment(), kubeconfig };
        return await runProgram(args, checkout);
      },
      record: async () => {
        const records = await get('configmap/gitops-push-web', 'jsonpath={.data.records}');
        return JSON.parse(records.split('\n').at(-1) ?? '{}');
      },
      leases: async () => await get('leases', 'name'),
      states: () =>
        repository.deployments('production').flatMap(({ statuses }) => statuses.map(({ state }) => state)),
    };
  };

  it('ends by itself, and leaves the clean-up nothing to do', async () => {
    const place = await openPlace('ends');
    const run = await place.deploy({});
    expect(run.signals).toEqual(['SIGINT']);
    expect(run.outputs).toMatchObject({ result: 'partial', 'reason-code': 'cancelled' });
    const written = [`v1/ConfigMap/${place.namespace}/a`];
    expect(await place.record()).toMatchObject({ result: 'partial', written });
    expect(place.states()).toEqual(['in_progress', 'error']);
    expect(run.post).toMatchObject({ exitCode: 0, rawLog: '', summary: '' });
  });

  it('is shown as ended by the clean-up when GitHub kept it until it was killed', async () => {
    const place = await openPlace('kept');
    const path = /\/kept\/deployments\/\d+\/statuses$/;
    const held = github.inject({ kind: 'latency', delayMs: 60_000 }, { method: 'POST', path, skip: 1 });
    const run = await place.deploy({});
    held.remove();
    expect(run.signals).toEqual(['SIGINT', 'SIGTERM', 'SIGKILL']);
    expect(await place.record()).toMatchObject({ result: 'partial', written: [expect.any(String)] });
    expect(await place.record()).not.toHaveProperty('brokenOff');
    expect(place.states()).toEqual(['in_progress', 'error']);
    expect(run.post).toMatchObject({ exitCode: 0, conclusion: 'success' });
    expect(run.post?.summary).toContain('cancelled');
    const sha = await place.repository.sha('main');
    expect(place.repository.statuses(sha)).toMatchObject([{ state: 'error' }]);
    expect(await place.leases()).toBe('');
  });

  it('has its record closed and its lock given back by the clean-up when it was killed in mid-write', async () => {
    const place = await openPlace('killed');
    const run = await place.deploy(atOnce);
    expect(run.signals).toEqual(['SIGINT', 'SIGTERM', 'SIGKILL']);
    expect(await place.record()).toMatchObject({ result: 'partial', brokenOff: true });
    expect(await place.leases()).toBe('');
    expect(place.states()).toEqual(['in_progress', 'error']);
    expect(run.post?.rawLog).toContain('the run was cancelled');
    const next = await place.deploy();
    expect(next.outputs['result'], next.log).toBe('deployed');
    expect(next.log).toContain('production/web#1 ended as partial');
  });

  it('touches nothing that another run has taken over meanwhile', async () => {
    const place = await openPlace('taken');
    const { log, inject } = place.proxy;
    const other = Promise.withResolvers<ProgramRun>();
    // The clean-up's first question waits until the other run is done.
    const isOfCleanUp = (request: LoggedRequest): boolean => {
      if (!request.path.endsWith('/gitops-push-web') || !log.entries.some(isApplyOfA)) return false;
      log.clear();
      place.deployByHand().then(other.resolve, other.reject);
      return true;
    };
    inject({ kind: 'latency', delayMs: 6000 }, { matches: isOfCleanUp });
    const run = await place.deploy(atOnce);
    const taken = await other.promise;
    expect(taken.code, taken.stderr + taken.stdout).toBe(0);
    expect(log.writes.map(({ path }) => path)).toEqual([]);
    expect(await place.record()).toMatchObject({ sequence: 2, result: 'success' });
    expect(place.states()).toEqual(['in_progress', 'error']);
    expect(run.post?.exitCode).toBe(0);
  });

  it('is told by the next run when GitHub does not answer the clean-up either', async () => {
    const place = await openPlace('silent');
    const path = /\/silent\/deployments(?:\/\d+\/statuses)?$/;
    const away = github.inject({ kind: 'cut' }, { path, skip: 4, times: 100 });
    const run = await place.deploy(atOnce);
    away.remove();
    expect(run.post?.exitCode, run.post?.rawLog).toBe(0);
    expect(run.post?.rawLog).not.toMatch(/^\s+at /m);
    expect(place.states()).toEqual(['in_progress']);
    const next = await place.deploy();
    expect(next.outputs, next.log).toMatchObject({ result: 'deployed', recorded: 'true' });
    expect(place.states()).toEqual(['in_progress', 'error', 'in_progress', 'success']);
  });

  it('gets one line and no stack from a clean-up that breaks down', async () => {
    const script = fileURLToPath(new URL('../../dist/post.mjs', import.meta.url));
    const begun = JSON.stringify({ announced: { schema: 1, result: 'success' } });
    const { code, stdout, stderr } = await pasteLine(`node ${script}`, {
      folder,
      environment: {
        PATH: process.env['PATH'] ?? '',
        STATE_begun: begun,
        INPUT_PATH: 'nowhere',
        INPUT_MODE: 'deploy',
        INPUT_NAME: 'shop',
      },
    });
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n').filter(line => line.startsWith('::warning::the clean-up could not'));
    expect(lines, stdout).toHaveLength(1);
    expect(stdout).not.toMatch(/^\s+at /m);
  });
});
