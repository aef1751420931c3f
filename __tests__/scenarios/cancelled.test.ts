import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, isDryRun, type LoggedRequest, type Proxy } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type GitHub, startGitHub } from '../stage/github/github.ts';
import type { Repository } from '../stage/github/story/repository.ts';
import type { Run } from '../stage/github/story/runs.ts';
import { pasteLine, type ProgramRun, runProgram } from '../stage/program.ts';
import { push } from '../stage/runner/events.ts';
import {
  openRunner,
  type Patience,
  type Runner,
  type StartedStep,
  type StepRun,
} from '../stage/runner/runner.ts';

const configMap = (namespace: string, name: string, after = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace}${after} }\ndata: { value: one }\n`;

const isApplyOfA = (request: LoggedRequest): boolean =>
  request.method === 'PATCH' && request.path.endsWith('/configmaps/a') && !isDryRun(request);

/** The runner loses patience at once: the process is killed while its first write is on its way. */
const atOnce: Partial<Patience> = { interruptMs: 50, terminateMs: 50 };

/** More inputs, and which write of the first ConfigMap counts. */
interface More {
  readonly inputs: Readonly<Record<string, string>>;
  readonly write: number;
}

/** A repository of two ConfigMaps, one after the other, and a namespace of its own. */
interface Place {
  readonly namespace: string;
  readonly repository: Repository;
  readonly proxy: Proxy;
  /** A push to main; cancelled, when `cancelled` says how the runner then goes on, as the first write is on its way. */
  readonly deploy: (cancelled?: Partial<Patience>, more?: More) => Promise<StepRun>;
  /** A push of this commit, of which the checkout holds nothing but the last state; `meanwhile` plays while it runs. */
  readonly deployShallow: (
    sha: string,
    meanwhile?: (step: StartedStep, run: Run) => Promise<void>,
  ) => Promise<StepRun>;
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
    const runnerIn = (workspace: string, patience: Partial<Patience> = {}): Runner =>
      openRunner({
        workspace,
        github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl },
        token: github.token().value,
        secrets: { KUBECONFIG: proxy.kubeconfig(kubeconfig) },
        patience,
      });
    const start = (runner: Runner, sha: string, runId: number, inputs: More['inputs'] = {}): StartedStep =>
      runner.startStep({
        event: push({ sha, repository: repository.fullName }),
        runId,
        with: {
          environment: 'production',
          kubeconfig: '${{ secrets.KUBECONFIG }}',
          namespace,
          name: 'web',
          ...inputs,
        },
      });
    const deploy: Place['deploy'] = async (cancelled, { inputs, write } = { inputs: {}, write: 1 }) => {
      const sha = await repository.sha('main');
      await using runner = runnerIn(await checkOut(), cancelled);
      const { id: runId } = await repository.startRun({ event: 'push', sha });
      const step = start(runner, sha, runId, inputs);
      let writes = 0;
      const cancel = (request: LoggedRequest): boolean => {
        if (!isApplyOfA(request)) return false;
        writes += 1;
        if (writes !== write) return false;
        setTimeout(step.cancel, 100);
        return true;
      };
      if (cancelled) proxy.inject({ kind: 'latency', delayMs: 1000 }, { matches: cancel });
      return await step.finished;
    };
    const get = async (what: string, path: string): Promise<string> =>
      (await cluster.kubectl(['get', what, '-n', namespace, '-o', path])).stdout.trim();
    const deployShallow: Place['deployShallow'] = async (sha, meanwhile) => {
      const workspace = await mkdtemp(join(folder, 'checkout-'));
      await repository.clone(workspace, { ref: sha, depth: 1 });
      await using runner = runnerIn(workspace);
      const run = await repository.startRun({ event: 'push', sha });
      const step = start(runner, sha, run.id);
      await meanwhile?.(step, run);
      return await step.finished;
    };
    return {
      namespace,
      repository,
      proxy,
      deploy,
      deployShallow,
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

  it('has both its records ended when it was killed on the way back from a deploy that failed', async () => {
    const place = await openPlace('back');
    const { namespace, repository } = place;
    expect((await place.deploy()).outputs['result']).toBe('deployed');
    const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'registry.example/web:2' }] }
`;
    const changed = configMap(namespace, 'a').replace('one', 'two');
    await repository.push('main', { 'deploy/a.yaml': changed, 'deploy/web.yaml': web }, 'Break it');
    await cluster.failPods({ namespace, labelSelector: 'app=web', as: 'InvalidImageName' });
    const run = await place.deploy(atOnce, { inputs: { 'on-failure': 'rollback' }, write: 2 });
    expect(run.signals, run.log).toEqual(['SIGINT', 'SIGTERM', 'SIGKILL']);
    expect(await place.record()).toMatchObject({ sequence: 3, kind: 'rollback', brokenOff: true });
    expect(await place.leases()).toBe('');
    const ends = repository.deployments('production').map(({ statuses }) => statuses.at(-1));
    expect(ends.map(end => end?.state ?? '').toSorted()).toEqual(['failure', 'failure', 'success']);
    expect(ends.map(end => end?.description).join('\n')).toContain('Could not be put back');
    expect(run.post?.summary).toContain('on the way back the run was cancelled');
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

  it('whose runner went away leaves a lock that the next run takes over as soon as GitHub says that it is over', async () => {
    const place = await openPlace('away');
    const { repository, namespace } = place;
    const sha = await repository.sha('main');
    const lost = await repository.startRun({ event: 'push', sha });
    // What a run on another machine leaves when nobody cleans up: a lock that was renewed a moment ago.
    const now = new Date().toISOString().replace('Z', '000Z');
    const made = await cluster.request(
      'POST',
      `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`,
      {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: {
          name: 'gitops-push-web',
          annotations: {
            'gitops-push.dev/lock': 'of-another-machine',
            'gitops-push.dev/run-url': lost.url,
            'gitops-push.dev/process': '0123456789abcdef/1/1',
          },
        },
        spec: {
          holderIdentity: `${repository.fullName}/${lost.id}/1`,
          leaseDurationSeconds: 600,
          acquireTime: now,
          renewTime: now,
          leaseTransitions: 0,
        },
      },
    );
    expect(made.status).toBe(201);
    let finishedAtMs = 0;
    const next = await place.deployShallow(sha, async step => {
      await step.logged(/waiting for run/);
      lost.finish('cancelled');
      finishedAtMs = performance.now();
    });
    expect(next.outputs, next.log).toMatchObject({ result: 'deployed' });
    // Asked every ten seconds; by itself the lock would have lived for ten minutes.
    expect(performance.now() - finishedAtMs).toBeLessThan(60_000);
    expect(next.log).toContain(`waiting for run ${lost.url}`);
    expect(next.log).toContain(`run ${lost.url} is over, so its lock is taken over`);
    expect(await place.leases()).toBe('');
  });

  it('of an older commit passes by, told by GitHub where the checkout holds no history, and a newer one goes', async () => {
    const place = await openPlace('order');
    const { repository, proxy } = place;
    const older = await repository.sha('main');
    const newer = await repository.push('main', { 'README.md': 'newer' }, 'Newer');
    const newest = await repository.push(
      'main',
      { 'deploy/c.yaml': configMap(place.namespace, 'c') },
      'Newest',
    );
    expect((await place.deployShallow(newer)).outputs['result']).toBe('deployed');
    proxy.log.clear();
    const late = await place.deployShallow(older);
    expect(late.outputs, late.log).toMatchObject({ result: 'superseded', 'reason-code': 'superseded' });
    expect(late.conclusion).toBe('success');
    expect(proxy.log.writes.filter(({ path }) => !path.includes('/leases'))).toEqual([]);
    const compared = github.log.entries.filter(({ path }) => path.includes(`/compare/${newer}...${older}`));
    expect(compared).toHaveLength(1);
    expect((await place.deployShallow(newest)).outputs['result']).toBe('deployed');
  });
});
