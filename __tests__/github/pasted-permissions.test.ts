import { describe, expect, it } from 'vitest';
import type { Permissions } from '../stage/github/github.ts';
import { openRoom, type Room } from './room.ts';
import { recordOf, reportOf } from './report-of.ts';

/** The first block to paste in lines of a log, as a token's permissions. */
function pastedFrom(lines: readonly string[]): Permissions {
  const [, block = ''] = /`permissions: \{ ([^}]*) \}`/.exec(lines.join('\n')) ?? [];
  expect(block).not.toBe('');
  return Object.fromEntries(
    block.split(', ').map(entry => {
      const [name = '', level = ''] = entry.split(': ');
      return [name, level === 'write' ? 'write' : 'read'];
    }),
  );
}

function warnings(lines: readonly string[]): readonly string[] {
  return lines.filter(line => line.includes('was not written'));
}

async function preview(room: Room, permissions: Permissions): Promise<readonly string[]> {
  const run = room.previewRun();
  return await room.show(reportOf({ mode: 'preview', result: 'previewed', run }), { token: { permissions } });
}

async function deploy(room: Room, permissions: Permissions): Promise<readonly string[]> {
  const sha = await room.repository.sha('main');
  const record = recordOf(sha);
  const report = reportOf({ mode: 'deploy', result: 'deployed', run: room.pushRun(sha), record });
  return await room.show(report, { token: { permissions }, begin: record });
}

async function drift(room: Room, permissions: Permissions): Promise<readonly string[]> {
  const run = room.pushRun(await room.repository.sha('main'), { event: 'schedule' });
  return await room.show(reportOf({ mode: 'drift', result: 'drifted', run }), { token: { permissions } });
}

describe('the permissions that a warning says to paste', () => {
  it.each([
    [
      'a preview that may not comment',
      preview,
      { contents: 'read', checks: 'write', 'pull-requests': 'read' },
    ],
    ['a preview that may not make check runs', preview, { contents: 'read', 'pull-requests': 'write' }],
    ['a preview that may read nothing but contents', preview, { contents: 'read' }],
    [
      'a deploy that may not make deployments',
      deploy,
      { contents: 'read', statuses: 'write', 'pull-requests': 'write' },
    ],
    [
      'a deploy that may not set statuses',
      deploy,
      { contents: 'read', deployments: 'write', 'pull-requests': 'write' },
    ],
    [
      'a deploy that may not see pull requests',
      deploy,
      { contents: 'read', deployments: 'write', statuses: 'write' },
    ],
    ['a drift check that may not open issues', drift, { contents: 'read' }],
  ] as const)('make %s work the next time', async (_, run, permissions) => {
    await using room = await openRoom();
    if (run === deploy) await room.repository.merge(room.pull);
    const before = await run(room, permissions);
    expect(warnings(before).length).toBeGreaterThan(0);
    expect(warnings(await run(room, pastedFrom(warnings(before))))).toEqual([]);
  });
});

it('asks once for what is refused', async () => {
  await using room = await openRoom();
  const { github } = room;
  const operation = 'repos/get-combined-status-for-ref';
  github.inject({ kind: 'answer', status: 404, effect: 'none' }, { operation, times: 10 });
  await deploy(room, { contents: 'read', deployments: 'write' });
  expect(github.log.entries.filter(({ operationId }) => operationId === operation)).toHaveLength(1);
});
