import { describe, expect, it } from 'vitest';
import { keptAfter } from '../../src/model/letter.ts';
import { runs } from '../effort.ts';
import { failEverywhere, failures, deploy } from './failing-github.ts';
import { recordOf, reportOf } from './report-of.ts';
import { openRoom, requestsOf } from './room.ts';

const away = { kind: 'answer', status: 503, effect: 'none' } as const;

describe('when GitHub fails during a deploy', () => {
  it('at any of its requests nothing is lost and nothing is doubled', async () => {
    const chosen = ['no reply from then on', 'one 502 after the effect'].slice(0, runs(2));
    const { failed, waited } = await failEverywhere(failures.filter(([name]) => chosen.includes(name)));
    expect(failed).toBeGreaterThanOrEqual(9 * chosen.length);
    expect(waited).toBeGreaterThanOrEqual(9);
  }, 60_000);

  it('what was left is told first, oldest first, then what is new', async () => {
    await using room = await openRoom();
    const [first, second] = [await room.repository.sha('main'), await room.repository.merge(room.pull)];
    const down = room.github.inject(away, { times: 1000 });
    const one = await deploy(room, recordOf(first, 1));
    room.github.clock.advance({ minutes: 1 });
    const two = await deploy(room, recordOf(second, 2), keptAfter([], one.delivery));
    down.remove();
    const left = keptAfter(keptAfter([], one.delivery), two.delivery);
    expect(left.map(({ to, attempts }) => [to, attempts])).toEqual([
      ['deployment', 2],
      ['commit status', 2],
      ['comment', 2],
      ['deployment', 1],
      ['commit status', 1],
      ['comment', 1],
    ]);
    room.github.log.clear();
    const pushed = await room.repository.push('main', { 'deploy/web.yaml': 'a: 3\n' }, 'Push');
    const three = await deploy(room, recordOf(pushed, 3), left);
    expect(keptAfter(left, three.delivery)).toEqual([]);
    const writes = requestsOf(room.github).filter(line =>
      /^POST .*(?:deployments|statuses|comments)/.test(line),
    );
    const shas = [first, second, pushed];
    expect(writes.flatMap(line => shas.findIndex(sha => line.includes(sha))).filter(at => at >= 0)).toEqual([
      0, 1, 2,
    ]);
    expect(
      room.repository
        .deployments()
        .map(({ sha }) => sha)
        .toSorted(),
    ).toEqual(shas.toSorted());
  });

  it('a status that a later deploy of the commit has set is not set back', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const down = room.github.inject(away, { times: 1000 });
    const { delivery } = await deploy(room, recordOf(sha, 1));
    down.remove();
    const record = recordOf(sha, 2);
    const report = reportOf({ mode: 'deploy', result: 'failed', run: room.pushRun(sha), record });
    await room.show(report, { begin: record });
    const other = await room.repository.push('main', { 'deploy/web.yaml': 'a: 3\n' }, 'Push');
    await deploy(room, recordOf(other, 3), keptAfter([], delivery));
    expect(room.repository.statuses(sha).map(({ state }) => state)).toEqual(['failure']);
  });

  it('before the first write, the deploy stops and says how to go on without', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const down = room.github.inject(away, { times: 1000 });
    await expect(deploy(room, recordOf(sha, 1), [], 'fail')).rejects.toMatchObject({
      code: 'record-failed',
      hint: expect.stringContaining('record-failure: continue'),
    });
    expect(down.hits()).toBeGreaterThan(0);
    expect(room.repository.deployments()).toEqual([]);
  });

  it('a missing permission stops nothing and is not tried again', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const record = recordOf(sha, 1);
    const report = reportOf({ mode: 'deploy', result: 'deployed', run: room.pushRun(sha), record });
    const token = { permissions: { contents: 'read', statuses: 'write', 'pull-requests': 'write' } } as const;
    const { lines, delivery } = await room.tell(report, { begin: record, token });
    expect(delivery).toMatchObject({ unsent: [], refused: 1 });
    expect(lines.filter(line => line.includes('deployment was not written'))).toHaveLength(1);
  });
});

describe('a deploy that never told its end', () => {
  it('is brought to an end by the next one', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const killed = recordOf(sha, 1);
    const operation = 'repos/create-deployment-status';
    const down = room.github.inject({ kind: 'cut' }, { operation, skip: 1, times: 1000 });
    await deploy(room, killed);
    down.remove();
    const states = (): readonly (readonly string[])[] =>
      room.repository.deployments().map(({ statuses }) => statuses.map(({ state }) => state));
    expect(states()).toEqual([['in_progress']]);
    const next = recordOf(sha, 2);
    const report = reportOf({ mode: 'deploy', result: 'deployed', run: room.pushRun(sha), record: next });
    for (const again of [next, recordOf(sha, 3)])
      await room.show(report, { begin: again, brokenOff: killed });
    expect(states().toSorted((a, b) => (a.join() < b.join() ? -1 : 1))).toEqual([
      ['in_progress', 'error'],
      ['in_progress', 'success'],
      ['in_progress', 'success'],
    ]);
  });
});
