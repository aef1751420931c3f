import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitHub, startGitHub } from '../stage/github/github.ts';
import type { Repository } from '../stage/github/story/repository.ts';
import type { PullRequestView } from '../stage/github/story/views.ts';
import { fileOfItems, filesOfProject, type Item, linkPackages } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage } from '../stage/pulumi/stage.ts';
import { pullRequest, push, type WorkflowEvent, workflowDispatch } from '../stage/runner/events.ts';
import { openRunner, type StepRun, type StepWith } from '../stage/runner/runner.ts';

describe('a stack of Pulumi on its way from pull request to production', () => {
  let stage: PulumiStage;
  let github: GitHub;
  let repository: Repository;
  let pull: PullRequestView;

  beforeAll(async () => {
    stage = await openPulumiStage({ story: 'thread', items: [] });
    github = await startGitHub();
    repository = await github.createRepository({
      owner: 'acme',
      name: 'shop',
      files: await filesOfProject([{ name: 'web' }, { name: 'db' }]),
    });
  });

  afterAll(async () => {
    await github[Symbol.asyncDispose]();
    await stage[Symbol.asyncDispose]();
  });

  /** One job: a fresh checkout of the event's commit, its packages, then the action as its only step. */
  const play = async (event: WorkflowEvent, more: StepWith = {}, ref?: string): Promise<StepRun> => {
    const workspace = join(stage.folder, 'workspace');
    await rm(workspace, { recursive: true, force: true });
    await mkdir(workspace);
    await repository.clone(workspace, { ref: ref ?? event.sha });
    await linkPackages(join(workspace, 'infra'));
    await using runner = openRunner({
      workspace,
      github: { apiUrl: github.apiUrl, serverUrl: github.serverUrl },
      token: github.token().value,
    });
    const number = Number(/^refs\/pull\/(\d+)\//.exec(event.ref)?.[1]);
    const { id: runId } = await repository.startRun(
      event.name === 'pull_request' ? { pull: number } : { event: event.name, sha: event.sha },
    );
    return await runner.runStep({
      event,
      runId,
      env: stage.environment,
      with: { environment: 'production', 'work-dir': 'infra', 'stack-name': 'dev', ...more },
    });
  };

  const preview = async (): Promise<StepRun> =>
    await play(
      pullRequest({
        number: pull.number,
        head: pull.headSha,
        base: pull.baseSha,
        merge: pull.mergeSha ?? '',
        headRef: pull.headRef,
      }),
      {},
      `refs/pull/${pull.number}/merge`,
    );

  const openPull = async (branch: string, items: readonly Item[]): Promise<void> => {
    await repository.push(branch, fileOfItems(items), `Change by ${branch}`);
    pull = await repository.openPullRequest({ branch, title: `Change by ${branch}` });
  };

  const onMain = async (items: readonly Item[], message: string): Promise<WorkflowEvent> =>
    push({ sha: await repository.push('main', fileOfItems(items), message) });

  it('begins with a first deploy by a push to main', async () => {
    const run = await play(push({ sha: await repository.sha('main') }), { upsert: 'true' });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'deployed', created: '2', count: '2' });
    expect(JSON.parse(run.outputs['outputs'] ?? '{}')).toMatchObject({ count: 2 });
  });

  it('shows the pull request what would change, and keeps it for the deploy', async () => {
    await openPull('grow', [{ name: 'web', size: 3 }, { name: 'db' }]);
    const run = await preview();
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'previewed', updated: '1' });
    const [comment, ...more] = repository.comments(pull);
    expect(more).toEqual([]);
    expect(comment?.body).toMatch(/size: 3/);
  });

  it('deploys the merge exactly as previewed, also where nothing else is let through', async () => {
    const sha = await repository.merge(pull);
    const run = await play(push({ sha, before: pull.baseSha }), { 'preview-match': 'strict' });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'deployed', updated: '1' });
    expect(run.summary).toMatch(/### Deployed .*, exactly as previewed/);
    expect(repository.comments(pull)[0]?.body).toMatch(/### Deployed [\s\S]*What the preview showed/);
    expect(repository.statuses(sha)).toMatchObject([
      { context: 'gitops-push/production/shop', state: 'success' },
    ]);
  });

  it('stops where the stack would become something else than the preview showed', async () => {
    await openPull('shrink', [{ name: 'web', size: 2 }, { name: 'db' }]);
    expect((await preview()).exitCode).toBe(0);
    const before = await stage.state();
    const sha = await repository.merge(pull);
    const grown = await play(push({ sha, before: pull.baseSha }), {
      'preview-match': 'strict',
      'config-map': 'shop:size: { value: 7 }',
    });
    expect(grown.exitCode, grown.log).toBe(3);
    expect(grown.outputs).toMatchObject({ result: 'failed', 'reason-code': 'preview-differs' });
    expect(grown.summary).toContain('::db: no preview showed');
    expect(await stage.state()).toBe(before);
  });

  it('warns of what no preview showed, and stops before a deletion that none did', async () => {
    const before = await stage.state();
    const run = await play(await onMain([{ name: 'web', size: 2 }], 'Drop the database'));
    expect(run.exitCode, run.log).toBe(1);
    expect(run.outputs).toMatchObject({ result: 'failed', 'reason-code': 'deletion-unconfirmed' });
    expect(run.summary).toContain('confirm: urn:pulumi:dev::shop::pulumi-nodejs:dynamic:Resource::db');
    expect(await stage.state()).toBe(before);
  });

  it('lets everything go when somebody types its name into the form, and by no push', async () => {
    const sha = await repository.sha('main');
    const pushed = await play(push({ sha }), { command: 'destroy' });
    expect(pushed.exitCode, pushed.log).toBe(1);
    expect(pushed.outputs).toMatchObject({ 'reason-code': 'deletion-unconfirmed' });
    const run = await play(workflowDispatch({ sha }), { command: 'destroy', confirm: 'shop' });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'destroyed', deleted: '2' });
    expect(
      repository
        .deployments('production')
        .at(-1)
        ?.statuses.map(({ state }) => state),
    ).toEqual(['in_progress', 'success']);
  });

  it('was recorded as it is', async () => {
    await stage.expectRecordingTrue();
  });
});
