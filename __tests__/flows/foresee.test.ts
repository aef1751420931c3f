import { expect, it } from 'vitest';
import { foresee } from '../../src/flows/foresee.ts';
import type { Report } from '../../src/model/report.ts';
import { fakeWorld } from '../fakes/world.ts';
import { changeOf, fieldOf, targetOf } from '../report/reports.ts';

it('shows no secret of what is about to be done, whatever a renderer would make of it', async () => {
  const secret = 'pa_ss*w<ord@1|`"x';
  const shown: Report[] = [];
  const world = fakeWorld({
    secrets: { add: () => undefined, redact: text => text.replaceAll(secret, '***'), markOf: () => '0' },
    mirrors: {
      reach: async () => await Promise.resolve(),
      begin: async () => await Promise.resolve(),
      show: async () => await Promise.resolve({ told: [], unsent: [], refused: 0 }),
      pullRequestOf: async () => await Promise.resolve(undefined),
      foresee: async report => {
        shown.push(report);
        await Promise.resolve();
      },
    },
  });
  const change = changeOf('v1/ConfigMap/shop/a', 'update', { fields: [fieldOf('data.a', 'old', secret)] });
  await foresee({ settings: { mode: 'heal' }, world }, targetOf({ changes: [change] }));
  expect(shown).toHaveLength(1);
  for (const told of [JSON.stringify(shown), world.lines.join('\n')]) {
    expect(told).toContain('***');
    expect(told).not.toContain('w<ord');
  }
});
