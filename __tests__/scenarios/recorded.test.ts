import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { unzip } from '../github/unzip.ts';
import { isWrite } from '../stage/cluster/cluster.ts';
import type { Fault, Injected } from '../stage/github/github.ts';
import type { DeploymentView } from '../stage/github/story/views.ts';
import { type ProgramRun, runProgram } from '../stage/program.ts';
import { push } from '../stage/runner/events.ts';
import type { StepRun } from '../stage/runner/runner.ts';
import { openShop, previewEvent, type Shop } from '../stage/shop.ts';

const settings = (namespace: string, version: string, name = 'settings'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { version: "${version}" }\n`;

const open = async (name: string): Promise<Shop> =>
  await openShop(name, namespace => ({ 'deploy/settings.yaml': settings(namespace, '1') }));

const statesOf = ({ statuses }: DeploymentView): readonly string[] => statuses.map(({ state }) => state);

/** GitHub answers nothing any more once it has seen a request; nothing at all, when that is none. */
function silence({ github }: Shop, since?: RegExp, fault: Fault = { kind: 'cut' }): Injected {
  let isSilent = since === undefined;
  return github.inject(fault, {
    times: 1000,
    matches: ({ method, path, body }) => {
      isSilent ||= since?.test(`${method} ${path} ${JSON.stringify(body)}`) === true;
      return isSilent;
    },
  });
}

const outboxOf = async ({ cluster, namespace }: Shop): Promise<string> => {
  const args = ['get', 'configmap/gitops-push-shop', '-n', namespace, '-o', 'jsonpath={.data.outbox}'];
  return (await cluster.kubectl(args)).stdout;
};

/** A person without the cluster asks GitHub by the token: in a checkout of it, from its command line. */
async function expectHistoryInTerminal(
  { github, repository }: Shop,
  kubeconfig: string,
  sha: string,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-laptop-'));
  try {
    await repository.clone(folder, { ref: 'main' });
    const origin = `https://github.localhost/${repository.fullName}.git`;
    await promisify(execFile)('git', ['-C', folder, 'remote', 'set-url', 'origin', origin]);
    const token = github.token({ login: 'mona', permissions: 'read-all' }).value;
    const environment = { PATH: process.env['PATH'] ?? '', GITHUB_API_URL: github.apiUrl };
    const list = async (...args: readonly string[]): Promise<ProgramRun> =>
      await runProgram(['history', '--name', 'shop', '--environment', 'production', ...args], {
        folder,
        environment,
        kubeconfig,
      });
    const asked = ['--github-token', token];
    const text = await list(...asked);
    expect(text.code, text.stderr).toBe(0);
    expect(text.stdout).toMatch(
      new RegExp(`production/shop#1 +deploy +success +${sha.slice(0, 7)} \\(#1\\) +mona`),
    );
    const json = await list(...asked, '--output', 'json');
    const [target] = JSON.parse(json.stdout).targets;
    expect(target.history).toMatchObject([{ sequence: 1, result: 'success', commit: sha, pullRequest: 1 }]);
    expect([text, json].map(run => run.stdout + run.stderr).join('')).not.toContain(token);
    const without = await list();
    expect(without.code).toBe(1);
    expect(without.stderr + without.stdout).toContain('--github-token');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.concurrent('when GitHub goes away', () => {
  it('after the apply, the deploy stands, and the next run tells everything once', async () => {
    await using shop = await open('silent-after');
    const { repository, namespace } = shop;
    await repository.push('change', { 'deploy/settings.yaml': settings(namespace, '2') }, 'Change');
    const pull = await repository.openPullRequest({ branch: 'change', title: 'Change' });
    const sha = await repository.merge(pull);
    const silent = silence(shop, /POST \S+\/statuses .*success/);
    const run = await shop.play({ event: push({ sha }) });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'deployed', recorded: 'false' });
    const told = run.annotations.filter(({ level }) => level === 'notice').map(({ message }) => message);
    expect(told.join()).toMatch(/deployment, commit status, comment.*next run/);
    expect(repository.deployments().map(statesOf)).toEqual([['in_progress']]);
    expect(JSON.parse(await outboxOf(shop))).toMatchObject([
      { to: 'deployment', attempts: 1 },
      { to: 'commit status' },
      { to: 'comment' },
    ]);
    silent.remove();
    const history = await shop.play({ event: push({ sha }), with: { mode: 'history' } });
    expect(history.log).toContain('GitHub has yet to be told of earlier deploys');
    expect(repository.statuses(sha)).toEqual([]);
    const next = await shop.play({ event: push({ sha }) });
    expect(next.outputs, next.log).toMatchObject({ result: 'unchanged', recorded: 'true' });
    expect(repository.deployments().map(statesOf)).toEqual([['in_progress', 'success']]);
    expect(repository.statuses(sha).map(({ state }) => state)).toEqual(['success']);
    expect(repository.comments(pull).map(({ body }) => /### Deployed/.test(body))).toEqual([true]);
    expect(await outboxOf(shop)).toBe('');
    // The cluster is gone: what GitHub was told is listed instead.
    const kubeconfig = await shop.cluster.kubectl(['config', 'view', '--raw', '--minify']);
    const gone = kubeconfig.stdout.replace(/server: .*/, 'server: https://127.0.0.1:9');
    const listed = await shop.play({ event: push({ sha }), with: { mode: 'history', kubeconfig: gone } });
    expect(listed.outputs, listed.log).toMatchObject({ result: 'listed', 'reason-code': '' });
    expect(listed.log).toMatch(
      new RegExp(`production/shop#1 +deploy +success +${sha.slice(0, 7)} \\(#1\\) +mona`),
    );
    expect(listed.log).toContain('deploys that GitHub was told of');
    await expectHistoryInTerminal(shop, gone, sha);
  });

  it('before the apply, nothing is written, unless record-failure says to go on', async () => {
    await using shop = await open('silent-before');
    const { repository } = shop;
    const sha = await repository.sha('main');
    const cut = silence(shop);
    const given = { 'preview-match': 'off' };
    const run = await shop.play({ event: push({ sha }), with: given });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({
      result: 'failed',
      'reason-code': 'record-failed',
      recorded: 'false',
    });
    expect(run.log).toContain('record-failure: continue');
    expect(run.annotations.filter(({ level }) => level === 'notice')).toEqual([]);
    expect(shop.proxy.log.entries.filter(isWrite)).toEqual([]);
    cut.remove();
    // Nor does it answer who has no requests left.
    const silent = silence(shop, undefined, { kind: 'primary-limit' });
    const on = await shop.play({
      event: push({ sha }),
      with: { ...given, 'record-failure': 'continue', comment: 'off' },
    });
    expect(on.exitCode, on.log).toBe(0);
    expect(on.outputs).toMatchObject({ result: 'deployed', recorded: 'false' });
    silent.remove();
    expect(repository.deployments()).toEqual([]);
    const next = await shop.play({ event: push({ sha }) });
    expect(next.outputs).toMatchObject({ result: 'unchanged', recorded: 'true' });
    expect(repository.deployments().map(statesOf)).toEqual([['success']]);
    expect(repository.statuses(sha).map(({ state }) => state)).toEqual(['success']);
  });
});

describe.concurrent("a job's environment", () => {
  const name = 'production';
  it.each([
    ['that makes a deployment', { environment: name }, ['in_progress', 'in_progress', 'success', 'success']],
    ['that makes none', { environment: { name, deployment: false } }, ['in_progress', 'success']],
    ['that is not there', {}, ['in_progress', 'success']],
  ] as const)('%s leaves one deployment of the target', async (_, jobs, states) => {
    await using shop = await open('environment');
    const { repository } = shop;
    const run = await shop.play({ event: push({ sha: await repository.sha('main') }), jobs });
    expect(run.outputs['result'], run.log).toBe('deployed');
    const [deployment, ...more] = repository.deployments(name);
    expect(more).toEqual([]);
    expect(run.outputs['deployment-id']).toBe(String(deployment?.id));
    expect(deployment && statesOf(deployment)).toEqual(states);
  });

  it('leaves one deployment of each target, when a job has two and others run beside it', async () => {
    await using shop = await open('two-targets');
    const { repository, namespace } = shop;
    const files = { 'other/settings.yaml': settings(namespace, '1', 'other') };
    const sha = await repository.push('main', files, 'Add another');
    // Another job of the environment has a deployment of the same commit, too.
    const other = await repository.startRun({ event: 'push', sha });
    other.startJob({ name: 'beside', environment: name });
    const run = await shop.play({
      event: push({ sha }),
      jobs: { environment: name },
      then: [{ path: 'other', name: 'other' }],
    });
    expect(run.outputs['result'], run.log).toBe('deployed');
    const ends = repository
      .deployments(name)
      .map(({ task, statuses }) => [
        task,
        statuses.findLast(({ state }) => state === 'success')?.description,
      ]);
    expect(ends).toEqual([
      ['deploy', undefined],
      ['deploy', expect.anything()],
      ['gitops-push:other', expect.stringContaining('production/other#1')],
    ]);
    const told = repository
      .deployments(name)
      .flatMap(({ statuses }) => statuses.map(({ description }) => description));
    expect(told.filter(text => text.includes('production/shop#1'))).toHaveLength(2);
  });
});

describe.concurrent('preview-match: strict', () => {
  it('lets through what was shown, and nothing else', async () => {
    await using shop = await open('strict');
    const { repository, namespace } = shop;
    const strict = { 'preview-match': 'strict' };
    const deploy = async (sha: string): Promise<readonly [unknown, unknown]> => {
      shop.proxy.log.clear();
      const { outputs } = await shop.play({ event: push({ sha }), with: strict });
      if (outputs['result'] === 'failed') expect(shop.proxy.log.entries.filter(isWrite)).toEqual([]);
      return [outputs['result'], outputs['reason-code']];
    };
    expect(await deploy(await repository.sha('main'))).toEqual(['failed', 'preview-missing']);
    await repository.push('change', { 'deploy/settings.yaml': settings(namespace, '2') }, 'Change');
    const pull = await repository.openPullRequest({ branch: 'change', title: 'Change' });
    await shop.play({ event: previewEvent(pull), ref: 'refs/pull/1/merge' });
    const sha = await repository.merge(pull);
    // Somebody makes the object by hand: what was shown as a create would be an update.
    const byHand = settings(namespace, '0');
    await shop.cluster.kubectl(['apply', '-f', '-'], { input: byHand });
    expect(await deploy(sha)).toEqual(['failed', 'preview-differs']);
    await shop.cluster.kubectl(['delete', '-f', '-'], { input: byHand });
    expect(await deploy(sha)).toEqual(['deployed', '']);
    const direct = { 'deploy/settings.yaml': settings(namespace, '3') };
    expect(await deploy(await repository.push('main', direct, 'Past the previews'))).toEqual([
      'failed',
      'preview-missing',
    ]);
  });
});

describe.concurrent('two hundred secrets', () => {
  it('are in none of the places where people look, however the run ends', async () => {
    await using shop = await open('secrets');
    const { repository, namespace } = shop;
    const values = (turn: string): readonly string[] =>
      Array.from({ length: 100 }, (_, index) => `pw-${turn}-${(index + 7919) * 104_729}-x"${index}`);
    const secret = (turn: string, more = ''): string => {
      const data = Object.fromEntries(values(turn).map((value, index) => [`k${index}`, value]));
      const metadata = { name: 'keys', namespace };
      return `${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: data })}\n${more}`;
    };
    const play = async (order: Parameters<Shop['play']>[0]): Promise<StepRun> =>
      await shop.play({
        ...order,
        debug: 'on',
        jobs: {},
        with: { record: 'deployment, status, summary, comment, note', ...order.with },
      });
    const runs = [];
    await repository.push('change', { 'deploy/keys.yaml': secret('one') }, 'Add keys');
    const pull = await repository.openPullRequest({ branch: 'change', title: 'Add keys' });
    runs.push(await play({ event: previewEvent(pull), ref: 'refs/pull/1/merge' }));
    const first = await repository.merge(pull);
    runs.push(await play({ event: push({ sha: first }) }));
    // The server refuses this one, and its words quote what it refuses.
    const refused = `---\napiVersion: v1\nkind: Secret\nmetadata: { name: bad, namespace: ${namespace} }\ntype: kubernetes.io/dockerconfigjson\nstringData: { .dockerconfigjson: '${values('two')[1] ?? ''}' }\n`;
    const second = await repository.push(
      'main',
      { 'deploy/keys.yaml': secret('two', refused) },
      'Change keys',
    );
    runs.push(await play({ event: push({ sha: second }) }));
    await repository.push('main', { 'deploy/keys.yaml': secret('two') }, 'Change keys');
    runs.push(await play({ event: push({ sha: await repository.sha('main') }) }));
    expect(runs.map(({ outputs }) => outputs['result'])).toEqual([
      'previewed',
      'deployed',
      'failed',
      'deployed',
    ]);
    const notes = await promisify(execFile)('git', [
      '-C',
      repository.folder,
      'log',
      '-p',
      'refs/notes/gitops-push/production',
    ]);
    const shas = [pull.headSha, first, second, await repository.sha('main')];
    const sinks: Readonly<Record<string, readonly unknown[]>> = {
      // The runner is told what to mask by a command that holds it; it prints no such line.
      'log and debug': runs.flatMap(({ rawLog }) =>
        rawLog.split('\n').filter(line => !line.startsWith('::add-mask::')),
      ),
      annotations: runs.flatMap(({ annotations }) => annotations),
      summary: runs.map(({ summary }) => summary),
      comment: repository.comments(pull).map(({ body }) => body),
      'check run': shas.flatMap(sha => repository.checkRuns(sha)),
      statuses: [...shas.flatMap(sha => repository.statuses(sha)), ...repository.deployments()],
      note: [notes.stdout],
      artifact: repository.artifacts().map(({ bytes }) => unzip(bytes)),
      outputs: runs.map(({ outputs }) => outputs),
    };
    const planted = [...values('one'), ...values('two')].flatMap(value => [
      value,
      value.replace('"', '\\"'),
      btoa(value),
    ]);
    expect(new Set(planted).size).toBe(600);
    for (const [name, texts] of Object.entries(sinks)) {
      const all = texts.map(text => (typeof text === 'string' ? text : JSON.stringify(text))).join('\n');
      expect(all.length, name).toBeGreaterThan(100);
      expect(
        planted.filter(value => all.includes(value)),
        name,
      ).toEqual([]);
    }
  });
});
