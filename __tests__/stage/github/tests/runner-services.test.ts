import { createHash, createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { getIDToken } from '@actions/core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGitHub, type GitHub, type Job, type Repository } from '../github.ts';
import { callArtifacts, putBlocks } from './artifact-client.ts';
import { asker, type Ask } from './ask.ts';

let github: GitHub;
let repo: Repository;
let ask: Ask;
const at = '/repos/acme/shop';

beforeAll(async () => {
  github = await startGitHub();
  repo = await github.createRepository({ owner: 'acme', name: 'shop' });
  ask = asker(github);
});

afterAll(async () => await github[Symbol.asyncDispose]());

describe('artifacts', () => {
  test('are uploaded in blocks, finished, listed and downloaded with their digest', async () => {
    const run = await repo.startRun();
    const job = run.startJob();
    const hash = `sha256:${createHash('sha256').update('PK-one-two').digest('hex')}`;
    const made = await callArtifacts(job, 'CreateArtifact', {
      name: 'plan',
      version: 7,
      mime_type: 'application/zip',
    });
    expect(made.body).toMatchObject({ ok: true });
    await putBlocks(made.body['signed_upload_url'] ?? '', ['PK-', 'one-', 'two']);
    const list = async () => (await ask('GET', `${at}/actions/runs/${run.id}/artifacts?name=plan`)).body;
    expect(await list()).toMatchObject({ total_count: 0 });
    expect((await callArtifacts(job, 'FinalizeArtifact', { name: 'plan', size: '9', hash })).status).toBe(
      400,
    );
    const done = await callArtifacts(job, 'FinalizeArtifact', { name: 'plan', size: '10', hash });
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
    const listed = await callArtifacts(job, 'ListArtifacts', { name_filter: 'plan' });
    expect(listed.body.artifacts).toMatchObject([
      { database_id: id, name: 'plan', size: '10', digest: hash },
    ]);
    const signed = await callArtifacts(job, 'GetSignedArtifactURL', { name: 'plan' });
    expect(await (await fetch(signed.body['signed_url'] ?? '')).text()).toBe('PK-one-two');
    github.clock.advance({ minutes: 11 });
    expect((await fetch(signed.body['signed_url'] ?? '')).status).toBe(403);
  });

  test('have a name once in an attempt, and again in the next', async () => {
    const run = await repo.startRun();
    const job = run.startJob();
    const message = { name: 'plan', version: 7 };
    expect((await callArtifacts(job, 'CreateArtifact', message)).status).toBe(200);
    expect((await callArtifacts(job, 'CreateArtifact', message)).body).toMatchObject({
      code: 'already_exists',
    });
    expect((await callArtifacts(job, 'CreateArtifact', { ...message, name: 'a/b' })).status).toBe(400);
    expect((await callArtifacts((await run.rerun()).startJob(), 'CreateArtifact', message)).status).toBe(200);
    const stranger = {
      ...job,
      environment: {
        ...job.environment,
        ACTIONS_RUNTIME_TOKEN: `${job.environment['ACTIONS_RUNTIME_TOKEN']}x`,
      },
    };
    expect((await callArtifacts(stranger, 'CreateArtifact', message)).status).toBe(401);
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
