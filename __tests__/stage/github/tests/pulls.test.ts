import { describe, expect, test } from 'vitest';
import { createContract, startGitHub } from '../github.ts';
import { asker } from './ask.ts';

interface Pull {
  readonly number: number;
  readonly head: { readonly sha: string };
  readonly merge_commit_sha: string | null;
}

const contract = createContract();

async function setUp() {
  const github = await startGitHub({ contract });
  const repo = await github.createRepository({
    owner: 'acme',
    name: 'shop',
    files: { a: 'one\n', b: 'one\n' },
  });
  const ask = asker(github);
  const pullsOf = async (sha: string) => {
    const { body } = await ask<Pull[]>('GET', `/repos/acme/shop/commits/${sha}/pulls`);
    return body.map(({ number }) => number);
  };
  return {
    github,
    repo,
    ask,
    pullsOf,
    [Symbol.asyncDispose]: github[Symbol.asyncDispose],
  };
}

describe('a pull request', () => {
  test('follows its branch, with a test merge of head and base', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const first = await repo.push('feature', { a: 'two\n' }, 'Change a');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    expect(pull).toMatchObject({ headSha: first, state: 'open', headRepository: 'acme/shop' });
    const second = await repo.push('feature', { a: 'three\n' }, 'Change a again');
    await repo.push('main', { b: 'two\n' }, 'Change b');
    const { body } = await ask<Pull>('GET', `/repos/acme/shop/pulls/${pull.number}`);
    expect(body).toMatchObject({
      head: { sha: second, ref: 'feature' },
      mergeable: true,
      commits: 2,
      changed_files: 1,
    });
    expect(await repo.sha(`refs/pull/${pull.number}/head`)).toBe(second);
    expect(await repo.sha(`refs/pull/${pull.number}/merge`)).toBe(body.merge_commit_sha);
    expect(await repo.read(`refs/pull/${pull.number}/merge`, 'b')).toBe('two\n');
    expect(await repo.read(`refs/pull/${pull.number}/merge`, 'a')).toBe('three\n');
  });

  test('lists its files with their hunks', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    await repo.push('feature', { a: 'two\n', b: null, 'c d.txt': 'new\n' }, 'Change');
    const { number } = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    const { body } = await ask('GET', `/repos/acme/shop/pulls/${number}/files`);
    expect(body).toMatchObject([
      { filename: 'a', status: 'modified', additions: 1, deletions: 1, patch: '@@ -1 +1 @@\n-one\n+two' },
      { filename: 'b', status: 'removed', deletions: 1 },
      { filename: 'c d.txt', status: 'added', additions: 1 },
    ]);
  });

  test('that conflicts has no test merge', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    await repo.push('feature', { a: 'two\n' }, 'Change');
    await repo.push('main', { a: 'three\n' }, 'Change, too');
    const { number } = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    const { body } = await ask('GET', `/repos/acme/shop/pulls/${number}`);
    expect(body).toMatchObject({ mergeable: false, mergeable_state: 'dirty', merge_commit_sha: null });
    await expect(repo.sha(`refs/pull/${number}/merge`)).rejects.toThrow('has no refs/pull');
    await expect(repo.merge(number)).rejects.toThrow('conflicts');
  });

  test.each(['merge', 'squash', 'rebase'] as const)('is found by what a %s of it brought', async method => {
    await using story = await setUp();
    const { repo, pullsOf } = story;
    const first = await repo.push('feature', { a: 'two\n' }, 'Change a');
    const second = await repo.push('feature', { b: 'two\n' }, 'Change b');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    expect(await pullsOf(second)).toEqual([pull.number]);
    await repo.push('main', { c: 'one\n' }, 'Meanwhile');
    const sha = await repo.merge(pull, method, 'jane');
    expect(repo.pullRequest(pull)).toMatchObject({ state: 'merged', mergeSha: sha, headSha: second });
    expect(await repo.sha('main')).toBe(sha);
    expect(await pullsOf(sha)).toEqual([pull.number]);
    expect(await pullsOf(`${sha}~1`)).toEqual(method === 'rebase' ? [pull.number] : []);
    expect(await pullsOf(first)).toEqual([pull.number]);
    expect(await repo.read('main', 'b')).toBe('two\n');
  });

  test('from the merge queue lands as the commit that the queue built', async () => {
    await using story = await setUp();
    const { repo, pullsOf } = story;
    await repo.push('feature', { a: 'two\n' }, 'Change a');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    const queued = await repo.enqueue(pull);
    const run = await repo.startRun({ event: 'merge_group', branch: queued.branch });
    expect(run).toMatchObject({ ref: `refs/heads/${queued.branch}`, sha: queued.sha });
    expect(repo.pullRequest(pull).state).toBe('open');
    await queued.land();
    expect(await repo.sha('main')).toBe(queued.sha);
    expect(repo.pullRequest(pull)).toMatchObject({ state: 'merged', mergeSha: queued.sha });
    expect(await pullsOf(queued.sha)).toEqual([pull.number]);
  });

  test('is merged when its commits arrive in the base, and closed when its branch goes', async () => {
    await using story = await setUp();
    const { repo } = story;
    const sha = await repo.push('feature', { a: 'two\n' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    await repo.resetBranch('main', sha);
    expect(repo.pullRequest(pull).state).toBe('merged');
    await repo.push('other', { a: 'three\n' }, 'Change');
    const other = await repo.openPullRequest({ branch: 'other', title: 'Change it' });
    await repo.deleteBranch('other');
    expect(repo.pullRequest(other)).toMatchObject({ state: 'closed' });
  });

  test('from a fork names the fork, and its commits are in the base repository', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const fork = await repo.fork('mallory');
    const sha = await fork.push('evil', { a: 'two\n' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'evil', title: 'Change it', fromFork: fork });
    expect(pull).toMatchObject({ headRepository: 'mallory/shop', headSha: sha });
    const { body } = await ask('GET', `/repos/acme/shop/pulls/${pull.number}`);
    expect(body).toMatchObject({
      user: { login: 'mallory' },
      head: { label: 'mallory:evil', repo: { full_name: 'mallory/shop', fork: true } },
      base: { label: 'acme:main', repo: { full_name: 'acme/shop', fork: false } },
    });
    expect(await repo.read(sha, 'a')).toBe('two\n');
    const moved = await fork.push('evil', { a: 'three\n' }, 'Change');
    expect(repo.pullRequest(pull).headSha).toBe(moved);
    const { body: comparison } = await ask('GET', '/repos/acme/shop/compare/main...mallory:evil');
    expect(comparison).toMatchObject({ status: 'ahead', ahead_by: 2 });
  });

  test('is listed by head, base and state', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    await repo.push('one', { a: '1\n' }, 'One');
    await repo.push('two', { a: '2\n' }, 'Two');
    const one = await repo.openPullRequest({ branch: 'one', title: 'One' });
    const two = await repo.openPullRequest({ branch: 'two', title: 'Two' });
    repo.close(one);
    const numbers = async (query: string) =>
      (await ask<Pull[]>('GET', `/repos/acme/shop/pulls${query}`)).body.map(({ number }) => number);
    expect(await numbers('')).toEqual([two.number]);
    expect(await numbers('?state=all')).toEqual([two.number, one.number]);
    expect(await numbers('?state=all&head=acme:one&base=main')).toEqual([one.number]);
  });
});
