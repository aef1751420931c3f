import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGitHub, type GitHub, type Repository } from '../github.ts';
import { asker, type Ask } from './ask.ts';

let github: GitHub;
let repo: Repository;
let ask: Ask;
const at = '/repos/acme/shop';
const workflow = 'on: workflow_dispatch\njobs: {}\n';

beforeAll(async () => {
  github = await startGitHub();
  repo = await github.createRepository({
    owner: 'acme',
    name: 'shop',
    files: { a: '1\n', '.github/workflows/deploy.yml': workflow, '.github/workflows/ci.yml': 'on: push\n' },
  });
  ask = asker(github);
});

afterAll(async () => await github[Symbol.asyncDispose]());

describe('a run', () => {
  test('is found by its id, goes on, ends and starts again', async () => {
    const run = await repo.startRun({ actor: 'jane' });
    const path = `${at}/actions/runs/${run.id}`;
    const sha = await repo.sha('main');
    expect(run).toMatchObject({ event: 'push', ref: 'refs/heads/main', sha, headSha: sha, attempt: 1 });
    expect((await ask('GET', path)).body).toMatchObject({
      status: 'in_progress',
      conclusion: null,
      head_sha: sha,
      head_branch: 'main',
      path: '.github/workflows/deploy.yml',
      html_url: run.url,
      actor: { login: 'jane' },
    });
    run.finish('cancelled');
    expect((await ask('GET', path)).body).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    const again = await run.rerun('joe');
    expect(again).toMatchObject({ id: run.id, attempt: 2, sha });
    expect((await ask('GET', path)).body).toMatchObject({
      run_attempt: 2,
      status: 'in_progress',
      actor: { login: 'jane' },
      triggering_actor: { login: 'joe' },
    });
    expect((await ask('GET', `${at}/actions/runs/1`)).status).toBe(404);
    const { body } = await ask('GET', `${at}/actions/runs?status=in_progress&actor=jane`);
    expect(body).toMatchObject({ total_count: 1, workflow_runs: [{ id: run.id }] });
  });

  test('of a pull request runs its test merge and is noted at its head', async () => {
    await repo.push('feature', { a: '2\n' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    const run = await repo.startRun({ pull: pull.number });
    expect(run).toMatchObject({
      event: 'pull_request',
      ref: `refs/pull/${pull.number}/merge`,
      sha: pull.mergeSha,
      headSha: pull.headSha,
      payload: { number: pull.number, pull_request: { head: { sha: pull.headSha } } },
    });
    expect((await ask('GET', `${at}/actions/runs/${run.id}`)).body).toMatchObject({
      head_sha: pull.headSha,
      pull_requests: [{ number: pull.number }],
    });
  });

  test('is started through the API when the workflow allows it', async () => {
    const dispatch = async (file: string, body: object) =>
      await ask<{ workflow_run_id: number }>('POST', `${at}/actions/workflows/${file}/dispatches`, body);
    const inputs = { mode: 'rollback' };
    const { body } = await dispatch('deploy.yml', { ref: 'main', inputs, return_run_details: true });
    expect(repo.dispatches().at(-1)).toMatchObject({ inputs, ref: 'main', runId: body.workflow_run_id });
    expect((await dispatch('ci.yml', { ref: 'main' })).status).toBe(422);
    expect((await dispatch('none.yml', { ref: 'main' })).status).toBe(404);
    expect((await dispatch('deploy.yml', { ref: 'none' })).status).toBe(422);
  });
});

describe('a job', () => {
  test('with an environment has a deployment of GitHub itself, which names the job', async () => {
    const run = await repo.startRun();
    const job = run.startJob({ name: 'deploy', environment: 'production' });
    expect(job.url).toBe(`${run.url}/job/${job.checkRunId}`);
    expect((await ask('GET', `${at}/check-runs/${job.checkRunId}`)).body).toMatchObject({
      name: 'deploy',
      status: 'in_progress',
      deployment: { id: job.deploymentId, environment: 'production' },
    });
    expect(repo.deployments('production')).toMatchObject([
      {
        id: job.deploymentId,
        ref: 'main',
        payload: {},
        statuses: [{ state: 'in_progress', logUrl: job.url }],
      },
    ]);
    job.finish();
    expect(repo.deployments('production')[0]?.statuses.at(-1)).toMatchObject({ state: 'success' });
    expect(repo.checkRuns().find(({ id }) => id === job.checkRunId)).toMatchObject({ conclusion: 'success' });
  });

  test('with `deployment: false` has none', async () => {
    const job = (await repo.startRun()).startJob({ environment: { name: 'quiet', deployment: false } });
    expect(job.deploymentId).toBeUndefined();
    expect(repo.deployments('quiet')).toEqual([]);
    expect((await ask('GET', `${at}/check-runs/${job.checkRunId}`)).body).not.toHaveProperty('deployment');
  });
});

describe('a check run', () => {
  test("is put into the first suite of the app on the commit, another workflow's or not", async () => {
    const sha = await repo.push('checked', { a: '3\n' }, 'Change');
    const other = await repo.startRun({ sha, workflow: 'ci.yml' });
    await repo.startRun({ sha, workflow: 'deploy.yml' });
    const theirs = repo.checkRuns(sha);
    expect(theirs).toEqual([]);
    const job = other.startJob({ name: 'test' });
    const made = await ask<{ id: number; check_suite: { id: number } }>('POST', `${at}/check-runs`, {
      name: 'gitops-push',
      head_sha: sha,
      external_id: '1/1',
      conclusion: 'success',
    });
    const [first, second] = repo.checkRuns(sha);
    expect(first).toMatchObject({ id: job.checkRunId, suiteId: made.body.check_suite.id });
    expect(second).toMatchObject({ status: 'completed', externalId: '1/1', app: 'github-actions' });
  });

  test('is listed by name, newest only unless asked for all, and changed by its own app only', async () => {
    const sha = await repo.push('checked', { a: '4\n' }, 'Change');
    const make = async () =>
      (await ask<{ id: number }>('POST', `${at}/check-runs`, { name: 'gitops-push', head_sha: sha })).body.id;
    const [old, young] = [await make(), await make()];
    const ids = async (query: string) => {
      const { body } = await ask<{ check_runs: { id: number }[] }>(
        'GET',
        `${at}/commits/${sha}/check-runs${query}`,
      );
      return body.check_runs.map(({ id }) => id);
    };
    expect(await ids('?check_name=gitops-push')).toEqual([young]);
    expect(await ids('?filter=all')).toEqual([young, old]);
    expect(await ids('?check_name=other')).toEqual([]);
    const stranger = { token: github.token({ login: 'other-app[bot]' }) };
    const done = { conclusion: 'success' };
    expect((await ask('PATCH', `${at}/check-runs/${old}`, done, stranger)).status).toBe(403);
    const user = { token: github.token({ login: 'acme' }) };
    expect((await ask('POST', `${at}/check-runs`, { name: 'a', head_sha: sha }, user)).status).toBe(403);
    expect((await ask('PATCH', `${at}/check-runs/${old}`, { status: 'completed' })).status).toBe(422);
    github.takeViolations();
  });
});
