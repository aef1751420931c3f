import { describe, expect, test } from 'vitest';
import { createContract, startGitHub } from '../github.ts';
import { asker, askGraphQL } from './ask.ts';

const contract = createContract();

async function setUp() {
  const github = await startGitHub({ contract });
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

describe('a request that GitHub does not describe', () => {
  test.each([
    {
      name: 'a misspelt name in a body, which GitHub ignores',
      ask: ['POST', '/repos/acme/shop/issues/1/comments', { body: 'Hello', boddy: 'Hello' }],
      status: 201,
      message: 'body: unknown name "boddy"',
    },
    {
      name: 'a `sha` for a deployment, which GitHub ignores, too',
      ask: [
        'POST',
        '/repos/acme/shop/deployments',
        { ref: 'main', sha: 'a'.repeat(40), required_contexts: [] },
      ],
      status: 201,
      message: 'body: unknown name "sha"',
    },
    {
      name: 'a misspelt name inside a list',
      ask: [
        'POST',
        '/repos/acme/shop/check-runs',
        {
          name: 'a',
          head_sha: 'main',
          output: {
            title: 'a',
            summary: 'b',
            annotations: [
              { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'a', columns: 1 },
            ],
          },
        },
      ],
      status: 201,
      message: 'body/output/annotations/0: unknown name "columns"',
    },
    {
      name: 'a value of the wrong type',
      ask: ['POST', '/repos/acme/shop/issues/1/comments', { body: 7 }],
      status: 422,
      message: 'body/body: must be string',
    },
    {
      name: 'a missing value',
      ask: ['POST', '/repos/acme/shop/issues/1/comments', {}],
      status: 422,
      message: "body: must have required property 'body'",
    },
    {
      name: 'a value that is not among those allowed',
      ask: ['POST', '/repos/acme/shop/statuses/main', { state: 'cancelled' }],
      status: 422,
      message: 'body/state: must be equal to one of the allowed values (error, failure, pending, success)',
    },
    {
      name: 'a body that is not JSON',
      ask: ['POST', '/repos/acme/shop/issues/1/comments', '{'],
      status: 400,
      message: 'the body is not JSON',
    },
    {
      name: 'a misspelt name in a query',
      ask: ['GET', '/repos/acme/shop/issues/1/comments?perpage=100'],
      status: 200,
      message: 'query: unknown name "perpage"',
    },
    {
      name: 'a number that is none',
      ask: ['GET', '/repos/acme/shop/issues/1/comments?per_page=many'],
      status: 422,
      message: 'query per_page: must be integer',
    },
    {
      name: 'an operation that the stand-in does not have',
      ask: ['GET', '/repos/acme/shop/stargazers'],
      status: 404,
      message: 'the stand-in does not have it',
    },
  ] as const)('is noticed: $name', async ({ ask: [method, path, body], status, message }) => {
    await using story = await setUp();
    const { github, ask } = story;
    expect((await ask(method, path, body)).status).toBe(status);
    expect(github.takeViolations()).toMatchObject([{ kind: 'request', message }]);
  });

  test('is noticed: a media type that the operation does not have here', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    const headers = { accept: 'application/vnd.github.html+json' };
    await ask('GET', '/repos/acme/shop/issues/1/comments', undefined, { headers });
    expect(github.takeViolations()).toMatchObject([{ operation: 'issues/list-comments' }]);
  });
});

describe('an answer that GitHub does not describe', () => {
  test.each([
    {
      name: 'a misspelt name',
      change: (body: object) => ({ ...body, idd: 1 }),
      message: 'unknown name "idd"',
    },
    { name: 'a missing name', change: () => ({ id: 1 }), message: 'required property' },
    {
      name: 'a wrong type',
      change: (body: object) => ({ ...body, id: 'one' }),
      message: '/id: must be integer',
    },
    { name: 'no body', change: () => undefined, message: 'must be object' },
  ])('is noticed: $name', async ({ change, message }) => {
    await using story = await setUp();
    const { github, ask } = story;
    github.inject({ kind: 'altered', change: body => change(typeof body === 'object' ? { ...body } : {}) });
    await ask('GET', '/repos/acme/shop/issues/1');
    const violations = github.takeViolations();
    expect(violations.map(({ kind }) => kind)).toContain('answer');
    expect(violations.map(one => one.message).join('\n')).toContain(message);
  });

  test('is noticed: a status that the operation does not give', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    github.inject({ kind: 'merged-instead' });
    await ask('GET', '/repos/acme/shop/issues/1');
    expect(github.takeViolations()).toMatchObject([
      { message: '202 202 is not among 200, 301, 304, 404, 410' },
    ]);
  });
});

describe('a violation', () => {
  test('fails the test at the end of the stand-in', async () => {
    const { github, ask } = await setUp();
    await ask('GET', '/repos/acme/shop/stargazers');
    await expect(github[Symbol.asyncDispose]()).rejects.toThrow(
      'request of GET /repos/acme/shop/stargazers: the stand-in does not have it',
    );
  });

  test('is none in what GitHub allows: errors that an operation does not list, and names of its own', async () => {
    await using story = await setUp();
    const { github, ask, repo } = story;
    github.inject({ kind: 'answer', status: 503, effect: 'none' });
    expect((await ask('GET', '/repos/acme/shop/issues/1')).status).toBe(503);
    expect((await ask('GET', '/repos/acme/shop/issues/9')).status).toBe(404);
    const payload = { anything: { at: ['all'] } };
    const deployment = { ref: await repo.sha('main'), auto_merge: false, required_contexts: [], payload };
    expect((await ask('POST', '/repos/acme/shop/deployments', deployment)).status).toBe(201);
    expect(github.violations).toEqual([]);
  });
});

describe('a query that GitHub does not have', () => {
  test.each([
    { name: 'a misspelt field', query: '{ viewer { logim } }', message: 'Cannot query field "logim"' },
    { name: 'a syntax error', query: '{ viewer {', message: 'Syntax Error' },
    {
      name: 'a wrong variable',
      query: 'query($n: Int!) { repository(owner: "acme", name: "shop") { issue(number: $n) { id } } }',
      message: 'Variable "$n"',
    },
    {
      name: 'a field that the stand-in does not have',
      query: '{ repository(owner: "acme", name: "shop") { stargazerCount } }',
      message: 'the stand-in does not have Repository.stargazerCount',
    },
  ])('is noticed: $name', async ({ query, message }) => {
    await using story = await setUp();
    const { github } = story;
    const { status, errors } = await askGraphQL(github, query, { n: 'one' });
    expect(status).toBe(200);
    expect(errors).not.toEqual([]);
    const violations = github.takeViolations();
    expect(violations.map(({ kind }) => kind)).toContain('query');
    expect(violations.map(one => one.message).join('\n')).toContain(message);
  });
});
