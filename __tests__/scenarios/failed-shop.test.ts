import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import { type GitHub, type Repository, startGitHub } from '../stage/github/github.ts';
import { expectGolden } from '../stage/golden.ts';
import { runProgram } from '../stage/program.ts';
import { pullRequest, push, type WorkflowEvent } from '../stage/runner/events.ts';
import { openRunner, type StepRun } from '../stage/runner/runner.ts';

/** The image that the change names, and that is not there. */
const missing = 'registry.example/shop/checkout:1.15.0';

/** The example application as it stands in the repository, in a namespace of its own. */
async function shopIn(namespace: string): Promise<Readonly<Record<string, string>>> {
  const folder = fileURLToPath(new URL('../../examples/shop/deploy/', import.meta.url));
  const names = await readdir(folder);
  const texts = await Promise.all(names.map(async name => await readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(
    names.map((name, index) => [
      `deploy/${name}`,
      (texts[index] ?? '').replaceAll('namespace: shop', `namespace: ${namespace}`),
    ]),
  );
}

describe('a deploy of the shop that fails', () => {
  let cluster: Cluster;
  let github: GitHub;
  let repository: Repository;
  let namespace: string;
  let kubeconfig: string;
  let folder: string;

  beforeAll(async () => {
    cluster = await sharedCluster();
    namespace = await cluster.createNamespace('shop');
    ({ kubeconfig } = await cluster.identity({ name: 'ci', namespace, namespaceRoles: ['admin'] }));
    github = await startGitHub();
    folder = await mkdtemp(join(tmpdir(), 'gitops-push-shop-'));
    repository = await github.createRepository({
      owner: 'acme',
      name: 'shop',
      files: await shopIn(namespace),
    });
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await github[Symbol.asyncDispose]();
    await cluster.endNamespace(namespace);
    await cluster[Symbol.asyncDispose]();
  });

  const checkout = async (ref: string): Promise<string> => {
    const workspace = await mkdtemp(join(folder, 'checkout-'));
    await repository.clone(workspace, { ref });
    return workspace;
  };

  const play = async (event: WorkflowEvent): Promise<StepRun> => {
    await using runner = openRunner({
      workspace: await checkout(event.name === 'push' ? event.sha : event.ref),
      github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl },
      token: github.token().value,
      secrets: { KUBECONFIG: kubeconfig },
    });
    const pull = Number(/^refs\/pull\/(\d+)\//.exec(event.ref)?.[1]);
    const order = event.name === 'pull_request' ? { pull } : { event: event.name, sha: event.sha };
    const { id: runId } = await repository.startRun(order);
    const given = { environment: 'production', kubeconfig: '${{ secrets.KUBECONFIG }}', namespace };
    return await runner.runStep({ event, runId, with: given });
  };

  /** What is another one in every run made alike: names, commits, addresses, times. */
  const settled = (text: string): string =>
    text
      // Where a line is broken depends on the length of names.
      .replaceAll(/\n {12}(?=\S)/g, ' ')
      .replaceAll(/node \S+\/cli\.mjs/g, 'gitops-push')
      .replaceAll(/--kubeconfig \S+/g, '--kubeconfig FILE')
      .replaceAll(namespace, 'shop')
      .replaceAll(/\b127\.0\.0\.1:\d+/g, 'github.example')
      .replaceAll(/runs\/\d+/g, 'runs/1')
      .replaceAll(/checkout-[\da-z]{6,10}-[\da-z]{5}/g, 'checkout-6d9f7c-x2lq8')
      .replaceAll(/\b\d\d:\d\d:\d\d\b/g, '14:05:09')
      .replaceAll(/\b\d+(?:\.\d+)? s\b/g, '12.1 s')
      .replaceAll(/\b[\da-f]{40}\b/g, '4be1f09a7d3c2b1e0f9a8b7c6d5e4f3a2b1c0d9e')
      .replaceAll(/(?<=[` ])(?=[a-f]*\d)[\da-f]{7}(?=[`:., ])/g, '4be1f09')
      .replaceAll(/(?<=plan `?)[\da-f]{8}/g, '7c41e90b')
      .replaceAll(/github\.localhost:\d+/g, 'github.example')
      .replaceAll(/^<!-- .* -->$/gm, '<!-- marker -->')
      // Which of the events come first, and how often each was seen, is the cluster's affair.
      .replaceAll(/(?:^ *14:05:09 {2}.*\n(?: {6}.*\n)*)+/gm, '14:05:09  events\n')
      .replaceAll(/ \(\d of \d ready\)/g, ' (2 of 2 ready)')
      .replaceAll(/ and \d more Pods?/g, '')
      .replaceAll(/:(?:crit, )?\d+, \d+$/gm, ':1, 2');

  it('reads the same in the comment, the summary, the log and the terminal', async () => {
    const first = await play(push({ sha: await repository.sha('main') }));
    expect(first.outputs['result'], first.log).toBe('deployed');
    // The autoscaler brings the checkout to its least number once; not between what is shown and what is done.
    await cluster.until<{ spec: { replicas: number } }>(
      `/apis/apps/v1/namespaces/${namespace}/deployments/checkout`,
      ({ spec }) => spec.replicas > 1,
    );
    const files = await shopIn(namespace);
    const changed = (files['deploy/checkout.yaml'] ?? '').replace(
      'shop/checkout:1.14.2',
      'shop/checkout:1.15.0',
    );
    await repository.push('checkout-1.15', { 'deploy/checkout.yaml': changed }, 'Move the checkout');
    const opened = await repository.openPullRequest({ branch: 'checkout-1.15', title: 'Move the checkout' });
    const { number, headSha: head, baseSha: base, mergeSha: merge = head, headRef } = opened;
    await play(pullRequest({ number, head, base, merge, headRef }));
    const sha = await repository.merge(repository.pullRequest(opened), 'squash');
    await cluster.failPods({
      namespace,
      image: missing,
      as: 'ImagePullBackOff',
      message: `failed to resolve reference "${missing}": ${missing}: not found`,
    });
    const failed = await play(push({ sha }));
    expect(failed.outputs, failed.log).toMatchObject({ result: 'failed', 'reason-code': 'rollout-failed' });
    const [comment, ...more] = repository.comments(opened);
    expect(more).toEqual([]);
    const log = failed.log.slice(failed.log.indexOf('##[endgroup]') + '##[endgroup]\n'.length);
    await expectGolden('failed-shop/comment.md', settled(comment?.body ?? ''));
    await expectGolden('failed-shop/summary.md', settled(failed.summary ?? ''));
    // Of what was waited for each piece of news is told once.
    const waiting = log.split('\n').filter(line => line.startsWith('waiting'));
    expect(new Set(waiting).size).toBe(waiting.length);
    // A Pod is in ErrImagePull before it backs off; which of the two a run sees first, and tells, is chance.
    expect(log.split('\n').filter(line => line.startsWith('stuck'))).toHaveLength(1);
    const lasting = log
      .replaceAll(/^waiting .*\n/gm, '')
      .replaceAll(
        /(?<=is waiting: )(?:ErrImagePull|ImagePullBackOff: Back-off .*: ErrImagePull): /g,
        'IMAGE: ',
      );
    await expectGolden('failed-shop/log.txt', settled(lasting));

    const args = ['deploy', '--name', 'shop', '--environment', 'production', '--namespace', namespace];
    const options = { folder: await checkout(sha), environment: cluster.environment(), kubeconfig };
    const terminal = await runProgram(args, options);
    expect(terminal.code, terminal.stderr).toBe(1);
    await expectGolden('failed-shop/terminal.txt', settled(terminal.stdout));
    // The one cause, its place and the way on stand in each of the four.
    for (const text of [comment?.body, failed.summary, log, terminal.stdout]) {
      expect(text).toContain('ImagePullBackOff');
      expect(text).toContain(missing);
      expect(text).toMatch(/deploy\/checkout\.yaml:52/);
      expect(text).toMatch(/old\s+Pods/);
      expect(text).toMatch(/Push\s+the\s+image\s+and\s+run\s+this\s+again/);
    }
  });
});
