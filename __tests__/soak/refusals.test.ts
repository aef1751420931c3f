import { describe, expect, it } from 'vitest';
import type { Fault, FaultTarget } from '../stage/github/github.ts';
import {
  deploy,
  drift,
  expectRefused,
  files,
  open,
  pastedFrom,
  type Play,
  playAsPasted,
  preview,
  refusals,
  repo,
} from '../stage/refusals.ts';
import { push, workflowDispatch } from '../stage/runner/events.ts';
import { previewEvent } from '../stage/shop.ts';

describe.concurrent('a job without permissions', () => {
  const only = { contents: 'read' } as const;
  const kinds = { public: {}, private: { private: true } } as const;

  it.each([
    [
      'public',
      'deploy',
      [
        `403 to POST ${repo}/deployments`,
        `403 to POST ${repo}/statuses/{sha}`,
        `403 to POST ${repo}/issues/{issue_number}/comments`,
        `403 to POST ${repo}/git/blobs`,
        '403 to POST /orgs/{org}/artifacts/metadata',
      ],
    ],
    [
      'private',
      'deploy',
      [
        `404 to GET ${repo}/deployments`,
        `404 to GET ${repo}/commits/{ref}/status`,
        `404 to GET ${repo}/commits/{commit_sha}/pulls`,
        `403 to POST ${repo}/git/blobs`,
        '403 to POST /orgs/{org}/artifacts/metadata',
      ],
    ],
    [
      'public',
      'preview',
      [`403 to POST ${repo}/check-runs`, `403 to POST ${repo}/issues/{issue_number}/comments`],
    ],
    ['private', 'preview', ['404 to POST /graphql', `403 to POST ${repo}/check-runs`]],
    ['public', 'drift', [`403 to POST ${repo}/issues`]],
    ['private', 'drift', [`404 to GET ${repo}/issues`]],
  ] as const)(
    'in a %s repository, that runs %s, is told what to paste, and works with it',
    async (kind, mode, requests) => {
      await using shop = await open('rights', kinds[kind]);
      const play = { deploy, preview, drift }[mode];
      if (mode === 'drift') await deploy(shop, {});
      const run = await play(shop, { token: shop.github.token({ permissions: only }).value });
      expect(run.exitCode, run.log).toBe(0);
      expectRefused(run, requests);
      const next = await playAsPasted(shop, play, pastedFrom(run));
      expect(next.exitCode, next.log).toBe(0);
      expect(refusals(next)).toEqual([]);
    },
  );
});

describe.concurrent('a way back without permissions', () => {
  it('is told what to paste, and works with it', async () => {
    await using shop = await open('back');
    for (const _ of [1, 2, 3]) await deploy(shop, {});
    const sha = await shop.repository.sha('main');
    const play: Play = async (_, { with: given = {}, ...order }) =>
      await shop.play({
        ...order,
        event: workflowDispatch({ sha }),
        with: { 'rollback-to': 'previous', ...given },
      });
    const run = await play(shop, { token: shop.github.token({ permissions: { contents: 'read' } }).value });
    expect(run.outputs, run.log).toMatchObject({ result: 'rolled-back' });
    expectRefused(run, [`403 to POST ${repo}/deployments`, `403 to POST ${repo}/statuses/{sha}`]);
    const next = await playAsPasted(shop, play, pastedFrom(run));
    expect(next.outputs, next.log).toMatchObject({ result: 'rolled-back' });
    expect(refusals(next)).toEqual([]);
    const healed = await playAsPasted(shop, play, {
      ...pastedFrom(run),
      with: { mode: 'heal', 'rollback-to': '' },
    });
    expect(healed.exitCode, healed.log).toBe(0);
    expect(refusals(healed)).toEqual([]);
  });
});

describe.concurrent('a token that is not the one of the job', () => {
  it.each([
    ['has ended', {}, '401 to GET'],
    [
      'is that of a person',
      { login: 'mona', permissions: { contents: 'read' } },
      `to POST ${repo}/statuses/{sha}`,
    ],
  ] as const)('and %s is replaced as pasted', async (_, order, request) => {
    await using shop = await open('token');
    const token = shop.github.token(order);
    if (!('login' in order)) token.revoke();
    const run = await deploy(shop, { with: { 'github-token': token.value } });
    expect(run.exitCode, run.log).toBe(0);
    expectRefused(run, [request]);
    const pasted = pastedFrom(run);
    expect(pasted.with).toEqual({ 'github-token': '${{ github.token }}' });
    const next = await playAsPasted(shop, deploy, pasted);
    expect(refusals(next)).toEqual([]);
  });
});

