import { describe, expect, it } from 'vitest';
import { reportOf } from './report-of.ts';
import { openRoom, requestsOf, type Room } from './room.ts';

function bodies({ repository, pull }: Room): readonly string[] {
  return repository.comments(pull).map(comment => comment.body);
}

describe('the comment of a pull request', () => {
  it('is written once and updated in place', async () => {
    await using room = await openRoom();
    await room.preview(room.previewRun(), 1);
    const [first] = room.repository.comments(room.pull);
    await room.preview(room.previewRun(), 2);
    const comments = room.repository.comments(room.pull);
    expect(comments.map(({ id, login }) => [id, login])).toEqual([[first?.id, 'github-actions[bot]']]);
    expect(comments[0]?.body.split('\n')[0]).toMatch(/^<!-- \{"gitops-push":1,"repo":"acme\/shop","pr":\d+,/);
    expect(comments[0]?.body).toContain('web-1');
  });

  it('costs no write when it says the same already', async () => {
    await using room = await openRoom();
    await room.preview(room.previewRun());
    room.github.log.clear();
    const lines = await room.preview(room.previewRun());
    expect(requestsOf(room.github).filter(line => line.includes('comments'))).toEqual([]);
    expect(lines.join('\n')).toContain('says this already');
  });

  it('is found on the eleventh page, after a thousand others, before one is created', async () => {
    await using room = await openRoom();
    for (let index = 0; index < 1000; index += 1)
      room.repository.comment(room.pull, { login: 'mona', body: `Comment ${index}` });
    await room.preview(room.previewRun(), 1);
    room.github.log.clear();
    await room.preview(room.previewRun(), 2);
    expect(bodies(room)).toHaveLength(1001);
    // Eleven pages before the write, and eleven when it is looked at once more.
    const pages = room.github.log.entries.filter(({ path }) => path.endsWith('/graphql'));
    expect(pages).toHaveLength(22);
  });

  it('is never that of a stranger who planted our marker', async () => {
    await using room = await openRoom();
    await room.preview(room.previewRun());
    const [ours = ''] = bodies(room);
    const planted = room.repository.comment(room.pull, { login: 'mallory', body: ours });
    await room.preview(room.previewRun(), 3);
    const [first, second] = room.repository.comments(room.pull);
    expect(second?.body).toBe(planted.body);
    expect(first?.body).not.toBe(ours);
  });

  it('keeps what a newer run wrote', async () => {
    await using room = await openRoom();
    const older = room.previewRun();
    await room.preview(room.previewRun(), 2);
    const before = bodies(room);
    const lines = await room.preview(older, 1);
    expect(bodies(room)).toEqual(before);
    expect(lines.join('\n')).toContain('a newer run wrote it');
  });

  it('is not written for a commit that is no longer the newest', async () => {
    await using room = await openRoom();
    const run = room.previewRun();
    await room.repository.push('change', { 'deploy/web.yaml': 'a: 2\n' }, 'Go on');
    await room.preview(run);
    expect(bodies(room)).toEqual([]);
  });

  it('has a section for each target, and one step leaves those of others alone', async () => {
    await using room = await openRoom();
    const run = room.previewRun();
    const of = (name: string, updates: number) =>
      reportOf({ mode: 'preview', result: 'previewed', run, name, updates });
    await room.show(of('shop', 1));
    await room.show(of('network', 2));
    await room.show(of('shop', 3));
    const [body = '', ...more] = bodies(room);
    expect(more).toEqual([]);
    expect(body.match(/^### .*/gm)).toHaveLength(2);
  });

  it('is healed when two runs created one each at the same time', async () => {
    await using room = await openRoom();
    await room.preview(room.previewRun());
    const [twin = ''] = bodies(room);
    room.github.before({ operation: 'issues/create-comment' }, () => {
      room.repository.comment(room.pull, { login: 'github-actions[bot]', body: twin });
    });
    // What is there is hidden from the list: the next run creates one, too.
    const [comment] = room.repository.comments(room.pull);
    await deleteComment(room, comment?.id ?? 0);
    await room.preview(room.previewRun(), 4);
    expect(bodies(room)).toHaveLength(1);
    expect(bodies(room)[0]).toContain('web-3');
  });

  it('is not doubled when GitHub fails after it was created', async () => {
    await using room = await openRoom();
    room.github.inject(
      { kind: 'answer', status: 502, effect: 'done' },
      { operation: 'issues/create-comment' },
    );
    await room.preview(room.previewRun());
    expect(bodies(room)).toHaveLength(1);
  });

  it('is created all the same when GitHub failed before', async () => {
    await using room = await openRoom();
    room.github.inject(
      { kind: 'answer', status: 502, effect: 'none' },
      { operation: 'issues/create-comment' },
    );
    await room.preview(room.previewRun());
    expect(bodies(room)).toHaveLength(1);
  });

  it('with on-change is only there when something changes, and then kept', async () => {
    await using room = await openRoom();
    const show = async (updates: number) =>
      await room.show(reportOf({ mode: 'preview', result: 'previewed', run: room.previewRun(), updates }), {
        github: { comment: 'on-change' },
      });
    await show(0);
    expect(bodies(room)).toEqual([]);
    await show(1);
    await show(0);
    expect(bodies(room)).toHaveLength(1);
    expect(bodies(room)[0]).not.toContain('web-0');
  });

  it('holds no secret', async () => {
    await using room = await openRoom();
    const run = room.previewRun();
    await room.show(reportOf({ mode: 'preview', result: 'previewed', run, valueLength: 20 }), {
      secret: '2'.repeat(20),
    });
    expect(bodies(room)[0]).toContain('***');
    expect(JSON.stringify(room.github.log.entries)).not.toContain('2'.repeat(20));
  });

  it('stays below what GitHub takes when several long previews share it', async () => {
    await using room = await openRoom();
    const run = room.previewRun();
    for (const name of ['shop', 'network', 'queue']) {
      await room.show(
        reportOf({ mode: 'preview', result: 'previewed', run, name, updates: 400, valueLength: 60 }),
      );
    }
    for (const body of bodies(room)) expect(body.length).toBeLessThanOrEqual(65_536);
    expect(bodies(room)[0]?.match(/^### .*/gm)).toHaveLength(3);
  });

  it('that may not be written is a warning with the permission to add', async () => {
    await using room = await openRoom();
    const lines = await room.show(
      reportOf({ mode: 'preview', result: 'previewed', run: room.previewRun() }),
      { token: { permissions: { contents: 'read', 'pull-requests': 'read', checks: 'write' } } },
    );
    const text = lines.join('\n');
    expect(text).toMatch(/comment was not written: GitHub answered 403 .*\(request [\w:-]+\)/);
    expect(text).toContain('permissions: { contents: read, pull-requests: write, checks: write }');
  });
});

async function deleteComment(room: Room, id: number): Promise<void> {
  const response = await fetch(`${room.github.apiUrl}/repos/acme/shop/issues/comments/${id}`, {
    method: 'DELETE',
    headers: { authorization: `token ${room.github.token().value}`, 'user-agent': 'test' },
  });
  expect(response.status).toBe(204);
}
