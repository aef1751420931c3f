import { expect, it } from 'vitest';
import { showRun } from '../../src/flows/show-run.ts';
import type { KeptLetter } from '../../src/model/letter.ts';
import { fakeWorld } from '../fakes/world.ts';
import { recordOf, reportOf, settingsOf } from '../github/report-of.ts';

const letter: KeptLetter = { to: 'note', key: 'one', at: '', content: {}, attempts: 1, lastError: 'away' };

it('says how many letters the target has no room for', async () => {
  const run = { host: 'github', runId: '7', attempt: 1 } as const;
  const kept: KeptLetter[][] = [];
  const world = fakeWorld({
    run,
    mirrors: {
      reach: () => Promise.resolve(),
      pullRequestOf: () => Promise.resolve(undefined),
      begin: () => Promise.resolve(),
      show: () => Promise.resolve({ told: [], unsent: [letter], refused: 0 }),
    },
  });
  const ledger = {
    acquire: () =>
      Promise.resolve({
        hasMoved: false,
        keepsOthersOut: true,
        isFresh: () => true,
        stillMine: () => Promise.resolve(true),
        isHeld: () => Promise.resolve(true),
        release: () => Promise.resolve(),
      }),
    outbox: {
      known: () => Promise.resolve([]),
      keep: (letters: readonly KeptLetter[]) => {
        kept.push([...letters]);
        return Promise.resolve(2);
      },
    },
  };
  const record = { ...recordOf('c'.repeat(40)), run: { id: '7', attempt: 1 } };
  const report = reportOf({ mode: 'deploy', result: 'deployed', run, record });
  expect(await showRun({ report, ledger, settings: settingsOf('deploy', 'token'), world })).toEqual(['note']);
  expect(kept).toEqual([[letter]]);
  expect(world.lines.join('\n')).toContain('the 2 oldest of it are not told any more');
});
