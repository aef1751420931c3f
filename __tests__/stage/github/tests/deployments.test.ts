import { describe, expect, test } from 'vitest';
import { createContract, startGitHub } from '../github.ts';
import { asker } from './ask.ts';

const deployments = '/repos/acme/shop/deployments';
const plain = { auto_merge: false, required_contexts: [] };

const contract = createContract();

async function setUp() {
  const github = await startGitHub({ contract });
  const repo = await github.createRepository({ owner: 'acme', name: 'shop' });
  const ask = asker(github);
  const deploy = async (more: object = {}) => {
    const { body, status } = await ask<{ id: number; sha: string }>('POST', deployments, {
      ref: await repo.sha('main'),
      ...plain,
      ...more,
    });
    expect(status).toBe(201);
    return body;
  };
  const say = async (id: number, state: string, more: object = {}) =>
    await ask('POST', `${deployments}/${id}/statuses`, { state, ...more });
  const latest = () => repo.deployments().map(({ statuses }) => statuses.at(-1)?.state);
  return {
    github,
    repo,
    ask,
    deploy,
    say,
    latest,
    [Symbol.asyncDispose]: github[Symbol.asyncDispose],
  };
}

describe('creating a deployment', () => {
  test('records a branch as what its head is at that moment', async () => {
    await using story = await setUp();
    const { repo, deploy } = story;
    const before = await repo.sha('main');
    expect((await deploy({ ref: before })).sha).toBe(before);
    const after = await repo.push('main', { a: '1' }, 'Change');
    expect((await deploy({ ref: 'main' })).sha).toBe(after);
    expect(repo.deployments()).toMatchObject([
      { ref: before, environment: 'production', task: 'deploy', isProduction: true, payload: {} },
      { ref: 'main', sha: after },
    ]);
  });

  test('merges the default branch instead, unless auto_merge is switched off', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const topic = await repo.push('topic', { a: '1' }, 'Topic');
    await repo.push('main', { b: '1' }, 'Meanwhile');
    const merged = await ask('POST', deployments, { ref: 'topic', required_contexts: [] });
    expect(merged.status).toBe(202);
    expect(merged.body).toEqual({ message: 'Auto-merged main into topic on deployment.' });
    expect(repo.deployments()).toEqual([]);
    expect(await repo.sha('topic')).not.toBe(topic);
    expect((await ask('POST', deployments, { ref: topic, required_contexts: [] })).status).toBe(409);
    expect((await ask('POST', deployments, { ref: topic, ...plain })).status).toBe(201);
  });

  test('is refused when the merge conflicts', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    await repo.push('topic', { a: '1' }, 'Topic');
    await repo.push('main', { a: '2' }, 'Meanwhile');
    const refused = await ask('POST', deployments, { ref: 'topic' });
    expect(refused.status).toBe(409);
    expect(refused.body['message']).toBe('Conflict merging main into topic');
  });

  test('is refused while a context has not succeeded, unless required_contexts is empty', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const sha = await repo.sha('main');
    await ask('POST', `/repos/acme/shop/statuses/${sha}`, { state: 'pending', context: 'ci' });
    const order = { ref: 'main', auto_merge: false };
    expect((await ask('POST', deployments, order)).status).toBe(409);
    expect((await ask('POST', deployments, { ...order, required_contexts: ['other'] })).status).toBe(409);
    expect((await ask('POST', deployments, { ...order, required_contexts: [] })).status).toBe(201);
    await ask('POST', `/repos/acme/shop/statuses/${sha}`, { state: 'success', context: 'ci' });
    expect((await ask('POST', deployments, order)).status).toBe(201);
    (await repo.startRun()).startJob({ name: 'deploy' });
    expect((await ask('POST', deployments, order)).status).toBe(409);
  });

  test('is refused for a ref that is not there', async () => {
    await using story = await setUp();
    const { ask } = story;
    const refused = await ask('POST', deployments, { ref: 'f'.repeat(40), ...plain });
    expect(refused.status).toBe(422);
    expect(refused.body['message']).toBe(`No ref found for: ${'f'.repeat(40)}`);
  });
});

