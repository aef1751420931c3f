import { describe, expect, it } from 'vitest';
import { isDryRun, isWrite, type LoggedRequest } from '../stage/cluster/cluster.ts';
import { openStory, type Story } from '../stage/story.ts';

const configMap = (name: string, value = 'one', later = false): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...(later && { annotations: { 'gitops-push.dev/depends-on': '/ConfigMap/a' } }) },
  data: { value },
});

const many = Array.from({ length: 20 }, (_, index) => configMap(`many-${index}`));

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'server', image: 'registry.example/web:1' }] },
    },
  },
};

/** Whether a request really applies a ConfigMap whose name this expression matches. */
const isApplyOf =
  (name: string) =>
  (request: LoggedRequest): boolean =>
    request.method === 'PATCH' && isWrite(request) && new RegExp(`/configmaps/${name}$`).test(request.path);

async function openWith(name: string, ...objects: readonly object[]): Promise<Story> {
  const story = await openStory(name);
  await story.write('all', ...objects);
  await story.checkout.commit('One');
  return story;
}

/** The set as it should be: nothing left to do, no lock, the newest record a success. */
async function expectRight(story: Story, ...names: readonly string[]): Promise<void> {
  const again = await story.play('deploy', '--no-wait');
  expect(again.report, again.run.stderr).toMatchObject({ result: 'unchanged' });
  const found = await story.kubectl([
    'get',
    'configmaps',
    '-l',
    'applyset.kubernetes.io/part-of',
    '-o',
    'name',
  ]);
  expect(found.trim().split('\n').toSorted()).toEqual(names.map(name => `configmap/${name}`).toSorted());
  expect((await story.kubectl(['get', 'leases', '-o', 'name'])).trim()).toBe('');
  const records = await story.kubectl(['get', 'configmap/gitops-push-web', '-o', 'jsonpath={.data.records}']);
  expect(JSON.parse(records.trim().split('\n').at(-1) ?? '{}')).toMatchObject({ result: 'success' });
}

