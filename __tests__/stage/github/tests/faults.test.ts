import { describe, expect, test } from 'vitest';
import { createContract, startGitHub, type GitHubOptions } from '../github.ts';
import { asker } from './ask.ts';

const contract = createContract();

async function setUp(options: GitHubOptions = {}) {
  const github = await startGitHub({ contract, ...options });
  const repo = await github.createRepository({ owner: 'acme', name: 'shop' });
  const issue = repo.openIssue({ title: 'One' });
  return {
    github,
    repo,
    issue,
    ask: asker(github),
    [Symbol.asyncDispose]: github[Symbol.asyncDispose],
  };
}

const path = '/repos/acme/shop/issues/1/comments';
const hello = { body: 'Hello' };

describe('a fault', () => {
  test('answers before the effect, or after it', async () => {
    await using story = await setUp();
    const { github, repo, issue, ask } = story;
    github.inject({ kind: 'answer', status: 502, effect: 'none' });
    expect((await ask('POST', path, hello)).status).toBe(502);
    expect(repo.comments(issue)).toEqual([]);
    github.inject({ kind: 'answer', status: 503, effect: 'done' });
    expect((await ask('POST', path, hello)).status).toBe(503);
    expect(repo.comments(issue)).toHaveLength(1);
    expect(github.log.entries).toMatchObject([
      { status: 502, serverStatus: undefined, faults: ['answer'] },
      { status: 503, serverStatus: 201, faults: ['answer'] },
    ]);
  });

  test.each([
    [409, 'Conflict'],
    [410, 'Gone'],
    [422, 'Validation Failed'],
  ])('can be any refusal, for example %i', async (status, message) => {
    await using story = await setUp();
    const { github, ask } = story;
    github.inject({ kind: 'answer', status, effect: 'none' });
    expect((await ask('POST', path, hello)).body).toMatchObject({ message, status: String(status) });
  });

  test('cuts the connection, before or after the effect', async () => {
    await using story = await setUp();
    const { github, repo, issue, ask } = story;
    github.inject({ kind: 'cut' });
    await expect(ask('POST', path, hello)).rejects.toThrow('fetch failed');
    expect(repo.comments(issue)).toEqual([]);
    github.inject({ kind: 'dropped-reply' });
    await expect(ask('POST', path, hello)).rejects.toThrow('fetch failed');
    expect(repo.comments(issue)).toHaveLength(1);
    expect(github.log.entries.map(({ status, serverStatus }) => [status, serverStatus])).toEqual([
      [undefined, undefined],
      [undefined, 201],
    ]);
  });

  test('makes an answer late', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    github.inject({ kind: 'latency', delayMs: 50 });
    await ask('GET', path);
    expect(github.log.entries[0]?.answeredAfterMs).toBeGreaterThan(45);
  });

  test('says that a limit was hit, with and without a time to wait', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    github.inject({ kind: 'secondary-limit', retryAfterSeconds: 7 });
    github.inject({ kind: 'secondary-limit', status: 429 }, { skip: 1 });
    github.inject({ kind: 'primary-limit', resetAfterSeconds: 60 }, { skip: 2 });
    const [timed, untimed, used] = [await ask('GET', path), await ask('GET', path), await ask('GET', path)];
    expect([timed.status, timed.headers.get('retry-after')]).toEqual([403, '7']);
    expect([untimed.status, untimed.headers.get('retry-after')]).toEqual([429, null]);
    expect(untimed.text).toContain('secondary rate limit');
    expect([used.status, used.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    const reset = Number(used.headers.get('x-ratelimit-reset')) - github.clock.nowMs() / 1000;
    expect(Math.abs(reset - 60)).toBeLessThan(5);
  });

  test('gives 202 without a deployment', async () => {
    await using story = await setUp();
    const { github, repo, ask } = story;
    github.inject({ kind: 'merged-instead' }, { operation: 'repos/create-deployment' });
    const order = { ref: 'main', auto_merge: false, required_contexts: [] };
    expect((await ask('POST', '/repos/acme/shop/deployments', order)).status).toBe(202);
    expect(repo.deployments()).toEqual([]);
  });

  test('gives an old answer once more', async () => {
    await using story = await setUp();
    const { github, repo, issue, ask } = story;
    const first = await ask('GET', path);
    repo.comment(issue, hello);
    github.inject({ kind: 'stale' });
    const stale = await ask('GET', path);
    expect([stale.body, stale.headers.get('etag')]).toEqual([[], first.headers.get('etag')]);
    expect((await ask<unknown[]>('GET', path)).body).toHaveLength(1);
  });

  test('meets only what it is meant for, and as often as it is meant to', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    const fault = github.inject(
      { kind: 'answer', status: 500, effect: 'none' },
      { method: 'POST', path: /comments$/, operation: 'issues/create-comment', skip: 1, times: 2 },
    );
    const statuses: number[] = [];
    for (const method of ['POST', 'GET', 'POST', 'POST', 'POST'])
      statuses.push((await ask(method, path, method === 'POST' ? hello : undefined)).status);
    expect(statuses).toEqual([201, 200, 500, 500, 201]);
    expect(fault.hits()).toBe(2);
    const other = github.inject({ kind: 'cut' }, { times: Infinity });
    other.remove();
    expect((await ask('GET', path)).status).toBe(200);
  });
});

