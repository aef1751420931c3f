import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { reportOf } from './report-of.ts';
import { openRoom, requestsOf, type Room } from './room.ts';

function findings(count: number): readonly Diagnostic[] {
  return Array.from({ length: count }, (_, index) => ({
    code: 'image-tag',
    severity: 'warning',
    message: `Finding ${index}`,
    location: { file: `deploy/web-${index}.yaml`, line: index + 1, column: 3 },
  }));
}

describe('the check run of a preview', () => {
  it('stands on the newest commit with all findings, 50 a request', async () => {
    await using room = await openRoom();
    const run = room.previewRun();
    await room.show(reportOf({ mode: 'preview', result: 'previewed', run, diagnostics: findings(120) }));
    const [check, ...more] = room.repository.checkRuns(room.pull.headSha);
    expect(more).toEqual([]);
    expect(check).toMatchObject({
      name: 'gitops-push/production/shop',
      status: 'completed',
      conclusion: 'success',
      externalId: `${run.runId ?? ''}/1`,
    });
    expect(check?.annotations).toHaveLength(120);
    expect(check?.text).toContain('a'.repeat(64));
  });

  it('fails with the preview', async () => {
    await using room = await openRoom();
    await room.show(reportOf({ mode: 'preview', result: 'failed', run: room.previewRun() }));
    expect(room.repository.checkRuns()[0]?.conclusion).toBe('failure');
  });

  it('exists once when the answer got lost', async () => {
    await using room = await openRoom();
    room.github.inject({ kind: 'dropped-reply' }, { operation: 'checks/create' });
    await room.preview(room.previewRun());
    expect(room.repository.checkRuns()).toHaveLength(1);
  });
});

describe('the drift issue', () => {
  const check = async (room: Room, planDigest: string, environment = 'production'): Promise<void> => {
    const sha = await room.repository.sha('main');
    const result = planDigest === 'clean' ? 'clean' : 'drifted';
    const run = room.pushRun(sha, { event: 'schedule' });
    const updates = result === 'clean' ? 0 : 1;
    await room.show(reportOf({ mode: 'drift', result, run, planDigest, environment, updates }));
  };

  it('is not there where nobody wants it', async () => {
    await using room = await openRoom();
    const run = room.pushRun(await room.repository.sha('main'), { event: 'schedule' });
    const report = reportOf({ mode: 'drift', result: 'drifted', run, planDigest: 'd1', updates: 1 });
    await room.show(report, { github: { driftIssue: false } });
    expect(room.github.log.writes).toEqual([]);
    await room.show(report, { github: { driftIssue: true } });
    expect(room.github.log.writes).toHaveLength(1);
  });

  it('is opened once for the same drift, with no further write', async () => {
    await using room = await openRoom();
    await check(room, 'd1');
    room.github.log.clear();
    for (let run = 0; run < 5; run += 1) await check(room, 'd1');
    expect(room.github.log.writes).toEqual([]);
    expect(room.repository.issues().map(({ title, state }) => [title, state])).toEqual([
      ['Drift in production', 'open'],
    ]);
    expect(requestsOf(room.github).length).toBe(10);
  });

  it('is edited for another drift, closed when clean and opened again', async () => {
    await using room = await openRoom();
    const states: (string | undefined)[] = [];
    for (const digest of ['d1', 'd2', 'clean', 'clean', 'd2']) {
      await check(room, digest);
      states.push(room.repository.issues()[0]?.state);
    }
    expect(states).toEqual(['open', 'open', 'closed', 'closed', 'open']);
    const [issue, ...more] = room.repository.issues();
    expect(more).toEqual([]);
    expect(room.repository.comments(issue ?? 0).map(({ body }) => body)).toEqual([
      expect.stringContaining('has changed'),
      expect.stringContaining('is gone'),
      expect.stringContaining('drift again'),
    ]);
  });

  it('is one over thirty runs that find the same, and nobody hears of it again', async () => {
    await using room = await openRoom();
    await check(room, 'd1');
    room.github.log.clear();
    for (let round = 0; round < 29; round += 1) await check(room, 'd1');
    expect(room.github.log.writes).toEqual([]);
    const [issue, ...more] = room.repository.issues();
    expect([issue?.state, more]).toEqual(['open', []]);
    expect(room.repository.comments(issue ?? 0)).toEqual([]);
  });

  it('that a person closed stays closed until the drift changes', async () => {
    await using room = await openRoom();
    await check(room, 'd1');
    const [issue] = room.repository.issues();
    room.repository.close(issue ?? 0, 'mona');
    await check(room, 'd1');
    expect(room.repository.issues()[0]?.state).toBe('closed');
    await check(room, 'd2');
    expect(room.repository.issues()[0]?.state).toBe('open');
  });

  it("is one for each environment, none without drift, and never a stranger's", async () => {
    await using room = await openRoom();
    await check(room, 'clean');
    expect(room.repository.issues()).toEqual([]);
    await check(room, 'd1');
    const [ours] = room.repository.issues();
    room.repository.openIssue({
      title: 'Mine',
      body: ours?.body.replace('production', 'staging') ?? '',
      login: 'mallory',
    });
    await check(room, 'd1', 'staging');
    expect(room.repository.issues().map(({ login }) => login)).toEqual([
      'github-actions[bot]',
      'mallory',
      'github-actions[bot]',
    ]);
  });

  it('where issues are switched off is a warning', async () => {
    await using room = await openRoom();
    room.repository.disableIssues();
    const run = room.pushRun(await room.repository.sha('main'));
    const lines = await room.show(reportOf({ mode: 'drift', result: 'drifted', run }));
    expect(lines.join('\n')).toMatch(/drift issue was not written: GitHub answered 410/);
  });
});
