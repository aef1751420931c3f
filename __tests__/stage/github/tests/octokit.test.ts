import { get } from 'node:http';
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { describe, expect, test } from 'vitest';
import { createContract, startGitHub, type GitHub, type GitHubOptions } from '../github.ts';

const contract = createContract();

/** The client that actions use, with its retries and its spacing of writes made quick. */
function octokitOf(github: GitHub, waits: number[] = []) {
  const wait = (retryAfter: number, _options: unknown, _octokit: unknown, retryCount: number) => {
    waits.push(retryAfter);
    return retryCount < 1;
  };
  const options = {
    baseUrl: github.apiUrl,
    retry: { retryAfterBaseValue: 10 },
    throttle: {
      fallbackSecondaryRateRetryAfter: 0,
      retryAfterBaseValue: 1,
      onRateLimit: wait,
      onSecondaryRateLimit: wait,
    },
  };
  return getOctokit(github.token().value, options, throttling, retry);
}

async function setUp(options: GitHubOptions = {}) {
  const github = await startGitHub({ contract, ...options });
  const repo = await github.createRepository({ owner: 'acme', name: 'shop' });
  const issue = repo.openIssue({ title: 'One' });
  return { github, repo, issue, [Symbol.asyncDispose]: github[Symbol.asyncDispose] };
}

const shop = { owner: 'acme', repo: 'shop' };

describe('octokit', () => {
  test.each(['github.com', 'enterprise-server'] as const)(
    'finds REST and GraphQL as on %s',
    async flavour => {
      await using story = await setUp({ flavour });
      const { github, repo, issue } = story;
      const octokit = octokitOf(github);
      const { data } = await octokit.rest.repos.get(shop);
      expect(data.full_name).toBe('acme/shop');
      const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('{ viewer { login } }');
      expect(viewer.login).toBe('github-actions[bot]');
      for (let index = 0; index < 250; index += 1) repo.comment(issue, { body: `${index}` });
      const all = await octokit.paginate(octokit.rest.issues.listComments, {
        ...shop,
        issue_number: issue.number,
        per_page: 100,
      });
      expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 250 }, (_, index) => `${index}`));
      expect(github.log.entries.map(({ path }) => path.split('/')[1])).toEqual([
        'repos',
        'graphql',
        'repos',
        'repos',
        'repos',
      ]);
    },
  );

  test('waits when it is told to, for either limit', async () => {
    await using story = await setUp();
    const { github, issue } = story;
    const waits: number[] = [];
    const octokit = octokitOf(github, waits);
    github.inject({ kind: 'secondary-limit', retryAfterSeconds: 7 });
    await octokit.rest.issues.listComments({ ...shop, issue_number: issue.number });
    github.inject({ kind: 'primary-limit', resetAfterSeconds: 20 });
    await octokit.rest.issues.get({ ...shop, issue_number: issue.number });
    expect(waits[0]).toBe(7);
    expect(Math.abs((waits[1] ?? 0) - 20)).toBeLessThan(3);
    expect(github.log.entries.map(({ status }) => status)).toEqual([403, 200, 403, 200]);
  });

  test('repeats a POST after a 5xx that had its effect: the comment doubles', async () => {
    await using story = await setUp();
    const { github, repo, issue } = story;
    github.inject({ kind: 'answer', status: 503, effect: 'done' });
    // Without the throttling plugin, which would put three seconds between the two.
    const options = { baseUrl: github.apiUrl, retry: { retryAfterBaseValue: 10 } };
    const octokit = getOctokit(github.token().value, options, retry);
    await octokit.rest.issues.createComment({ ...shop, issue_number: issue.number, body: 'Hello' });
    expect(repo.comments(issue)).toHaveLength(2);
  });

  test('hears why it was refused', async () => {
    await using story = await setUp();
    const { github, issue } = story;
    const token = github.token({ permissions: { contents: 'read' } });
    const octokit = getOctokit(token.value, { baseUrl: github.apiUrl });
    const asked = octokit.rest.issues.createComment({ ...shop, issue_number: issue.number, body: 'Hello' });
    await expect(asked).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } },
    });
  });
});

test('the pages of github.com are no API', async () => {
  await using story = await setUp();
  const { github } = story;
  expect(github.serverUrl).toBe(github.apiUrl.replace('127.0.0.1', 'github.localhost'));
  expect(github.graphqlUrl).toBe(`${github.apiUrl}/graphql`);
  const headers = { host: new URL(github.serverUrl).host, 'user-agent': 'test' };
  const status = await new Promise((resolve, reject) =>
    get(`${github.apiUrl}/repos/acme/shop`, { headers }, response => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject),
  );
  expect(status).toBe(404);
  expect(github.takeViolations()).toMatchObject([{ message: 'is not for the API' }]);
});

test('starting takes less than a second', async () => {
  const startedMs = performance.now();
  await using github = await startGitHub();
  await github.createRepository({ owner: 'acme', name: 'shop' });
  expect(performance.now() - startedMs).toBeLessThan(1000);
});
