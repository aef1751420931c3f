import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContract, startGitHub } from '../github.ts';
import { asker } from './ask.ts';

const contract = createContract();
const at = '/repos/acme/shop';

async function setUp() {
  const github = await startGitHub({ contract });
  const repo = await github.createRepository({
    owner: 'acme',
    name: 'shop',
    files: { 'deploy/app.yaml': 'a: 1\n', 'deploy/run.sh': { content: '#!/bin/sh\n', mode: '100755' } },
  });
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-clone-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', join(folder, 'shop'), ...args], { encoding: 'utf8' }).trim();
  return {
    github,
    repo,
    git,
    folder: join(folder, 'shop'),
    ask: asker(github),
    [Symbol.asyncDispose]: async () => {
      await rm(folder, { recursive: true, force: true });
      await github[Symbol.asyncDispose]();
    },
  };
}

describe('a clone', () => {
  test('has files and folders that took the place of each other, in the order of git', async () => {
    await using story = await setUp();
    const { repo, folder, git } = story;
    await repo.push('main', { 'a/b': '1', 'a.c': '2', a0: '3', x: '4', 'y/z/w': '5' }, 'Add');
    await repo.push('main', { a: 'now a file', 'x/y': 'now a folder', 'y/z/w': null }, 'Change');
    await repo.clone(folder);
    expect(git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')).toEqual([
      'a',
      'a.c',
      'a0',
      'deploy/app.yaml',
      'deploy/run.sh',
      'x/y',
    ]);
    expect(git('fsck', '--strict', '--full')).toBe('');
  });

  test('has what was pushed, and git finds nothing wrong with it', async () => {
    await using story = await setUp();
    const { repo, folder, git } = story;
    const sha = await repo.push(
      'main',
      { 'deploy/app.yaml': 'a: 2\n', 'deploy/ü "x".yaml': 'b: 1\n' },
      'Change',
    );
    await repo.clone(folder);
    expect(git('rev-parse', 'HEAD')).toBe(sha);
    expect(git('status', '--porcelain', '--branch')).toBe('## main...origin/main');
    expect(await readFile(join(folder, 'deploy/app.yaml'), 'utf8')).toBe('a: 2\n');
    expect((await readdir(join(folder, 'deploy'))).toSorted()).toEqual(['app.yaml', 'run.sh', 'ü "x".yaml']);
    expect(git('ls-files', '--stage', 'deploy/run.sh')).toMatch(/^100755/);
    expect(git('log', '--format=%an %s')).toBe('octocat Change\noctocat Start');
    execFileSync('git', ['-C', repo.folder, 'fsck', '--strict']);
  });

  test('of a pull request is its test merge, as shallow as asked for', async () => {
    await using story = await setUp();
    const { repo, folder, git } = story;
    await repo.push('feature', { b: '1\n' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    await repo.clone(folder, { ref: `refs/pull/${pull.number}/merge`, depth: 1 });
    expect(git('rev-parse', 'HEAD')).toBe(pull.mergeSha);
    expect(git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('HEAD');
  });

  test('can fetch a commit that no branch holds any more', async () => {
    await using story = await setUp();
    const { repo, folder, git } = story;
    const start = await repo.sha('main');
    const lost = await repo.push('main', { b: '1\n' }, 'Change');
    await repo.resetBranch('main', start);
    await repo.clone(folder);
    git('fetch', '--quiet', 'origin', lost);
    expect(git('rev-parse', 'FETCH_HEAD')).toBe(lost);
  });
});

describe('compare', () => {
  test('says how two commits stand to each other', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const base = await repo.sha('main');
    const first = await repo.push('main', { b: '1\n' }, 'First');
    const second = await repo.push('main', { b: '2\n' }, 'Second');
    await repo.push('other', { c: '1\n' }, 'Other', { onto: base });
    const compare = async (basehead: string) => (await ask('GET', `${at}/compare/${basehead}`)).body;
    expect(await compare(`${base}...${second}`)).toMatchObject({
      status: 'ahead',
      ahead_by: 2,
      behind_by: 0,
      commits: [{ sha: first }, { sha: second }],
      files: [{ filename: 'b', status: 'added' }],
    });
    expect(await compare(`${second}...${base}`)).toMatchObject({
      status: 'behind',
      behind_by: 2,
      commits: [],
    });
    expect(await compare('main...main')).toMatchObject({ status: 'identical', files: [] });
    const diverged = await compare('main...other');
    expect(diverged).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 2 });
    expect(diverged['merge_base_commit']).toMatchObject({ sha: base });
  });

  test('gives 404 for a commit that is not there, and for histories without a common root', async () => {
    await using story = await setUp();
    const { ask } = story;
    expect((await ask('GET', `${at}/compare/main...${'f'.repeat(40)}`)).status).toBe(404);
    const { body: tree } = await ask<{ sha: string }>('GET', `${at}/git/trees/main`);
    const root = await ask<{ sha: string }>('POST', `${at}/git/commits`, { message: 'Root', tree: tree.sha });
    const refused = await ask('GET', `${at}/compare/main...${root.body.sha}`);
    expect([refused.status, refused.body['message']]).toEqual([
      404,
      `No common ancestor between main and ${root.body.sha}.`,
    ]);
  });

  test('has its commits in pages, the files on the first', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const base = await repo.sha('main');
    for (const content of ['1', '2', '3']) await repo.push('main', { b: content }, `Change ${content}`);
    const { body, headers } = await ask('GET', `${at}/compare/${base}...main?per_page=2&page=2`);
    expect(body).toMatchObject({
      total_commits: 3,
      commits: [{ commit: { message: 'Change 3' } }],
      files: [],
    });
    expect(headers.get('link')).toContain('rel="prev"');
  });
});

