import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unzip } from '../github/unzip.ts';
import { isWrite } from '../stage/cluster/cluster.ts';
import { githubTranscript } from '../stage/github-transcript.ts';
import type { Repository } from '../stage/github/story/repository.ts';
import type { PullRequestView } from '../stage/github/story/views.ts';
import { expectGolden } from '../stage/golden.ts';
import { pullRequestTarget, push, workflowDispatch, workflowRun } from '../stage/runner/events.ts';
import type { StepRun } from '../stage/runner/runner.ts';
import { openShop, type PlayOrder, previewEvent, type Shop } from '../stage/shop.ts';

function manifests(namespace: string, version: string): string {
  const labels = '{ app: web }';
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${namespace} }
spec:
  replicas: 1
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec:
      containers:
        - name: server
          image: registry.example/shop/web:${version}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: ${namespace} }
data: { version: "${version}" }
`;
}

describe('a change on its way from pull request to production', () => {
  let shop: Shop;
  let namespace: string;
  let repository: Repository;
  let pull: PullRequestView;
  let merged: string;

  beforeAll(async () => {
    shop = await openShop('thread', name => ({ 'deploy/web.yaml': manifests(name, '1.0.0') }));
    ({ namespace, repository } = shop);
  });

  beforeEach(() => {
    shop.proxy.log.clear();
    shop.github.log.clear();
  });

  afterAll(async () => await shop[Symbol.asyncDispose]());

  const play = async (order: PlayOrder, ref?: string): Promise<StepRun> =>
    await shop.play({ ...order, ...(ref !== undefined && { ref }) });

  /** What GitHub shows of the deploys of a commit. */
  const toldAt = (sha: string): readonly string[] => [
    ...repository.statuses(sha).map(status => JSON.stringify(status)),
    ...repository.deployments().map(deployment => JSON.stringify(deployment)),
  ];

  const transcript = async (name: string, shas: Readonly<Record<string, string>>): Promise<void> => {
    await expectGolden(
      `thread/${name}.txt`,
      githubTranscript(shop.github.log.entries, { ...shas, ...idsOf(repository) }),
    );
  };

  it('begins with a first deploy by a push to main', async () => {
    const sha = await repository.sha('main');
    const run = await play({ event: push({ sha }) });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({
      result: 'deployed',
      created: '2',
      'reason-code': '',
      recorded: 'true',
      'deployment-id': String(repository.deployments()[0]?.id),
    });
    expect(repository.deployments('production').map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
      'success',
    ]);
    await transcript('first-deploy', { [sha]: 'FIRST' });
  });

  it('shows the pull request what would change, in one comment', async () => {
    await repository.push('change', { 'deploy/web.yaml': manifests(namespace, '1.1.0') }, 'Move to 1.1.0');
    pull = await repository.openPullRequest({ branch: 'change', title: 'Move to 1.1.0' });
    const run = await play({ event: previewEvent(pull) }, 'refs/pull/1/merge');
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'previewed', updated: '2' });
    expect(run.annotations.filter(({ level }) => level === 'warning')).toEqual([]);
    const [comment, ...more] = repository.comments(pull);
    expect(more).toEqual([]);
    expect(comment?.body).toContain('registry.example/shop/web:1.1.0');
    expect(comment?.body).toMatch(/#### Live: 2 update[\s\S]*#### Rendered: 2 update against/);
    expect(repository.checkRuns(pull.headSha).map(({ conclusion }) => conclusion)).toEqual(['success']);
    expect(shop.proxy.log.entries.filter(isWrite)).toEqual([]);
    await transcript('preview', { [pull.headSha]: 'HEAD' });
  });

  it('updates the comment when the branch goes on', async () => {
    const before = repository.comments(pull)[0];
    await repository.push('change', { 'deploy/web.yaml': manifests(namespace, '1.2.0') }, 'Move to 1.2.0');
    pull = repository.pullRequest(pull);
    const run = await play({ event: previewEvent(pull) }, 'refs/pull/1/merge');
    expect(run.exitCode, run.log).toBe(0);
    const [comment, ...more] = repository.comments(pull);
    expect(more).toEqual([]);
    expect(comment?.id).toBe(before?.id);
    expect(comment?.body).toContain('registry.example/shop/web:1.2.0');
    await transcript('preview-again', { [pull.headSha]: 'HEAD' });
  });

  it('deploys the merge, and says so everywhere', async () => {
    merged = await repository.merge(pull);
    const run = await play({ event: push({ sha: merged, before: pull.baseSha }) });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'deployed', updated: '2' });
    expect(run.log).toMatch(/##\[group\]2 to apply\n(?:updated .*\n){2}##\[endgroup\]/);
    expect(run.log).toMatch(/##\[group\]1 to wait for\n(?:.*\n)*?ready .*Deployment.*\n##\[endgroup\]/);
    const deployment = repository.deployments('production').at(-1);
    expect(deployment).toMatchObject({ sha: merged, task: 'gitops-push:shop' });
    expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
    expect(repository.statuses(merged)).toMatchObject([
      { context: 'gitops-push/production/shop', state: 'success' },
    ]);
    const [comment, ...more] = repository.comments(pull);
    expect(more).toEqual([]);
    expect(comment?.body).toMatch(/### Deployed [\s\S]*What the preview showed[\s\S]*### Preview/);
    expect(run.summary).toMatch(/### Deployed .*, exactly as previewed/);
    const live = await shop.cluster.kubectl([
      'get',
      'configmap/settings',
      '-n',
      namespace,
      '-o',
      'jsonpath={.data.version}',
    ]);
    expect(live.stdout).toBe('1.2.0');
    await transcript('deploy', { [merged]: 'MERGED', [pull.headSha]: 'HEAD' });
  });

  it('writes nothing to the cluster when the same push runs again', async () => {
    const run = await play({ event: push({ sha: merged }) });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs['result']).toBe('unchanged');
    expect(shop.proxy.log.entries.filter(isWrite)).toEqual([]);
    await transcript('deploy-again', { [merged]: 'MERGED' });
  });

  it('is green for a pull request of a fork, with the summary and an artifact', async () => {
    const fork = await repository.fork('mallory');
    await fork.push('idea', { 'deploy/web.yaml': manifests(namespace, '6.6.6') }, 'Have an idea');
    const foreign = await repository.openPullRequest({
      branch: 'idea',
      title: 'Idea',
      fromFork: fork,
      login: 'mallory',
    });
    const { environment: services } = (await repository.startRun({ pull: foreign.number })).startJob();
    const run = await play(
      { event: previewEvent(foreign, fork.fullName), services },
      `refs/pull/${foreign.number}/merge`,
    );
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs['result']).toBe('previewed');
    expect(run.summary).toContain('no credentials');
    expect(run.summary).toMatch(/#### Rendered: 2 update against[\s\S]*shop\/web:6\.6\.6/);
    expect(repository.comments(foreign)).toEqual([]);
    expect(shop.proxy.log.entries).toEqual([]);
    const [artifact] = repository.artifacts();
    const left = unzip(artifact?.bytes ?? new Uint8Array());
    expect(left['preview.md']).toContain('no credentials');
    expect(JSON.parse(left['report.json'] ?? '{}')).toMatchObject({ result: 'previewed' });
    await transcript('fork', { [`/blobs/${artifact?.id ?? ''}`]: '/blobs/ARTIFACT' });
  });

  it('refuses code of a fork in an event that has secrets', async () => {
    const foreign = repository.pullRequest(2);
    const event = pullRequestTarget({
      number: 2,
      head: foreign.headSha,
      base: merged,
      merge: merged,
      fork: 'mallory/shop',
    });
    const run = await play({ event, with: { mode: 'preview' } });
    expect(run.exitCode).toBe(2);
    expect(run.outputs).toMatchObject({ result: 'failed', 'reason-code': 'unsafe-event' });
    expect(shop.proxy.log.entries).toEqual([]);
    await transcript('unsafe-event', {});
    const later = workflowRun({ sha: merged, head: foreign.headSha, fork: 'mallory/shop' });
    const after = await play({ event: later, with: { mode: 'preview' } });
    expect(after.exitCode).toBe(2);
    expect(after.outputs).toMatchObject({ result: 'failed', 'reason-code': 'unsafe-event' });
    expect(shop.proxy.log.entries).toEqual([]);
  });

  it('refuses to deploy a feature branch by hand, and writes nothing', async () => {
    const sha = await repository.push('feature', { 'deploy/web.yaml': manifests(namespace, '9.9.9') }, 'Try');
    const run = await play({ event: workflowDispatch({ sha, ref: 'refs/heads/feature' }) });
    expect(run.exitCode).toBe(2);
    expect(run.outputs).toMatchObject({ result: 'failed', 'reason-code': 'ref-not-allowed' });
    expect(shop.proxy.log.entries).toEqual([]);
    expect(repository.deployments()).toHaveLength(2);
    expect(repository.statuses(sha)).toEqual([]);
    await transcript('ref-not-allowed', { [sha]: 'FEATURE' });
  });

  it('shows no secret, neither of a Secret nor of the credentials, wherever people look', async () => {
    const secret = (password: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata: { name: key, namespace: ${namespace} }\nstringData: { password: ${password} }\n`;
    const values = ['hunter2-the-first', 'hunter2-the-second'];
    const hidden = [...values, ...values.map(value => Buffer.from(value).toString('base64')), shop.token];
    for (const value of values) {
      const sha = await repository.push('main', { 'deploy/key.yaml': secret(value) }, 'Set the key');
      const run = await play({ event: push({ sha }) });
      expect(run.outputs['result'], run.log).toBe('deployed');
      // The runner is told what to mask by a command that holds it; it prints no such line.
      const said = run.rawLog.split('\n').filter(line => !line.startsWith('::add-mask::'));
      const places = [said.join('\n'), run.summary, JSON.stringify(run.outputs), ...toldAt(sha)];
      for (const text of hidden) expect(places.filter(place => place.includes(text))).toEqual([]);
    }
  });

  it('brings the deployment to an end when the run is cancelled', async () => {
    const sha = await repository.push(
      'main',
      { 'deploy/web.yaml': manifests(namespace, '1.3.0') },
      'Move to 1.3.0',
    );
    const run = await play({ event: push({ sha, before: merged }), cancelWhen: /opened, applying/ });
    expect(run.conclusion).toBe('cancelled');
    expect(run.outputs['reason-code']).toBe('cancelled');
    const deployment = repository.deployments().at(-1);
    expect(deployment?.sha).toBe(sha);
    expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'error']);
    expect(repository.statuses(sha).map(({ state }) => state)).toEqual(['error']);
  });
});

/** The numbers that GitHub gave to things, as they stand in paths. */
function idsOf(repository: Repository): Readonly<Record<string, string>> {
  const comments = [1, 2].flatMap(number => {
    try {
      return repository.comments(number);
    } catch {
      return [];
    }
  });
  return Object.fromEntries([
    ...comments.map(({ id }) => [`/comments/${id}`, '/comments/COMMENT'] as const),
    ...repository.deployments().map(({ id }) => [`/deployments/${id}`, '/deployments/DEPLOYMENT'] as const),
  ]);
}
