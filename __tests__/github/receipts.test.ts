import { describe, expect, it } from 'vitest';
import { openClient } from '../../src/github/client.ts';
import { askMergedPulls } from '../../src/github/merged-pulls.ts';
import { readReceipt, receiptText } from '../../src/github/receipt-text.ts';
import { githubPreviews } from '../../src/github/receipts.ts';
import { entriesDigest, type PlanEntry, type Shown } from '../../src/model/receipt.ts';
import type { Report } from '../../src/model/report.ts';
import type { RunContext } from '../../src/model/run-context.ts';
import { Secret } from '../../src/model/secret.ts';
import { fakeWorld } from '../fakes/world.ts';
import type { PullRequestView } from '../stage/github/story/views.ts';
import type { Run } from '../stage/github/github.ts';
import { reportOf } from './report-of.ts';
import { openRoom, requestsOf, type Room } from './room.ts';

const entries: readonly PlanEntry[] = [
  {
    address: 'v1/ConfigMap/shop/a',
    action: 'update',
    fields: [{ path: '/data/a', value: 'x' }],
    value: null,
  },
];

function reportIn(run: RunContext, name = 'shop', shown = entries): Report {
  const report = reportOf({
    mode: 'preview',
    result: 'previewed',
    run,
    name,
    planDigest: entriesDigest(shown),
  });
  return { ...report, targets: report.targets.map(target => ({ ...target, planEntries: shown })) };
}

/** A run of the pull request that GitHub knows of, which shows its preview. */
async function preview(
  room: Room,
  pull: PullRequestView,
  parts: { readonly name?: string; readonly text?: (report: Report) => Report } = {},
): Promise<Run> {
  const run = await room.repository.startRun({ pull: pull.number });
  const report = reportIn(contextOf(room, pull, run), parts.name);
  await room.show(parts.text?.(report) ?? report);
  return run;
}

function contextOf(
  room: Room,
  { number, headSha, baseSha }: PullRequestView,
  { id, attempt }: Run,
): RunContext {
  return room.previewRun({
    runId: String(id),
    attempt,
    pullRequest: { number, headSha, baseSha, baseRef: 'main' },
  });
}

async function ask(room: Room, commit: string, pushes?: readonly string[]): Promise<Shown> {
  const world = fakeWorld({
    ancestry: {
      compare: () => Promise.resolve('ahead'),
      forkPoint: () => Promise.resolve(undefined),
      pushesSince: () => Promise.resolve(pushes),
    },
  });
  const client = openClient({
    token: new Secret(room.github.token().value),
    apiUrl: room.github.apiUrl,
    repository: room.repository.fullName,
    settings: { mode: 'deploy' },
    world,
    pace: 'at-once',
  });
  const previews = githubPreviews({ client, world, pulls: askMergedPulls(client, 'main') });
  const deployed = pushes ? 'before' : undefined;
  return await previews.shownFor({ unit: 'production/shop', commit, deployed });
}

async function secondPull(room: Room): Promise<PullRequestView> {
  await room.repository.push('other', { 'deploy/other.yaml': 'b: 1\n' }, 'Change the other');
  return await room.repository.openPullRequest({ branch: 'other', title: 'Change the other' });
}

describe('the receipt of a preview', () => {
  it.each(['merge', 'squash', 'rebase'] as const)('is found after a merge by %s', async method => {
    await using room = await openRoom();
    await preview(room, room.pull);
    const commit = await room.repository.merge(room.pull, method);
    room.github.log.clear();
    const { receipts, missing } = await ask(room, commit);
    expect(missing).toEqual([]);
    expect(receipts).toMatchObject([{ digest: entriesDigest(entries), entries, head: room.pull.headSha }]);
    expect(requestsOf(room.github)).toHaveLength(3);
  });

  it('is found after a merge queue, on the pull request or on the merge group', async () => {
    await using room = await openRoom();
    const queued = await room.repository.enqueue(room.pull);
    const run = await room.repository.startRun({ event: 'merge_group', branch: queued.branch });
    const context: RunContext = {
      ...room.pushRun(queued.sha, { event: 'merge_group', runId: String(run.id), attempt: run.attempt }),
    };
    await room.show(reportIn(context));
    await queued.land();
    const { receipts, missing } = await ask(room, queued.sha);
    expect(missing).toEqual([]);
    expect(receipts).toMatchObject([{ head: queued.sha, entries }]);
  });

  it('is missing after a direct push', async () => {
    await using room = await openRoom();
    const commit = await room.repository.push('main', { 'deploy/x.yaml': 'x: 1\n' }, 'Push it');
    expect(await ask(room, commit)).toEqual({
      receipts: [],
      missing: [`${commit.slice(0, 7)} was pushed without a pull request`],
    });
  });

  it('is taken of every pull request that was merged since the last deploy', async () => {
    await using room = await openRoom();
    const other = await secondPull(room);
    await preview(room, room.pull);
    await preview(room, other);
    const first = await room.repository.merge(room.pull, 'squash');
    const second = await room.repository.merge(other, 'squash');
    const { receipts, missing } = await ask(room, second, [second, first]);
    expect(missing).toEqual([]);
    expect(receipts.map(({ pullRequest }) => pullRequest)).toEqual([other.number, room.pull.number]);
  });

  it('cannot be found when it cannot be told what was merged', async () => {
    await using room = await openRoom();
    const commit = await room.repository.merge(room.pull);
    const shown = await ask(
      room,
      commit,
      Array.from({ length: 21 }, () => commit),
    );
    expect(shown.receipts).toEqual([]);
    expect(shown.missing).toHaveLength(1);
  });

  it('that GitHub does not give is missing, with the permission to add', async () => {
    await using room = await openRoom();
    await preview(room, room.pull);
    const commit = await room.repository.merge(room.pull);
    room.github.inject(
      { kind: 'answer', status: 403, effect: 'none', message: 'Resource not accessible by integration' },
      { operation: 'checks/list-for-ref' },
    );
    const { receipts, missing } = await ask(room, commit);
    expect(receipts).toEqual([]);
    expect(missing.join()).toContain('checks: read');
  });
});

