import { describe, expect, test } from 'vitest';
import { createContract, startGitHub } from '../github.ts';
import { asker } from './ask.ts';

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string; readonly type: string };
  readonly performed_via_github_app: { readonly slug: string } | null;
}

const comments = '/repos/acme/shop/issues/1/comments';

const contract = createContract();

async function setUp() {
  const github = await startGitHub({ contract });
  const repo = await github.createRepository({ owner: 'acme', name: 'shop' });
  await repo.push('feature', { a: '1' }, 'Change');
  const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
  return {
    github,
    repo,
    pull,
    ask: asker(github),
    [Symbol.asyncDispose]: github[Symbol.asyncDispose],
  };
}

describe('comments', () => {
  test('come in pages, 30 by default and 100 at most, with links to the others', async () => {
    await using story = await setUp();
    const { repo, pull, ask } = story;
    for (let index = 0; index < 1000; index += 1) repo.comment(pull, { body: `comment ${index}` });
    expect((await ask<Comment[]>('GET', comments)).body).toHaveLength(30);
    expect((await ask<Comment[]>('GET', `${comments}?per_page=500`)).body).toHaveLength(100);
    const seen: string[] = [];
    let next: string | undefined = `${comments}?per_page=100`;
    while (next !== undefined) {
      const { body, headers }: { body: Comment[]; headers: Headers } = await ask<Comment[]>('GET', next);
      seen.push(...body.map(comment => comment.body));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, index) => `comment ${index}`));
    const last = await ask<Comment[]>('GET', `${comments}?per_page=100&page=10`);
    expect(last.headers.get('link')).toMatch(/page=9>; rel="prev", <[^>]+[?&]page=1>; rel="first"$/);
    expect((await ask<Comment[]>('GET', `${comments}?per_page=100&page=11`)).body).toEqual([]);
  });

  test('have the login of a bot with [bot], and the app that wrote them', async () => {
    await using story = await setUp();
    const { github, repo, pull, ask } = story;
    const made = await ask<Comment>('POST', comments, { body: 'Hello' });
    expect(made.headers.get('location')).toContain(`/issues/comments/${made.body.id}`);
    expect(made.body).toMatchObject({
      user: { login: 'github-actions[bot]', type: 'Bot', id: 41_898_282 },
      performed_via_github_app: { slug: 'github-actions', id: 15_368 },
    });
    const token = github.token({ login: 'jane' });
    const hers = await ask<Comment>('POST', comments, { body: 'Hello' }, { token });
    expect(hers.body).toMatchObject({
      user: { login: 'jane', type: 'User' },
      performed_via_github_app: null,
    });
    expect(repo.comments(pull).map(({ login }) => login)).toEqual(['github-actions[bot]', 'jane']);
  });

  test('are edited and deleted by who may', async () => {
    await using story = await setUp();
    const { github, repo, pull, ask } = story;
    const { id } = repo.comment(pull, { login: 'jane', body: 'Mine' });
    const path = `/repos/acme/shop/issues/comments/${id}`;
    github.clock.advance({ minutes: 5 });
    const stranger = github.token({ login: 'mallory' });
    expect((await ask('PATCH', path, { body: 'Not mine' }, { token: stranger })).status).toBe(403);
    expect((await ask('PATCH', path, { body: 'Better' })).body).toMatchObject({ body: 'Better' });
    const [comment] = repo.comments(pull);
    expect(Date.parse(comment?.updatedAt ?? '') - Date.parse(comment?.createdAt ?? '')).toBe(300_000);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
    expect(repo.comments(pull)).toEqual([]);
  });

  test('are refused when blank', async () => {
    await using story = await setUp();
    const { ask } = story;
    expect((await ask('POST', comments, { body: ' \n' })).status).toBe(422);
  });
});

describe('issues', () => {
  test('are found by state, label and author; pull requests are among them', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const issue = repo.openIssue({
      title: 'Drift',
      login: 'github-actions[bot]',
      labels: ['drift', 'production'],
    });
    repo.close(repo.openIssue({ title: 'Old', labels: ['drift'] }));
    const titles = async (query: string) => {
      const { body } = await ask<{ title: string; pull_request?: object }[]>(
        'GET',
        `/repos/acme/shop/issues${query}`,
      );
      return body.map(({ title }) => title);
    };
    expect(await titles('')).toEqual(['Drift', 'Change it']);
    expect(await titles('?state=all&labels=Drift')).toEqual(['Old', 'Drift']);
    expect(await titles('?labels=drift,production')).toEqual(['Drift']);
    expect(await titles('?creator=github-actions%5Bbot%5D')).toEqual(['Drift']);
    expect(await titles('?state=all&direction=asc')).toEqual(['Change it', 'Drift', 'Old']);
    expect((await ask('GET', `/repos/acme/shop/issues/${issue.number}`)).body).toMatchObject({
      state: 'open',
    });
  });

  test('are closed with a reason and opened again', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const { number } = repo.openIssue({ title: 'Drift' });
    const path = `/repos/acme/shop/issues/${number}`;
    const closed = await ask('PATCH', path, { state: 'closed', state_reason: 'not_planned' });
    expect(closed.body).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
    expect(closed.body['closed_by']).toMatchObject({ login: 'github-actions[bot]' });
    expect((await ask('PATCH', path, { state: 'open' })).body).toMatchObject({
      state: 'open',
      closed_at: null,
    });
  });

  test('lose the labels and assignees that somebody gives who may not push', async () => {
    await using story = await setUp();
    const { github, repo, ask } = story;
    const draft = { title: 'Drift', labels: ['drift'], assignees: ['jane'] };
    const token = github.token({ login: 'jane' });
    const hers = await ask('POST', '/repos/acme/shop/issues', draft, { token });
    expect(hers.body).toMatchObject({ labels: [], assignees: [] });
    repo.allow('jane', 'write');
    const again = await ask('POST', '/repos/acme/shop/issues', draft, { token });
    expect(again.body).toMatchObject({ labels: [{ name: 'drift' }], assignees: [{ login: 'jane' }] });
  });

  test('are gone where they are disabled, comments on pull requests are not', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const { number } = repo.openIssue({ title: 'Drift' });
    repo.disableIssues();
    expect((await ask('POST', '/repos/acme/shop/issues', { title: 'More' })).status).toBe(410);
    expect((await ask('POST', `/repos/acme/shop/issues/${number}/comments`, { body: 'Hello' })).status).toBe(
      410,
    );
    expect((await ask('POST', comments, { body: 'Hello' })).status).toBe(201);
  });
});