describe('commits and contents', () => {
  test('are read by branch, SHA and path', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const sha = await repo.push('team/feature', { 'deploy/app.yaml': 'a: 2\n' }, 'Change\n\nBecause.', {
      login: 'jane',
    });
    const { body } = await ask('GET', `${at}/commits/team/feature`);
    expect(body).toMatchObject({
      sha,
      commit: { message: 'Change\n\nBecause.' },
      author: { login: 'jane' },
      stats: { total: 2 },
      files: [{ filename: 'deploy/app.yaml', patch: '@@ -1 +1 @@\n-a: 1\n+a: 2' }],
    });
    const bare = await ask('GET', `${at}/commits/team%2Ffeature`, undefined, {
      headers: { accept: 'application/vnd.github.sha' },
    });
    expect(bare.text).toBe(sha);
    const missing = await ask('GET', `${at}/commits/${'f'.repeat(40)}`);
    expect([missing.status, missing.body['message']]).toEqual([
      422,
      `No commit found for SHA: ${'f'.repeat(40)}`,
    ]);
  });

  test('come as files, folders and raw bytes', async () => {
    await using story = await setUp();
    const { ask } = story;
    const file = await ask<{ content: string }>('GET', `${at}/contents/deploy/app.yaml`);
    expect(file.body).toMatchObject({ type: 'file', encoding: 'base64', size: 5, path: 'deploy/app.yaml' });
    expect(Buffer.from(file.body.content, 'base64').toString()).toBe('a: 1\n');
    expect((await ask('GET', `${at}/contents/deploy`)).body).toMatchObject([
      { type: 'file', name: 'app.yaml' },
      { type: 'file', path: 'deploy/run.sh' },
    ]);
    expect((await ask('GET', `${at}/contents/`)).body).toMatchObject([{ type: 'dir', name: 'deploy' }]);
    const headers = { accept: 'application/vnd.github.raw+json' };
    expect((await ask('GET', `${at}/contents/deploy/app.yaml`, undefined, { headers })).text).toBe('a: 1\n');
    expect((await ask('GET', `${at}/contents/missing`)).status).toBe(404);
    expect((await ask('GET', `${at}/contents/deploy?ref=missing`)).status).toBe(404);
  });
});

