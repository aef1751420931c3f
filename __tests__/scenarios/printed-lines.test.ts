import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../stage/program.ts';
import { push, schedule, workflowDispatch } from '../stage/runner/events.ts';
import type { StepRun } from '../stage/runner/runner.ts';
import { openShop, type Shop } from '../stage/shop.ts';
import { openStory, type Story } from '../stage/story.ts';

const configMap = (name: string, parts: object = {}): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...parts });

/** What a pattern finds in a text. */
function lineIn(text: string, pattern: RegExp): string {
  const [, line = ''] = pattern.exec(text) ?? [];
  expect(line, `${pattern.source} in: ${text}`).not.toBe('');
  return line;
}

describe('a line that a terminal shows works when it is pasted', () => {
  let story: Story;

  beforeAll(async () => {
    story = await openStory('pasted');
    await story.write('one', configMap('one'));
    await story.checkout.commit('One');
    await story.mustPlay('deploy');
  });

  afterAll(async () => {
    await story[Symbol.asyncDispose]();
  });

  it('access: ambient, and access: input when both were given', async () => {
    const kubeconfig = join(story.checkout.folder, '.git', 'test-kubeconfig');
    const environment = { ...story.cluster.environment(), KUBECONFIG: kubeconfig };
    const deploy = ['deploy', '--dry-run', '--name', 'web', '--environment', 'test'];
    const tried = async (...args: string[]) =>
      await runProgram([...deploy, ...args], { folder: story.checkout.folder, environment });
    const without = await tried();
    const flag = lineIn(without.stdout + without.stderr, /(--access ambient)/).split(' ');
    expect((await tried(...flag)).code).toBe(0);
    const both = await tried(...flag, '--kubeconfig', kubeconfig);
    const input = lineIn(both.stdout + both.stderr, /write access: (\w+)/);
    expect((await tried('--access', input, '--kubeconfig', kubeconfig)).code).toBe(0);
  });

  it('unsafe-allow: diverged', async () => {
    await story.checkout.git('checkout', '--quiet', '--orphan', 'rewritten');
    await story.checkout.commit('Another history');
    const { target } = await story.play('deploy', '--dry-run');
    const allowed = lineIn(target.failure.hint, /unsafe-allow: (\w+)/);
    await story.mustPlay('deploy', '--dry-run', '--unsafe-allow', allowed);
    await story.checkout.git('checkout', '--quiet', 'main');
  });

  it('gitops-push.dev/ignore with the rule', async () => {
    const pod = (annotations: object): string =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'reader', annotations },
        spec: {
          containers: [
            { name: 'c', image: 'registry.example/c', envFrom: [{ configMapRef: { name: 'elsewhere' } }] },
          ],
        },
      });
    const validated = async (annotations: object): Promise<string> => {
      await story.write('reader', pod(annotations));
      const environment = story.cluster.environment();
      return (await runProgram(['validate'], { folder: story.checkout.folder, environment })).stdout;
    };
    const told = await validated({});
    expect(told).toContain('there is no ConfigMap elsewhere');
    const [name = '', value = ''] = lineIn(
      told.replaceAll(/\s+/g, ' '),
      /(gitops-push\.dev\/ignore: "[^"]+")/,
    ).split(/: (.*)/s);
    expect(await validated({ [name]: JSON.parse(value) })).not.toContain('there is no ConfigMap elsewhere');
    await story.checkout.remove('deploy/reader.yaml');
  });

  it.each([['rbac'], ['rbac', '--preview'], ['help'], ['help', 'deploy']])(
    'gitops-push %s %s',
    async (...words) => {
      const args = words[0] === 'rbac' ? [...words, '--name', 'web'] : words;
      const run = await runProgram(
        args.filter(word => word !== undefined),
        {
          folder: story.checkout.folder,
          environment: story.cluster.environment(),
        },
      );
      expect([run.code, run.stderr]).toEqual([0, expect.any(String)]);
      expect(run.stdout).not.toBe('');
    },
  );

  it.each([
    'api-resources',
    'config view --minify --flatten --raw',
    'get apiservices',
    'get apiservice v1.apps -o yaml',
    'get configmap/one -o yaml',
    'label configmap/one applyset.kubernetes.io/part-of-',
    'rollout restart deployment/web',
  ])('kubectl %s', async line => {
    if (line.startsWith('rollout'))
      await story.kubectl(['create', 'deployment', 'web', '--image=registry.example/w']);
    expect(await story.kubectl(line.split(' '))).not.toBe('');
  });
});