describe.concurrent('a deploy ends right', () => {
  it('in a storm of 429: it waits as long as the server asks, and everything is applied', async () => {
    await using story = await openWith('storm', ...many);
    const storm = story.proxy.inject(
      { kind: 'answer', status: 429, effect: 'none', retryAfterSeconds: 1 },
      { matches: isApplyOf('many-\\d+'), times: 30 },
    );
    const { report, run } = await story.play('deploy');
    expect(report, run.stderr).toMatchObject({ result: 'deployed' });
    expect(storm.hits()).toBe(30);
    const byPath = Map.groupBy(story.proxy.log.entries.filter(isApplyOf('many-\\d+')), ({ path }) => path);
    for (const [path, tries] of byPath)
      for (const [index, { startedMs }] of tries.slice(1).entries())
        expect(startedMs - (tries[index]?.startedMs ?? 0), path).toBeGreaterThanOrEqual(1000);
    expect(byPath.size).toBe(20);
    await expectRight(story, ...many.map((_, index) => `many-${index}`));
  });

  it.each([
    { status: 503, effect: 'none' },
    { status: 502, effect: 'done' },
    { status: 504, effect: 'done' },
  ] as const)('when writes are answered $status, their effect $effect', async ({ status, effect }) => {
    await using story = await openWith(`answers-${status}`, configMap('a'), configMap('b', 'one', true));
    const each = new Set<string>();
    const isFirst = (request: LoggedRequest): boolean => isWrite(request) && !isSeen(each, request);
    const fault = story.proxy.inject({ kind: 'answer', status, effect }, { matches: isFirst, times: 100 });
    const { report, run } = await story.play('deploy');
    expect(report, run.stderr).toMatchObject({ result: 'deployed', targets: [{ counts: { create: 2 } }] });
    expect(fault.hits()).toBe(each.size);
    expect(each.size).toBeGreaterThanOrEqual(6);
    fault.remove();
    await expectRight(story, 'a', 'b');
  });

  it('when each answer is lost after the server did what was asked', async () => {
    await using story = await openWith(
      'dropped',
      configMap('a'),
      configMap('b', 'one', true),
      configMap('old'),
    );
    await story.mustPlay('deploy');
    await story.write('all', configMap('a', 'two'), configMap('b', 'two', true));
    await story.checkout.commit('Two');
    const each = new Set<string>();
    const isFirst = (request: LoggedRequest): boolean => isWrite(request) && !isSeen(each, request);
    const fault = story.proxy.inject({ kind: 'dropped-reply' }, { matches: isFirst, times: 100 });
    const { report, run } = await story.play('deploy');
    expect(report, run.stderr).toMatchObject({ result: 'deployed', targets: [{ record: { sequence: 2 } }] });
    expect([...each].filter(line => line.startsWith('DELETE'))).toHaveLength(2);
    fault.remove();
    await expectRight(story, 'a', 'b');
  });

  it('after a 500 without a reason, which is told at once and never sent again', async () => {
    await using story = await openWith('reasonless', configMap('a'), configMap('b', 'one', true));
    const message = 'failed to create typed patch object: .data.valuez: field not declared in schema';
    const fault = { kind: 'answer', status: 500, effect: 'none', reason: '', message } as const;
    story.proxy.inject(fault, { matches: isApplyOf('b'), times: 9 });
    const broken = await story.play('deploy');
    expect(broken.report, broken.run.stderr).toMatchObject({ result: 'partial', reasonCode: 'validation' });
    expect(story.proxy.log.entries.filter(isApplyOf('b'))).toHaveLength(1);
    expect(broken.run.stdout).toContain('valuez');
  });

  it('with the next run, when the token ran out in the middle', async () => {
    await using story = await openWith('expired', configMap('a'), configMap('b', 'one', true));
    let isOut = false;
    const expire = (request: LoggedRequest): boolean => {
      isOut ||= isApplyOf('b')(request);
      return isOut;
    };
    const refused = { kind: 'answer', status: 401, effect: 'none' } as const;
    const fault = story.proxy.inject(refused, { matches: expire, times: 1000 });
    const broken = await story.play('deploy');
    expect(broken.run.code).toBe(1);
    expect(broken.report).toMatchObject({ result: 'partial', reasonCode: 'forbidden' });
    const { steps } = broken.target.outcome;
    expect(steps.map(({ state }: { state: string }) => state)).toEqual(['done', 'failed']);
    fault.remove();
    const next = await story.play('deploy');
    expect(next.report, next.run.stderr).toMatchObject({
      result: 'deployed',
      targets: [{ counts: { create: 1 } }],
    });
    await expectRight(story, 'a', 'b');
  });

  it('when watches are cut and their mark is too old: it resumes, then lists anew', async () => {
    await using story = await openWith('watches', configMap('a'), deployment);
    const isWatch = (request: LoggedRequest): boolean =>
      request.query['watch'] !== undefined && request.path.endsWith('/deployments');
    story.proxy.inject({ kind: 'cut' }, { matches: isWatch });
    const old = story.proxy.inject(
      { kind: 'answer', status: 410, effect: 'none' },
      { matches: isWatch, skip: 1 },
    );
    await story.cluster.failPods({
      namespace: story.namespace,
      labelSelector: 'app=web',
      as: 'SlowStart',
      forMs: 5000,
    });
    const { report, run } = await story.play('deploy');
    expect(report, run.stderr).toMatchObject({ result: 'deployed' });
    expect(old.hits()).toBe(1);
    const asked = story.proxy.log.entries.filter(
      ({ method, path, userAgent }) =>
        method === 'GET' && path.endsWith('/deployments') && userAgent.includes('(wait)'),
    );
    expect(asked.map(({ query }) => (query['watch'] === undefined ? 'list' : 'watch')).slice(0, 5)).toEqual([
      'list',
      'watch',
      'watch',
      'list',
      'watch',
    ]);
    await expectRight(story, 'a');
  });
});

/** True from the second time that this write is seen on. */
function isSeen(seen: Set<string>, request: LoggedRequest): boolean {
  const { method, path, query, body } = request;
  const line = `${method} ${path} ${query['fieldManager'] ?? ''} ${isDryRun(request)} ${/"result":/.test(body)}`;
  const before = seen.size;
  return seen.add(line).size === before;
}
