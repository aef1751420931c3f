import { expect, it } from 'vitest';
import { expectOldNeverBeatsNew, meetAtStack } from '../fakes/two-stack-runs.ts';

/** At how many points of the first run the second one begins. */
const points = 25;
const seeds = Number(process.env['SOAK_SEEDS'] ?? 1000);

it(`two deploys of a stack that meet at ${points} points, ${seeds} seeds each: the older one never wins in silence`, async () => {
  const tally = new Map<string, number>();
  for (let point = 0; point < points; point += 1)
    for (let seed = 0; seed < seeds; seed += 1) {
      const met = await meetAtStack({
        differ: seed % 2 === 0 ? 'sizes' : 'names',
        first: seed % 4 < 2 ? 'old' : 'new',
        point,
        seed,
      });
      const end = expectOldNeverBeatsNew(met);
      tally.set(end, (tally.get(end) ?? 0) + 1);
    }
  const counts = [...tally].map(([how, count]) => `${count} x ${how}`).join('; ');
  process.stdout.write(`${points * seeds} meetings at a stack in process: ${counts}\n`);
  expect([...tally.values()].reduce((sum, each) => sum + each, 0)).toBe(points * seeds);
});
