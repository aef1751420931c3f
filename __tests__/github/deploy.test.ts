import { describe, expect, it } from 'vitest';
import type { DeployRecord } from '../../src/model/record.ts';
import type { Report } from '../../src/model/report.ts';
import { recordOf, reportOf } from './report-of.ts';
import { type HowShown, openRoom, requestsOf, type Room } from './room.ts';

/** Merges the pull request and shows the deploy of it. */
async function deploy(
  room: Room,
  result: Report['result'] = 'deployed',
  how: HowShown = {},
): Promise<string> {
  const sha =
    room.repository.pullRequest(room.pull).state === 'merged'
      ? await room.repository.sha('main')
      : await room.repository.merge(room.pull);
  const record = recordOf(sha);
  const report = reportOf({ mode: 'deploy', result, run: room.pushRun(sha), record });
  await room.show(report, { begin: record, ...how });
  return sha;
}

describe('the deployment', () => {
  it('is made of the full commit and ends in success', async () => {
    await using room = await openRoom();
    const sha = await deploy(room);
    const [deployment, ...more] = room.repository.deployments('production');
    expect(more).toEqual([]);
    expect(deployment).toMatchObject({ sha, ref: sha, task: 'gitops-push:shop' });
    expect(deployment?.payload).toMatchObject({ schema: 1, id: recordOf(sha).id, target: { name: 'shop' } });
    expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
    expect(deployment?.statuses.every(({ description }) => description.endsWith('production/shop#1'))).toBe(
      true,
    );
  });

  it.each([
    ['failed', 'failure'],
    ['partial', 'failure'],
    ['cancelled', 'error'],
  ] as const)('of a run that ended %s ends in %s', async (result, state) => {
    await using room = await openRoom();
    await deploy(room, result);
    expect(room.repository.deployments()[0]?.statuses.at(-1)?.state).toBe(state);
  });

  it('does not exist when the run never began to write', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    await room.show(reportOf({ mode: 'deploy', result: 'failed', run: room.pushRun(sha) }));
    expect(room.repository.deployments()).toEqual([]);
  });

  it('that the job made already is taken over', async () => {
    await using room = await openRoom();
    const sha = await room.repository.sha('main');
    const run = room.pushRun(sha);
    await makeJobDeployment(room, sha, `${run.runUrl ?? ''}/job/5`);
    const record = recordOf(sha);
    await room.show(reportOf({ mode: 'deploy', result: 'deployed', run, record }), { begin: record });
    const [deployment, ...more] = room.repository.deployments();
    expect(more).toEqual([]);
    expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'in_progress', 'success']);
  });

  it.each(['done', 'none'] as const)('exists once when GitHub fails, effect %s', async effect => {
    await using room = await openRoom();
    room.github.inject({ kind: 'answer', status: 502, effect }, { operation: 'repos/create-deployment' });
    await deploy(room);
    expect(room.repository.deployments()).toHaveLength(1);
  });

  it('that could not be made at the beginning is made at the end', async () => {
    await using room = await openRoom();
    room.github.inject(
      { kind: 'answer', status: 503, effect: 'none' },
      { operation: 'repos/create-deployment', times: 2 },
    );
    await deploy(room, 'deployed', { github: { recordFailure: 'continue' } });
    expect(room.repository.deployments()[0]?.statuses.map(({ state }) => state)).toEqual(['success']);
  });

  it('that GitHub answers with a merge is no deployment, and the run says so', async () => {
    await using room = await openRoom();
    room.github.inject({ kind: 'merged-instead' }, { operation: 'repos/create-deployment', times: 2 });
    const sha = await room.repository.sha('main');
    const record = recordOf(sha);
    const run = room.pushRun(sha);
    const lines = await room.show(reportOf({ mode: 'deploy', result: 'deployed', run, record }), {
      begin: record,
    });
    expect(lines.join('\n')).toContain('deployment was not written');
    room.github.takeViolations();
  });
});