describe('a receipt that somebody tampered with counts as none', () => {
  const replaced = (change: (packed: string) => string) => (text: string) =>
    text.replace(/receipt ([A-Za-z0-9+/=]+) -->/, (_, base64: string) => `receipt ${change(base64)} -->`);

  const cases: readonly {
    readonly name: string;
    readonly leave: (room: Room) => Promise<unknown>;
  }[] = [
    { name: 'there is only a comment that says so', leave: commentOnly },
    {
      name: 'a check run of that name by a run that does not exist',
      leave: async room => await room.show(reportIn(room.previewRun())),
    },
    {
      name: 'a run for a push, not for the pull request',
      leave: async room => {
        const run = await room.repository.startRun({ event: 'push', branch: 'change' });
        await room.show(reportIn(contextOf(room, room.pull, run)));
      },
    },
    {
      name: 'a run of a fork',
      leave: async room => {
        const fork = await room.repository.fork('mallory');
        await fork.push('idea', { 'deploy/x.yaml': 'x: 1\n' }, 'Idea');
        const foreign = await room.repository.openPullRequest({
          branch: 'idea',
          title: 'Idea',
          fromFork: fork,
        });
        const run = await room.repository.startRun({ pull: foreign.number });
        await room.show(reportIn(contextOf(room, room.pull, run)));
      },
    },
    {
      name: 'an older head',
      leave: async room => {
        await preview(room, room.pull);
        await room.repository.push('change', { 'deploy/web.yaml': 'a: 2\n' }, 'Go on');
      },
    },
    {
      name: 'the receipt of another pull request',
      leave: otherNumber,
    },
    { name: 'another target', leave: async room => await preview(room, room.pull, { name: 'network' }) },
    {
      name: 'an altered plan',
      leave: async room =>
        await preview(room, room.pull, {
          text: report => ({
            ...report,
            targets: report.targets.map(target => ({ ...target, planEntries: [] })),
          }),
        }),
    },
    {
      name: 'a newer preview that failed',
      leave: async room => {
        await preview(room, room.pull);
        const run = await room.repository.startRun({ pull: room.pull.number });
        const failed = reportIn(contextOf(room, room.pull, run));
        await room.show({ ...failed, result: 'failed', reasonCode: 'validation' });
      },
    },
    {
      name: 'an attempt that the run never had',
      leave: async room =>
        await preview(room, room.pull, {
          text: report => ({ ...report, run: { ...report.run, attempt: 7 } }),
        }),
    },
  ];

  it.each(cases)('$name', async ({ leave }) => {
    await using room = await openRoom();
    await leave(room);
    const commit = await room.repository.merge(room.pull);
    const { receipts, missing } = await ask(room, commit);
    expect(receipts).toEqual([]);
    expect(missing).toHaveLength(1);
  });

  it('altered bytes, an altered digest, and a bomb are no receipt', () => {
    const run: RunContext = { host: 'github', commit: 'c'.repeat(40), runId: '5', attempt: 1 };
    const text = receiptText(reportIn(run));
    expect(readReceipt(text)).toMatchObject({ entries, run: '5' });
    expect(readReceipt(replaced(packed => `A${packed.slice(1)}`)(text))).toBeUndefined();
    expect(readReceipt(replaced(packed => packed.slice(0, 40))(text))).toBeUndefined();
    const other = { ...reportIn(run) };
    const wrong = {
      ...other,
      targets: other.targets.map(target => ({ ...target, planDigest: 'f'.repeat(64) })),
    };
    expect(readReceipt(receiptText(wrong))).toBeUndefined();
  });

  it('of too many objects keeps its digest and fits', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      address: `v1/ConfigMap/shop/c-${index}`,
      action: 'update',
      fields: [
        {
          path: '/data/a',
          value: entriesDigest(entries.map(entry => ({ ...entry, address: String(index) }))),
        },
      ],
      value: null,
    }));
    const run: RunContext = { host: 'github', commit: 'c'.repeat(40), runId: '5', attempt: 1 };
    const text = receiptText(reportIn(run, 'shop', many));
    expect(text.length).toBeLessThanOrEqual(65_535);
    expect(readReceipt(text)).toMatchObject({ digest: entriesDigest(many) });
    expect(readReceipt(text)?.entries).toBeUndefined();
  });
});

async function commentOnly(room: Room): Promise<void> {
  const report = reportIn(room.previewRun());
  room.repository.comment(room.pull, { login: 'github-actions[bot]', body: receiptText(report) });
  await Promise.resolve();
}

/** A check run on the right commit whose receipt names another pull request. */
async function otherNumber(room: Room): Promise<void> {
  const run = await room.repository.startRun({ pull: room.pull.number });
  await room.show(reportIn(contextOf(room, { ...room.pull, number: 99 }, run)));
}