describe('the Git Data API', () => {
  test('writes notes that git itself can read, one writer at a time', async () => {
    await using story = await setUp();
    const { repo, ask, folder, git } = story;
    const target = await repo.sha('main');
    const post = async (path: string, body: object) =>
      (await ask<{ sha: string }>('POST', `${at}/git/${path}`, body)).body.sha;
    const note = async (text: string, parents: string[]) => {
      const sha = await post('blobs', { content: Buffer.from(text).toString('base64'), encoding: 'base64' });
      const tree = await post('trees', { tree: [{ path: target, mode: '100644', type: 'blob', sha }] });
      return await post('commits', { message: 'Note', tree, parents });
    };
    const ref = 'refs/notes/gitops-push/production';
    const first = await note('{"id":1}\n', []);
    expect((await ask('POST', `${at}/git/refs`, { ref, sha: first })).status).toBe(201);
    expect((await ask('POST', `${at}/git/refs`, { ref, sha: first })).status).toBe(422);
    const [mine, theirs] = [await note('{"id":2}\n', [first]), await note('{"id":3}\n', [first])];
    const update = async (sha: string, force = false) =>
      await ask('PATCH', `${at}/git/${ref}`, { sha, force });
    expect((await update(theirs)).status).toBe(200);
    const refused = await update(mine);
    expect([refused.status, refused.body['message']]).toEqual([422, 'Update is not a fast forward']);
    expect((await update(mine, true)).body).toMatchObject({ ref, object: { sha: mine, type: 'commit' } });
    await repo.clone(folder);
    git('fetch', '--quiet', 'origin', `${ref}:${ref}`);
    expect(git('notes', `--ref=${ref}`, 'show', target)).toBe('{"id":2}');
  });

  test('builds trees on trees: adds, replaces, deletes, nests', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const base_tree = await repo.sha('main');
    const edit = async (tree: readonly object[]) =>
      await ask<{ sha: string; message: string }>('POST', `${at}/git/trees`, { base_tree, tree });
    const { body } = await edit([
      { path: 'deploy/app.yaml', mode: '100644', type: 'blob', content: 'a: 3\n' },
      { path: 'deploy/run.sh', mode: '100755', type: 'blob', sha: null },
      { path: 'a/b/c.txt', mode: '100644', type: 'blob', content: 'c\n' },
    ]);
    const deep = await ask<{ tree: { path: string; type: string }[] }>(
      'GET',
      `${at}/git/trees/${body.sha}?recursive=1`,
    );
    expect(deep.body.tree.map(({ path, type }) => `${type} ${path}`)).toEqual([
      'tree a',
      'tree a/b',
      'blob a/b/c.txt',
      'tree deploy',
      'blob deploy/app.yaml',
    ]);
    const nested = await edit([{ path: 'deploy', mode: '040000', type: 'tree', sha: body.sha }]);
    expect((await ask('GET', `${at}/git/trees/${nested.body.sha}`)).body).toMatchObject({
      tree: [{ path: 'deploy', sha: body.sha, mode: '040000' }],
    });
    const unknown = await edit([{ path: 'x', mode: '100644', type: 'blob', sha: 'f'.repeat(40) }]);
    expect([unknown.status, unknown.body.message]).toEqual([
      422,
      `tree.sha ${'f'.repeat(40)} is not a valid blob`,
    ]);
    expect((await edit([{ path: '../x', mode: '100644', type: 'blob', content: '' }])).status).toBe(422);
  });

  test('moves branches, and pull requests follow', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    await repo.push('feature', { b: '1\n' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    const { body: head } = await ask<{ object: { sha: string } }>('GET', `${at}/git/ref/heads/feature`);
    const { body: commit } = await ask<{ sha: string }>('POST', `${at}/git/commits`, {
      message: 'More',
      tree: (await ask<{ sha: string }>('GET', `${at}/git/trees/${head.object.sha}`)).body.sha,
      parents: [head.object.sha],
      author: { name: 'Jane', email: 'jane@example.com', date: '2026-01-02T03:04:05Z' },
    });
    await ask('PATCH', `${at}/git/refs/heads/feature`, { sha: commit.sha });
    expect(repo.pullRequest(pull).headSha).toBe(commit.sha);
    expect((await ask('GET', `${at}/git/commits/${commit.sha}`)).body).toMatchObject({
      author: { name: 'Jane', date: '2026-01-02T03:04:05Z' },
      parents: [{ sha: head.object.sha }],
    });
    expect((await ask('GET', `${at}/git/ref/heads/missing`)).status).toBe(404);
    expect((await ask('PATCH', `${at}/git/refs/heads/missing`, { sha: commit.sha })).status).toBe(422);
  });

  test('says 409 as long as the repository is empty', async () => {
    await using story = await setUp();
    const { github, ask } = story;
    await github.createRepository({ owner: 'acme', name: 'empty', isEmpty: true });
    for (const path of ['git/ref/heads/main', 'git/trees/main', 'commits/main'])
      expect((await ask('GET', `/repos/acme/empty/${path}`)).status).toBe(409);
    expect((await ask('POST', '/repos/acme/empty/git/blobs', { content: 'a' })).status).toBe(409);
  });
});
