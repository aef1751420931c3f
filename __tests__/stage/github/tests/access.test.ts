import { describe, expect, test } from 'vitest';
import { createContract, startGitHub, type GitHub } from '../github.ts';
import { asker } from './ask.ts';

const contract = createContract();

async function setUp(isPrivate = false) {
  const github = await startGitHub({ contract });
  const repo = await github.createRepository({ owner: 'acme', name: 'shop', private: isPrivate });
  const { number } = repo.openIssue({ title: 'One' });
  const comments = `/repos/acme/shop/issues/${number}/comments`;
  return { github, repo, comments, ask: asker(github), [Symbol.asyncDispose]: github[Symbol.asyncDispose] };
}

const said = (github: GitHub) => github.log.entries.at(-1);

describe('a token', () => {
  test('that lacks a permission is refused, and told which would do', async () => {
    await using story = await setUp();
    const { github, comments, ask } = story;
    const token = github.token({ permissions: { contents: 'read', issues: 'read' } });
    expect((await ask('GET', comments, undefined, { token })).status).toBe(200);
    const refused = await ask('POST', comments, { body: 'Hello' }, { token });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ message: 'Resource not accessible by integration', status: '403' });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    expect(refused.headers.get('x-github-request-id')).toBe(said(github)?.requestId);
    const enough = github.token({ permissions: { 'pull-requests': 'write' } });
    expect((await ask('POST', comments, { body: 'Hello' }, { token: enough })).status).toBe(201);
  });

  test.each([
    ['deployments', 'POST', '/deployments', { ref: 'main', auto_merge: false, required_contexts: [] }, 201],
    ['statuses', 'POST', '/statuses/main', { state: 'success' }, 201],
    ['checks', 'POST', '/check-runs', { name: 'a', head_sha: 'main' }, 201],
    ['contents', 'POST', '/git/blobs', { content: 'a' }, 201],
    ['issues', 'POST', '/issues', { title: 'a' }, 201],
    ['actions', 'POST', '/actions/workflows/deploy.yml/dispatches', { ref: 'main' }, 404],
  ] as const)('needs %s: write to write there', async (name, method, path, body, status) => {
    await using story = await setUp();
    const { github, ask } = story;
    const url = `/repos/acme/shop${path}`;
    const reader = github.token({ permissions: { [name]: 'read' } });
    expect((await ask(method, url, body, { token: reader })).status).toBe(403);
    const writer = github.token({ permissions: { [name]: 'write' } });
    expect((await ask(method, url, body, { token: writer })).status).toBe(status);
  });

  test('of a fork may only read, whatever was asked for', async () => {
    await using story = await setUp();
    const { github, comments, ask } = story;
    const token = github.token({ permissions: 'write-all', readOnly: true });
    expect(token.permissions).toMatchObject({ contents: 'read', 'pull-requests': 'read' });
    expect(token.permissions).not.toHaveProperty('id-token');
    expect((await ask('GET', comments, undefined, { token })).status).toBe(200);
    expect((await ask('POST', comments, { body: 'Hello' }, { token })).status).toBe(403);
  });

  test('that is unknown, expired or revoked is bad', async () => {
    await using story = await setUp();
    const { github, comments, ask } = story;
    const token = github.token({ expiresInMinutes: 60 });
    const status = async (value: string) =>
      (await ask('GET', comments, undefined, { token: { value } })).status;
    expect(await status('ghs_unknown')).toBe(401);
    expect(await status(token.value)).toBe(200);
    github.clock.advance({ minutes: 61 });
    expect(await status(token.value)).toBe(401);
    const other = github.token();
    other.revoke();
    expect(await status(other.value)).toBe(401);
    expect(said(github)).toMatchObject({ token: undefined, status: 401 });
  });

  test('of an app that is not installed on a repository reads it only when it is public', async () => {
    await using open = await setUp();
    const stranger = { token: open.github.token({ repositories: ['acme/other'] }) };
    expect((await open.ask('GET', open.comments, undefined, stranger)).status).toBe(200);
    expect((await open.ask('POST', open.comments, { body: 'Hello' }, stranger)).status).toBe(403);
    await using closed = await setUp(true);
    const outsider = { token: closed.github.token({ repositories: ['acme/other'] }) };
    expect((await closed.ask('GET', closed.comments, undefined, outsider)).status).toBe(404);
    expect((await closed.ask('POST', closed.comments, { body: 'Hello' }, outsider)).status).toBe(404);
  });

  test('without the permission to read finds nothing in a private repository', async () => {
    await using story = await setUp(true);
    const { github, comments, ask } = story;
    const token = github.token({ permissions: { contents: 'read' } });
    expect((await ask('GET', comments, undefined, { token })).status).toBe(404);
    expect((await ask('GET', '/repos/acme/shop', undefined, { token })).status).toBe(200);
    expect((await ask('POST', comments, { body: 'Hello' }, { token })).status).toBe(403);
  });

  test('of a user may what the user may', async () => {
    await using story = await setUp();
    const { github, repo, comments, ask } = story;
    const token = github.token({ login: 'jane' });
    expect(token.value).toMatch(/^ghp_/);
    const status = { state: 'success' };
    expect((await ask('POST', comments, { body: 'Hello' }, { token })).status).toBe(201);
    const refused = await ask('POST', '/repos/acme/shop/statuses/main', status, { token });
    expect(refused.body['message']).toBe('Resource not accessible by personal access token');
    repo.allow('jane', 'write');
    expect((await ask('POST', '/repos/acme/shop/statuses/main', status, { token })).status).toBe(201);
    const permission = await ask('GET', '/repos/acme/shop/collaborators/jane/permission');
    expect(permission.body).toMatchObject({ permission: 'write', role_name: 'write' });
  });
});

describe('without a token', () => {
  test('public repositories are read, nothing is written', async () => {
    await using story = await setUp();
    const { comments, ask } = story;
    expect((await ask('GET', comments, undefined, { token: undefined })).status).toBe(200);
    expect((await ask('POST', comments, { body: 'Hello' }, { token: undefined })).status).toBe(401);
  });

  test('private repositories are not there', async () => {
    await using story = await setUp(true);
    const { comments, ask } = story;
    expect((await ask('GET', comments, undefined, { token: undefined })).status).toBe(404);
  });
});

test('what is not there, and a client without a name, are refused', async () => {
  await using story = await setUp();
  const { ask } = story;
  expect((await ask('GET', '/repos/acme/other')).status).toBe(404);
  expect((await ask('GET', '/repos/acme/shop', undefined, { headers: { 'user-agent': '' } })).status).toBe(
    403,
  );
  const version = { 'x-github-api-version': '2026-03-10' };
  expect((await ask('GET', '/repos/acme/shop', undefined, { headers: version })).status).toBe(400);
});
