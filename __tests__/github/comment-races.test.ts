import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunContext } from '../../src/model/run-context.ts';
import { reportOf } from './report-of.ts';
import { openRoom, requestsOf, type Room } from './room.ts';

function bodies({ repository, pull }: Room): readonly string[] {
  return repository.comments(pull).map(comment => comment.body);
}

/** The headlines of a comment: one for each section, `2 changes in shop` without the text around it. */
function sectionsIn(body: string): readonly string[] {
  return [...body.matchAll(/^### Preview: (\d+ changes?) in (\S+) in production/gm)].map(
    ([, changes = '', name = '']) => `${name}: ${changes}`,
  );
}

async function previewOf(room: Room, run: RunContext, name: string, updates: number): Promise<void> {
  const lines = await room.show(reportOf({ mode: 'preview', result: 'previewed', run, name, updates }));
  expect(lines.filter(line => line.includes('was not written'))).toEqual([]);
}

describe('jobs that write to one comment at the same time', () => {
  it('lose no section, all twelve of them', async () => {
    await using room = await openRoom();
    const run = room.previewRun();
    const names = Array.from({ length: 12 }, (_, index) => `target-${index}`);
    await Promise.all(names.map(async name => await previewOf(room, run, name, 1)));
    const [body = '', ...more] = bodies(room);
    expect(more).toEqual([]);
    expect(sectionsIn(body).toSorted()).toEqual(names.map(name => `${name}: 1 change`).toSorted());
  }, 60_000);

  it('lose none in whatever order their requests arrive', async () => {
    await using room = await openRoom();
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 4 })), async delays => {
        for (const { id } of room.repository.comments(room.pull)) await deleteComment(room, id);
        const slow = room.github.before({ times: 1000 }, async () => {
          for (let turns = delays.next().value ?? 0; turns > 0; turns -= 1) await nextTurn();
        });
        const run = room.previewRun();
        const names = ['a', 'b', 'c', 'd'];
        await Promise.all(names.map(async name => await previewOf(room, run, name, 1)));
        slow.remove();
        const [body = '', ...more] = bodies(room);
        expect(more).toEqual([]);
        expect(sectionsIn(body).toSorted()).toEqual(names.map(name => `${name}: 1 change`));
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('end with what the newest run says, when an older run overtakes it', async () => {
    await using room = await openRoom();
    await previewOf(room, room.previewRun(), 'shop', 1);
    const [older, newer] = [room.previewRun(), room.previewRun()];
    room.github.before({ operation: 'issues/update-comment' }, async () => {
      await previewOf(room, newer, 'shop', 3);
    });
    await previewOf(room, older, 'shop', 2);
    expect(bodies(room).map(sectionsIn)).toEqual([['shop: 3 changes']]);
  });

  it('end with the newest commit, when a run for an older one overtakes it', async () => {
    await using room = await openRoom();
    await previewOf(room, room.previewRun(), 'shop', 1);
    const older = room.previewRun();
    room.github.before({ operation: 'issues/update-comment' }, async () => {
      await room.repository.push('change', { 'deploy/web.yaml': 'a: 2\n' }, 'Go on');
      const { number, headSha, baseSha } = room.repository.pullRequest(room.pull);
      const run = room.previewRun({ pullRequest: { number, headSha, baseSha, baseRef: 'main' } });
      await previewOf(room, run, 'shop', 3);
    });
    await previewOf(room, older, 'shop', 2);
    expect(bodies(room).map(sectionsIn)).toEqual([['shop: 3 changes']]);
  });

  it('write no more than twice each when they do not meet', async () => {
    await using room = await openRoom();
    const run = room.previewRun();
    for (const name of ['a', 'b', 'c']) await previewOf(room, run, name, 1);
    const writes = requestsOf(room.github).filter(line => /^(?:POST|PATCH) .*comments/.test(line));
    expect(writes).toHaveLength(3);
  });

  it('cost a preview five requests', async () => {
    await using room = await openRoom();
    await previewOf(room, room.previewRun(), 'shop', 1);
    room.github.log.clear();
    await previewOf(room, room.previewRun(), 'shop', 2);
    expect(requestsOf(room.github)).toHaveLength(5);
  });
});

async function nextTurn(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}

async function deleteComment(room: Room, id: number): Promise<void> {
  const response = await fetch(`${room.github.apiUrl}/repos/acme/shop/issues/comments/${id}`, {
    method: 'DELETE',
    headers: { authorization: `token ${room.github.token().value}`, 'user-agent': 'test' },
  });
  expect(response.status).toBe(204);
}