describe('what a run in a workflow prints works for who reads it there', () => {
  let shop: Shop;
  let main: string;
  const quick = { record: 'summary', comment: 'off', 'drift-issue': 'false' };

  beforeAll(async () => {
    shop = await openShop('printed', () => ({
      'deploy/one.yaml': configMap('one'),
      'deploy/two.yaml': configMap('two'),
    }));
    main = await shop.repository.sha('main');
    expect((await shop.play({ event: push({ sha: main }), with: quick })).conclusion).toBe('success');
  });

  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
  });

  /** Presses "Run workflow" with the inputs of the form that a text names as `name: value`. */
  const runWorkflow = async (
    text: string,
    sha: string,
    filled: Record<string, string> = {},
  ): Promise<StepRun> => {
    const way = lineIn(text.replaceAll('**', ''), /(Run workflow.*)/);
    const inputs = Object.fromEntries(
      [...way.matchAll(/`?(mode|confirm): ([^`\s]+)`?/g)].map(([, name = '', value = '']) => [name, value]),
    );
    expect(inputs).not.toEqual({});
    return await shop.play({
      event: workflowDispatch({ sha, inputs }),
      with: { ...quick, ...inputs, ...filled },
    });
  };

  it('preview-match: warn', async () => {
    const deploy = async (more: Record<string, string>): Promise<StepRun> =>
      await shop.play({ event: push({ sha: main }), with: { ...quick, 'dry-run': 'true', ...more } });
    await shop.repository.push(
      'main',
      { 'deploy/one.yaml': configMap('one', { data: { a: '1' } }) },
      'Unseen',
    );
    main = await shop.repository.sha('main');
    const strict = await deploy({ 'preview-match': 'strict' });
    expect(strict.outputs['reason-code'], strict.log).toBe('preview-missing');
    const match = lineIn(strict.summary, /preview-match: (\w+)/);
    expect((await deploy({ 'preview-match': match })).conclusion).toBe('success');
  });

  it('deploy-refs, from a branch', async () => {
    const event = workflowDispatch({ sha: main, ref: 'refs/heads/side/line', inputs: {} });
    const refused = await shop.play({
      event,
      ref: main,
      with: { ...quick, mode: 'deploy', 'dry-run': 'true' },
    });
    expect(refused.outputs['reason-code'], refused.log).toBe('ref-not-allowed');
    const refs = lineIn(refused.summary + refused.log, /deploy-refs: ([^`\s]+)/);
    const more = { ...quick, mode: 'deploy', 'dry-run': 'true', 'deploy-refs': refs };
    expect((await shop.play({ event, ref: main, with: more })).conclusion).toBe('success');
  });

  it('environment, or the confirm of a rename', async () => {
    const deploy = async (more: Record<string, string>): Promise<StepRun> =>
      await shop.play({
        event: workflowDispatch({ sha: main, inputs: {} }),
        with: { ...quick, mode: 'deploy', 'dry-run': 'true', ...more },
      });
    const other = await deploy({ environment: 'staging' });
    expect(other.outputs['reason-code'], other.log).toBe('target-owned-elsewhere');
    const told = other.summary.replaceAll('`', '');
    const environment = lineIn(told, /Write environment: ([\w-]+)/);
    expect((await deploy({ environment })).conclusion).toBe('success');
    const confirm = lineIn(told, /confirm: ([\w/-]+)/);
    expect((await deploy({ environment: 'staging', confirm })).conclusion).toBe('success');
  });

  it('Run workflow with mode: heal, after a drift check', async () => {
    const { status } = await shop.cluster.request(
      'DELETE',
      `/api/v1/namespaces/${shop.namespace}/configmaps/two`,
    );
    expect(status).toBe(200);
    const drift = await shop.play({ event: schedule({ sha: main }), with: { ...quick, mode: 'drift' } });
    expect(drift.outputs['result'], drift.log).toBe('drifted');
    const healed = await runWorkflow(drift.summary, main);
    expect(healed.outputs, healed.log).toMatchObject({ result: 'deployed', created: '1' });
  });

  it('Run workflow with confirm, after a deploy that would delete too much', async () => {
    const sha = await shop.repository.push('main', { 'deploy/two.yaml': configMap('three') }, 'Rename');
    const asked = await shop.play({ event: push({ sha }), with: { ...quick, 'max-deletions': '0' } });
    expect(asked.outputs['reason-code'], asked.log).toBe('deletion-unconfirmed');
    const done = await runWorkflow(asked.summary, sha, { 'max-deletions': '0' });
    expect(done.outputs, done.log).toMatchObject({ result: 'deployed', deleted: '1', created: '1' });
  });
});