describe('statuses of a deployment', () => {
  test('a success makes earlier ones of the environment inactive, but no production and no transient ones', async () => {
    await using story = await setUp();
    const { deploy, say, latest } = story;
    const orders = [
      { environment: 'staging' },
      { environment: 'staging', transient_environment: true },
      { environment: 'staging', production_environment: true },
      { environment: 'other' },
      { environment: 'staging' },
    ];
    for (const order of orders) await say((await deploy(order)).id, 'success', { auto_inactive: false });
    expect(latest()).toEqual(['success', 'success', 'success', 'success', 'success']);
    await say((await deploy({ environment: 'staging' })).id, 'success');
    expect(latest()).toEqual(['inactive', 'success', 'success', 'success', 'inactive', 'success']);
  });

  test('keep their history, newest first in the list', async () => {
    await using story = await setUp();
    const { repo, ask, deploy, say } = story;
    const { id } = await deploy();
    const log_url = 'https://github.example/run';
    await say(id, 'in_progress', { log_url });
    await say(id, 'failure', { description: 'web is not ready', environment_url: 'https://shop.example' });
    const { body } = await ask('GET', `${deployments}/${id}/statuses`);
    expect(body).toMatchObject([
      { state: 'failure', description: 'web is not ready', environment_url: 'https://shop.example' },
      { state: 'in_progress', log_url, target_url: log_url, creator: { login: 'github-actions[bot]' } },
    ]);
    expect(repo.deployments('production')[0]?.statuses.map(({ state }) => state)).toEqual([
      'in_progress',
      'failure',
    ]);
  });

  test('have no state for cancelled', async () => {
    await using story = await setUp();
    const { github, deploy, say } = story;
    expect((await say((await deploy()).id, 'cancelled')).status).toBe(422);
    expect(github.takeViolations()).toHaveLength(1);
  });
});

describe('listing deployments', () => {
  test('filters by sha, ref, task and environment, newest first', async () => {
    await using story = await setUp();
    const { repo, ask, deploy } = story;
    const first = await deploy({ task: 'gitops-push:web' });
    const second = await deploy({ ref: 'main', environment: 'staging' });
    const ids = async (query: string) =>
      (await ask<{ id: number }[]>('GET', `${deployments}${query}`)).body.map(({ id }) => id);
    expect(await ids('')).toEqual([second.id, first.id]);
    expect(await ids(`?sha=${await repo.sha('main')}`)).toEqual([second.id, first.id]);
    expect(await ids('?task=gitops-push:web')).toEqual([first.id]);
    expect(await ids('?environment=staging&ref=main')).toEqual([second.id]);
    const { body } = await ask('GET', '/repos/acme/shop/environments');
    expect(body).toMatchObject({
      total_count: 2,
      environments: [{ name: 'production' }, { name: 'staging' }],
    });
  });
});

describe('commit statuses', () => {
  test('count by the newest of each context, whatever its case', async () => {
    await using story = await setUp();
    const { repo, ask } = story;
    const sha = await repo.sha('main');
    const status = async () => (await ask('GET', `/repos/acme/shop/commits/${sha}/status`)).body;
    expect(await status()).toMatchObject({ state: 'pending', total_count: 0 });
    const say = async (context: string, state: string) =>
      await ask('POST', `/repos/acme/shop/statuses/${sha}`, { context, state });
    await say('gitops-push/production', 'failure');
    await say('ci', 'success');
    expect(await status()).toMatchObject({ state: 'failure', total_count: 2 });
    await say('GitOps-Push/Production', 'success');
    expect(await status()).toMatchObject({ state: 'success', total_count: 2 });
    expect(repo.statuses(sha)).toHaveLength(3);
    expect(
      (await ask('POST', `/repos/acme/shop/statuses/${'f'.repeat(40)}`, { state: 'success' })).status,
    ).toBe(422);
  });
});
