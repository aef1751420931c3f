import { expect, it } from 'vitest';
import { askGitHub } from '../../src/github/index.ts';
import type { DeployRecord } from '../../src/model/record.ts';
import { fakeWorld } from '../fakes/world.ts';
import { recordOf, reportOf, settingsOf } from './report-of.ts';
import type { TokenOrder } from '../stage/github/github.ts';
import { openRoom, requestsOf, type Room } from './room.ts';

const target = { name: 'shop', environment: 'production' };

async function toldIn(room: Room, order?: TokenOrder): Promise<readonly DeployRecord[] | undefined> {
  const run = room.pushRun(await room.repository.sha('main'));
  const settings = settingsOf('history', room.github.token(order).value);
  const { toldRecords } = askGitHub({
    settings,
    world: fakeWorld({ run }),
    apiUrl: room.github.apiUrl,
    pace: 'at-once',
  });
  room.github.log.clear();
  return await toldRecords?.(target);
}

async function deploy(room: Room, record: DeployRecord, result: 'deployed' | 'failed'): Promise<void> {
  const run = room.pushRun(record.commit ?? '');
  await room.show(reportOf({ mode: 'deploy', result, run, record }), { begin: record });
}

it('are read in one request, with how each ended', async () => {
  await using room = await openRoom();
  const sha = await room.repository.sha('main');
  await deploy(room, { ...recordOf(sha, 1), pullRequest: 7 }, 'deployed');
  await deploy(room, recordOf(sha, 2), 'failed');
  await deploy(room, { ...recordOf(sha, 3), target: { ...recordOf(sha).target, name: 'other' } }, 'deployed');
  const told = await toldIn(room);
  expect(requestsOf(room.github)).toHaveLength(1);
  expect(
    told?.map(({ sequence, result, commit, pullRequest }) => [sequence, result, commit, pullRequest]),
  ).toEqual([
    [1, 'success', sha, 7],
    [2, 'failed', sha, undefined],
  ]);
  expect(told?.[0]).toMatchObject({ id: recordOf(sha, 1).id, kind: 'deploy', objects: { changed: 1 } });
});

it('are told to a person, too, who sees what the jobs made', async () => {
  await using room = await openRoom();
  await deploy(room, recordOf(await room.repository.sha('main'), 1), 'deployed');
  const told = await toldIn(room, { login: 'mona' });
  expect(told?.map(({ sequence }) => sequence)).toEqual([1]);
  expect(await toldIn(room, { login: 'other[bot]' })).toEqual([]);
});

it('leave out what another account made, what tells of another commit and what is no record', async () => {
  await using room = await openRoom();
  const sha = await room.repository.sha('main');
  const post = async (login: string, payload: object): Promise<void> => {
    const token = room.github.token({ login }).value;
    const response = await fetch(`${room.github.apiUrl}/repos/acme/shop/deployments`, {
      method: 'POST',
      headers: { authorization: `token ${token}`, 'user-agent': 'test' },
      body: JSON.stringify({
        ref: sha,
        environment: 'production',
        auto_merge: false,
        required_contexts: [],
        payload,
      }),
    });
    expect(response.status).toBe(201);
  };
  const record = recordOf(sha, 9);
  await post('mallory[bot]', record);
  await post('github-actions[bot]', { ...record, commit: 'f'.repeat(40) });
  await post('github-actions[bot]', { ...record, schema: 2 });
  await post('github-actions[bot]', { id: record.id });
  expect(await toldIn(room)).toEqual([]);
  expect(await toldIn(room, { login: 'mona' })).toEqual([]);
});