describe('a race', () => {
  test('can be lost between two requests', async () => {
    await using story = await setUp();
    const { github, repo, issue, ask } = story;
    github.before({ operation: 'issues/create-comment' }, () => repo.comment(issue, { body: 'First' }));
    await ask('GET', path);
    await ask('POST', path, { body: 'Second' });
    expect(repo.comments(issue).map(({ body }) => body)).toEqual(['First', 'Second']);
  });

  test('can be lost while an answer is on its way', async () => {
    await using story = await setUp();
    const { github, repo, ask } = story;
    await repo.push('feature', { a: '1' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    github.after(
      { operation: 'pulls/get' },
      async () => await repo.push('feature', { a: '2' }, 'Change again'),
    );
    const { body } = await ask('GET', `/repos/acme/shop/pulls/${pull.number}`);
    expect(body['head']).toMatchObject({ sha: pull.headSha });
    expect(repo.pullRequest(pull).headSha).not.toBe(pull.headSha);
  });
});

describe('the log', () => {
  test('knows who asked for what, and which of it would change something', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    await ask('GET', `${path}?per_page=5`);
    await ask('POST', path, hello);
    expect(github.log.entries).toMatchObject([
      { method: 'GET', path, query: { per_page: '5' }, operationId: 'issues/list-comments', service: 'rest' },
      {
        operationId: 'issues/create-comment',
        token: 'github-actions[bot]',
        body: '{"body":"Hello"}',
        status: 201,
      },
    ]);
    expect(github.log.writes).toHaveLength(1);
    expect(JSON.stringify(github.log.entries)).not.toContain('ghs_');
    github.log.clear();
    expect(github.log.entries).toEqual([]);
  });
});

describe('rate limits', () => {
  test('are counted per repository and hour, and told in every answer', async () => {
    await using story = await setUp({ rateLimits: { requestsPerHour: 3 } });
    const { github, ask } = story;
    const remaining = async () => {
      const { status, headers } = await ask('GET', path);
      return [status, headers.get('x-ratelimit-remaining')];
    };
    expect(await remaining()).toEqual([200, '2']);
    expect(await remaining()).toEqual([200, '1']);
    expect(await remaining()).toEqual([200, '0']);
    expect(await remaining()).toEqual([403, '0']);
    expect((await ask('GET', '/rate_limit')).body['rate']).toMatchObject({ limit: 3, used: 3, remaining: 0 });
    github.clock.advance({ minutes: 61 });
    expect(await remaining()).toEqual([200, '2']);
  });

  test('are 1,000 for an app, 5,000 for a user and 60 for nobody', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    const limit = async (token?: { value: string }) =>
      (await ask('GET', path, undefined, { token })).headers.get('x-ratelimit-limit');
    expect(await limit(github.token())).toBe('1000');
    expect(await limit(github.token({ login: 'jane' }))).toBe('5000');
    expect(await limit()).toBe('60');
  });

  test('of content creation are kept when they are switched on', async () => {
    await using story = await setUp({ rateLimits: { contentPerMinute: 2, contentPerHour: 3 } });
    const { github, ask } = story;
    const post = async () => {
      const { status, headers } = await ask('POST', path, hello);
      return [status, headers.get('retry-after')];
    };
    expect([await post(), await post(), await post()]).toEqual([
      [201, null],
      [201, null],
      [403, '60'],
    ]);
    github.clock.advance({ minutes: 2 });
    expect([await post(), await post()]).toEqual([
      [201, null],
      [403, '60'],
    ]);
    expect((await ask('GET', path)).status).toBe(200);
    github.clock.advance({ hours: 1 });
    expect((await post())[0]).toBe(201);
  });

  test('are not used by what has not changed', async () => {
    await using story = await setUp();
    const { repo, issue, ask } = story;
    const etag = (await ask('GET', path)).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    const again = await ask('GET', path, undefined, { headers });
    expect([again.status, again.text, again.headers.get('x-ratelimit-used')]).toEqual([304, '', '2']);
    expect((await ask('GET', '/rate_limit')).body['rate']).toMatchObject({ used: 1 });
    repo.comment(issue, hello);
    expect((await ask('GET', path, undefined, { headers })).status).toBe(200);
  });
});