describe('the commit status', () => {
  it('names verdict and record in 140 characters', async () => {
    await using room = await openRoom();
    const sha = await deploy(room);
    const [status, ...more] = room.repository.statuses(sha);
    expect(more).toEqual([]);
    expect(status).toMatchObject({ context: 'gitops-push/production/shop', state: 'success' });
    expect(status?.description?.length).toBeLessThanOrEqual(140);
    expect(status?.description).toMatch(/ · production\/shop#1$/);
  });

  it('is written only when it says something else', async () => {
    await using room = await openRoom();
    const sha = await deploy(room);
    await room.show(
      reportOf({
        mode: 'deploy',
        result: 'unchanged',
        run: room.pushRun(sha),
        record: recordOf(sha),
        updates: 0,
      }),
    );
    expect(room.repository.statuses(sha)).toHaveLength(1);
    await deploy(room, 'failed');
    expect(room.repository.statuses(sha).map(({ state }) => state)).toEqual(['failure', 'success']);
  });
});

describe('a rollback', () => {
  it('turns the status of the commit that was left to failure', async () => {
    await using room = await openRoom();
    const good = await room.repository.sha('main');
    const bad = await room.repository.merge(room.pull);
    const record: DeployRecord = {
      ...recordOf(good, 3),
      kind: 'rollback',
      previous: { id: recordOf(bad, 2).id, commit: bad, renderedDigest: 'd'.repeat(64) },
    };
    const run = room.pushRun(bad, { event: 'workflow_dispatch' });
    await room.show(reportOf({ mode: 'rollback', result: 'rolled-back', run, record }), { begin: record });
    expect(room.repository.statuses(good).map(({ state }) => state)).toEqual(['success']);
    expect(room.repository.statuses(bad).map(({ state, description }) => [state, description])).toEqual([
      ['failure', `Rolled back to ${good.slice(0, 7)} · production/shop#3`],
    ]);
    expect(room.repository.deployments().map(({ sha }) => sha)).toEqual([good]);
  });
});

describe("the merged pull request's comment", () => {
  it('has the result above the preview, which is folded', async () => {
    await using room = await openRoom();
    await room.preview(room.previewRun());
    const preview = room.repository.comments(room.pull)[0]?.body.split('\n').slice(1).join('\n') ?? '';
    await deploy(room);
    const [comment, ...more] = room.repository.comments(room.pull);
    expect(more).toEqual([]);
    const [before = '', after = ''] = comment?.body.split('What the preview showed') ?? [];
    expect(before).toContain('### Deployed');
    expect(after).toContain(preview.trim());
  });

  it('tells that its commit was rolled back, once', async () => {
    await using room = await openRoom();
    const bad = await deploy(room);
    const before = recordOf(bad);
    const record: DeployRecord = {
      ...recordOf(room.pull.baseSha, 2),
      kind: 'rollback',
      previous: { id: before.id, commit: bad, renderedDigest: before.renderedDigest },
    };
    const run = room.pushRun(bad, { event: 'workflow_dispatch' });
    const report = reportOf({ mode: 'rollback', result: 'rolled-back', run, record });
    await room.show(report, { begin: record });
    const [comment, ...more] = room.repository.comments(room.pull);
    expect(more).toEqual([]);
    expect(comment?.body.match(/^### .*/gm)).toEqual([expect.stringContaining('Rolled back')]);
    await room.show(report, { begin: record });
    expect(room.repository.comments(room.pull).map(({ body }) => body)).toEqual([comment?.body]);
  });

  it('is written once when a deploy is run again', async () => {
    await using room = await openRoom();
    await deploy(room);
    await deploy(room, 'failed');
    const [comment, ...more] = room.repository.comments(room.pull);
    expect(more).toEqual([]);
    expect(comment?.body.match(/^### .*/gm)).toEqual([expect.stringContaining('Deploy failed')]);
  });

  it('costs 10 requests with everything else', async () => {
    await using room = await openRoom();
    await room.preview(room.previewRun());
    room.github.log.clear();
    await deploy(room);
    expect(requestsOf(room.github).length).toBeLessThanOrEqual(10);
  });
});

describe('a run whose token only reads', () => {
  it('sends nothing', async () => {
    await using room = await openRoom();
    const run = room.previewRun({ isReadOnly: true });
    const lines = await room.preview(run);
    expect(requestsOf(room.github)).toEqual([]);
    expect(lines.join('\n')).toContain('summary');
  });
});

async function makeJobDeployment(room: Room, sha: string, logUrl: string): Promise<void> {
  const post = async (path: string, body: object): Promise<{ id: number }> => {
    const response = await fetch(`${room.github.apiUrl}/repos/acme/shop/${path}`, {
      method: 'POST',
      headers: { authorization: `token ${room.github.token().value}`, 'user-agent': 'test' },
      body: JSON.stringify(body),
    });
    const made: { id: number } = JSON.parse(await response.text());
    return made;
  };
  const { id } = await post('deployments', {
    ref: sha,
    environment: 'production',
    auto_merge: false,
    required_contexts: [],
  });
  await post(`deployments/${id}/statuses`, { state: 'in_progress', log_url: logUrl });
}
