import { createHash, createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { getIDToken } from '@actions/core';
import { startGitHub, type GitHub, type Job, type Repository } from '../github.ts';
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

describe('artifacts', () => {
  const backendIds = ({ environment }: Job) => {
    const [, claims = ''] = (environment['ACTIONS_RUNTIME_TOKEN'] ?? '').split('.');
    const { scp }: { scp: string } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const [, run = '', job = ''] =
      scp
        .split(' ')
        .find(scope => scope.startsWith('Actions.Results:'))
        ?.split(':') ?? [];
    return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
  };

  const call = async (job: Job, method: string, message: object) => {
    const url = new URL(
      `/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
      job.environment['ACTIONS_RESULTS_URL'],
    );
    const authorization = `Bearer ${job.environment['ACTIONS_RUNTIME_TOKEN']}`;
    return await ask<Record<string, string> & { artifacts: Record<string, string>[] }>(
      'POST',
      url.href,
      { ...backendIds(job), ...message },
      { token: undefined, headers: { authorization, 'content-type': 'application/json' } },
    );
  };

  const blocks = async (url: string, parts: readonly string[]) => {
    const ids = parts.map((_, index) => Buffer.from(`block-${index}`).toString('base64'));
    for (const [index, part] of parts.entries())
      await fetch(`${url}&comp=block&blockid=${encodeURIComponent(ids[index] ?? '')}`, {
        method: 'PUT',
        body: part,
      });
    const list = ids.map(id => `<Latest>${id}</Latest>`).join('');
    await fetch(`${url}&comp=blocklist`, { method: 'PUT', body: `<?xml?><BlockList>${list}</BlockList>` });
  };

  test('are uploaded in blocks, finished, listed and downloaded with their digest', async () => {
    const run = await repo.startRun();
    const job = run.startJob();
    const hash = `sha256:${createHash('sha256').update('PK-one-two').digest('hex')}`;
    const made = await call(job, 'CreateArtifact', {
      name: 'plan',
      version: 7,
      mime_type: 'application/zip',
    });
    expect(made.body).toMatchObject({ ok: true });
    await blocks(made.body['signed_upload_url'] ?? '', ['PK-', 'one-', 'two']);
    const list = async () => (await ask('GET', `${at}/actions/runs/${run.id}/artifacts?name=plan`)).body;
    expect(await list()).toMatchObject({ total_count: 0 });
    expect((await call(job, 'FinalizeArtifact', { name: 'plan', size: '9', hash })).status).toBe(400);
    const done = await call(job, 'FinalizeArtifact', { name: 'plan', size: '10', hash });
    const id = done.body['artifact_id'];
    expect(await list()).toMatchObject({
      total_count: 1,
      artifacts: [{ id: Number(id), name: 'plan', size_in_bytes: 10, digest: hash, expired: false }],
    });
    const { status, headers } = await ask('GET', `${at}/actions/artifacts/${id}/zip`);
    expect(status).toBe(302);
    const blob = await fetch(headers.get('location') ?? '');
    expect([await blob.text(), blob.headers.get('content-type')]).toEqual(['PK-one-two', 'application/zip']);
    expect(repo.artifacts()[0]).toMatchObject({ name: 'plan', runId: run.id, digest: hash });
    const listed = await call(job, 'ListArtifacts', { name_filter: 'plan' });
    expect(listed.body.artifacts).toMatchObject([
      { database_id: id, name: 'plan', size: '10', digest: hash },
    ]);
    const signed = await call(job, 'GetSignedArtifactURL', { name: 'plan' });
    expect(await (await fetch(signed.body['signed_url'] ?? '')).text()).toBe('PK-one-two');
    github.clock.advance({ minutes: 11 });
    expect((await fetch(signed.body['signed_url'] ?? '')).status).toBe(403);
  });

  test('have a name once in an attempt, and again in the next', async () => {
    const run = await repo.startRun();
    const job = run.startJob();
    const message = { name: 'plan', version: 7 };
    expect((await call(job, 'CreateArtifact', message)).status).toBe(200);
    expect((await call(job, 'CreateArtifact', message)).body).toMatchObject({ code: 'already_exists' });
    expect((await call(job, 'CreateArtifact', { ...message, name: 'a/b' })).status).toBe(400);
    expect((await call((await run.rerun()).startJob(), 'CreateArtifact', message)).status).toBe(200);
    const stranger = { ...job, environment: { ...job.environment, ACTIONS_RUNTIME_TOKEN: 'a.b.c' } };
    await expect(call(stranger, 'CreateArtifact', message)).rejects.toThrow();
  });

  test('expire, and can be tampered with', async () => {
    const run = await repo.startRun();
    const kept = run.upload('kept', Buffer.from('one'));
    const gone = run.upload('gone', Buffer.from('two'), { expiresInDays: 1 });
    github.clock.advance({ days: 2 });
    expect((await ask('GET', `${at}/actions/artifacts/${gone.id}`)).body).toMatchObject({ expired: true });
    expect((await ask('GET', `${at}/actions/artifacts/${gone.id}/zip`)).status).toBe(410);
    repo.tamper(kept.id, Buffer.from('three'));
    const { headers } = await ask('GET', `${at}/actions/artifacts/${kept.id}/zip`);
    expect(await (await fetch(headers.get('location') ?? '')).text()).toBe('three');
    expect((await ask('GET', `${at}/actions/artifacts/${kept.id}`)).body).toMatchObject({
      digest: kept.digest,
    });
  });
});

describe('an identity', () => {
  const open = async (url: string, ca: string) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) =>
      request(url, { ca }, resolve).once('error', reject).end(),
    );
    return await text(response);
  };

  const claimsOf = async (job: Job, audience: string) => {
    for (const [name, value] of Object.entries(job.environment)) vi.stubEnv(name, value);
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const token = await getIDToken(audience);
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    const [header = '', claims = '', signature = ''] = token.split('.');
    const parse = (part: string): Record<string, unknown> =>
      JSON.parse(Buffer.from(part, 'base64url').toString());
    return { header: parse(header), claims: parse(claims), signed: `${header}.${claims}`, signature };
  };

  test('is signed by a key that the issuer publishes over https, and good for five minutes', async () => {
    const run = await repo.startRun({ actor: 'jane' });
    const { header, claims, signed, signature } = await claimsOf(
      run.startJob({ idToken: 'write' }),
      'cluster',
    );
    const { issuer, ca } = await github.oidc();
    const discovery: { jwks_uri: string; issuer: string } = JSON.parse(
      await open(`${issuer}/.well-known/openid-configuration`, ca),
    );
    expect(discovery.issuer).toBe(issuer);
    const { keys }: { keys: { kid: string }[] } = JSON.parse(await open(discovery.jwks_uri, ca));
    const jwk = keys.find(({ kid }) => kid === header['kid']) ?? { kid: '' };
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    expect(verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(claims).toMatchObject({
      iss: issuer,
      aud: 'cluster',
      sub: 'repo:acme/shop:ref:refs/heads/main',
      repository: 'acme/shop',
      repository_owner: 'acme',
      run_id: String(run.id),
      run_attempt: '1',
      actor: 'jane',
      event_name: 'push',
      workflow_ref: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main',
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(300);
  });

  test('names the environment, or the pull request', async () => {
    const run = await repo.startRun();
    const production = await claimsOf(run.startJob({ idToken: 'write', environment: 'eu:prod' }), 'x');
    expect(production.claims).toMatchObject({
      sub: 'repo:acme/shop:environment:eu%3Aprod',
      environment: 'eu:prod',
    });
    await repo.push('identity', { a: '9\n' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'identity', title: 'Change it' });
    const preview = await claimsOf(
      (await repo.startRun({ pull: pull.number })).startJob({ idToken: 'write' }),
      'x',
    );
    expect(preview.claims).toMatchObject({
      sub: 'repo:acme/shop:pull_request',
      head_ref: 'identity',
      base_ref: 'main',
    });
  });

  test('is not to be had without id-token: write', async () => {
    const job = (await repo.startRun()).startJob();
    expect(job.environment).not.toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_URL');
    const headers = { authorization: `Bearer ${job.environment['ACTIONS_RUNTIME_TOKEN']}` };
    const url = `${github.resultsUrl}oidc/token?audience=x`;
    expect((await ask('GET', url, undefined, { token: undefined, headers })).status).toBe(401);
  });
});
