import { describe, expect, it } from 'vitest';
import { reportOf } from './report-of.ts';
import { openRoom, requestsOf, type Room } from './room.ts';

function bodies({ repository, pull }: Room): readonly string[] {
  return repository.comments(pull).map(comment => comment.body);
}

async function preview(room: Room, updates: number): Promise<void> {
  const run = room.previewRun();
  await room.show(reportOf({ mode: 'preview', result: 'previewed', run, updates, valueLength: 60 }));
}

function writesIn(room: Room): readonly string[] {
  return requestsOf(room.github).filter(line => /^(?:POST|PATCH|DELETE) .*comments/.test(line));
}

describe('a preview that is longer than a comment', () => {
  it('goes on in comments that follow the first, which links to each of them', async () => {
    await using room = await openRoom();
    await preview(room, 600);
    const comments = room.repository.comments(room.pull);
    const [first, ...others] = comments;
    expect(others.length).toBeGreaterThan(1);
    expect(first?.body).toContain('### Preview: 600 changes');
    for (const [index, { id, body }] of others.entries()) {
      expect(first?.body).toMatch(
        new RegExp(`\\[part ${index + 2}\\]\\(\\S+#issuecomment-${id}\\): \`Deployment`),
      );
      expect(body.split('\n')[1]).toContain(`Part ${index + 2} of ${comments.length} of the preview`);
      expect(body.length).toBeLessThanOrEqual(65_536);
    }
    const shown = bodies(room).flatMap(body => [...body.matchAll(/<code>Deployment shop\/web-\d+<\/code>/g)]);
    expect(shown).toHaveLength(600);
  });

  it('uses the same comments again, writes none that says the same, and empties what is not needed', async () => {
    await using room = await openRoom();
    await preview(room, 600);
    const before = room.repository.comments(room.pull);
    room.github.log.clear();
    await preview(room, 600);
    expect(writesIn(room)).toEqual([]);
    await preview(room, 2);
    const after = room.repository.comments(room.pull);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const { body } of after.slice(1)) expect(body.split('\n').slice(1)).toHaveLength(1);
    room.github.log.clear();
    await preview(room, 2);
    expect(writesIn(room)).toEqual([]);
  });

  it('has at most five continuations; the rest is in the summary, and the first text says so', async () => {
    await using room = await openRoom();
    await preview(room, 2000);
    expect(bodies(room)).toHaveLength(6);
    expect(bodies(room)[0]).toMatch(/- the \[summary of the run\]\(\S+\): `Deployment/);
  });

  it('leaves a stranger alone who plants the marker of a continuation', async () => {
    await using room = await openRoom();
    await preview(room, 600);
    const [, second] = room.repository.comments(room.pull);
    const planted = room.repository.comment(room.pull, { login: 'mallory', body: second?.body ?? '' });
    await preview(room, 610);
    expect(room.repository.comments(room.pull).find(({ id }) => id === planted.id)?.body).toBe(second?.body);
  });

  it('is not doubled when GitHub fails after a continuation was created', async () => {
    await using room = await openRoom();
    room.github.inject(
      { kind: 'answer', status: 502, effect: 'done' },
      { operation: 'issues/create-comment', skip: 1 },
    );
    await preview(room, 600);
    const parts = bodies(room).map(body => /"part":(\d+)/.exec(body.split('\n')[0] ?? '')?.[1]);
    expect(new Set(parts).size).toBe(parts.length);
  });
});