describe.concurrent('a preview-match that is strict', () => {
  it.each([
    ['checks', `404 to GET ${repo}/commits/{ref}/check-runs`],
    ['actions', `404 to GET ${repo}/actions/runs/{run_id}`],
  ] as const)('says which permission is missing for it: %s', async (missing, request) => {
    await using shop = await open('strict', { private: true });
    const { repository, namespace, github } = shop;
    await repository.push('change', files(namespace, '1'), 'Change');
    const pull = await repository.openPullRequest({ branch: 'change', title: 'Change' });
    await shop.play({ event: previewEvent(pull), ref: 'refs/pull/1/merge' });
    const event = push({ sha: await repository.merge(pull) });
    const play: Play = async (_, { with: given, ...order }) =>
      await shop.play({ ...order, event, with: { 'preview-match': 'strict', wait: 'false', ...given } });
    const permissions = {
      contents: 'read',
      actions: 'read',
      checks: 'read',
      'pull-requests': 'write',
      deployments: 'write',
      statuses: 'write',
      [missing]: 'none',
    } as const;
    const run = await play(shop, { token: github.token({ permissions }).value });
    expect(run.outputs).toMatchObject({ result: 'failed', 'reason-code': 'preview-missing' });
    expectRefused(run, [request]);
    const next = await playAsPasted(shop, play, pastedFrom(run));
    expect(next.outputs, next.log).toMatchObject({ result: 'deployed' });
    expect(refusals(next)).toEqual([]);
  });
});

describe.concurrent('what no permission changes', () => {
  const answer = (status: number, message = 'Refused'): Fault => ({
    kind: 'answer',
    effect: 'none',
    status,
    message,
  });

  /** How it is played, what goes wrong, what is told of it, and whether it goes wrong the next time, too. */
  type Row = readonly [
    string,
    Play,
    readonly (readonly [Fault, FaultTarget])[],
    readonly string[],
    'stays' | 'goes',
  ];

  it.each<Row>([
    [
      'a conflict of a deployment, and notes that others write',
      deploy,
      [
        [answer(409), { operation: 'repos/create-deployment' }],
        [answer(422), { path: '/git/refs', times: 5 }],
      ],
      [`409 to POST ${repo}/deployments`, `422 to POST ${repo}/git/refs`],
      'goes',
    ],
    [
      'a commit that was not pushed, and a limit',
      deploy,
      [
        [answer(422), { operation: 'repos/create-deployment' }],
        [
          { kind: 'secondary-limit', retryAfterSeconds: 61 },
          { operation: 'repos/get-combined-status-for-ref' },
        ],
        [answer(403, 'Repository was archived so is read-only.'), { path: '/git/blobs' }],
      ],
      [`422 to POST ${repo}/deployments`, 'wait 61 seconds', 'unarchive it'],
      'goes',
    ],
    [
      'a commit with all the statuses that it takes',
      deploy,
      [[answer(422), { operation: 'repos/create-commit-status' }]],
      [`422 to POST ${repo}/statuses/{sha}`],
      'stays',
    ],
    [
      'linked artifacts of a person',
      deploy,
      [[answer(404), { operation: 'orgs/set-cluster-deployment-records' }]],
      ['404 to POST /orgs/{org}/artifacts/metadata'],
      'stays',
    ],
    [
      'issues that are switched off',
      drift,
      [[answer(410), { operation: 'issues/create' }]],
      [`410 to POST ${repo}/issues`],
      'stays',
    ],
    [
      'a conversation that is locked',
      preview,
      [
        [
          answer(403, 'Unable to create comment because issue is locked.'),
          { operation: 'issues/create-comment' },
        ],
      ],
      [`403 to POST ${repo}/issues/{issue_number}/comments`],
      'stays',
    ],
  ])('names the way out of %s', async (_, play, faults, requests, then) => {
    await using shop = await open('no-right');
    if (play === drift) await deploy(shop, {});
    const placed = faults.map(([fault, target]) =>
      shop.github.inject(fault, { times: then === 'stays' ? 1000 : 1, ...target }),
    );
    const run = await play(shop, {});
    expect(run.exitCode, run.log).toBe(0);
    expectRefused(run, requests);
    if (then === 'goes') for (const each of placed) each.remove();
    const pasted = pastedFrom(run);
    expect(Object.keys(pasted.with).length).toBe(then === 'stays' ? 1 : 0);
    const next = await playAsPasted(shop, play, pasted);
    expect(next.exitCode, next.log).toBe(0);
    expect(refusals(next)).toEqual([]);
  });
});
