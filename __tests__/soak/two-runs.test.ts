import { expect, it } from 'vitest';
import { comeLate, expectNewest, meet } from '../fakes/two-runs.ts';

/** At how many points of the first run the second one begins. */
const points = 50;
const seeds = Number(process.env['SOAK_SEEDS'] ?? 1000);

it(`two deploys that meet at ${points} points, ${seeds} seeds each, end on the newer commit`, async () => {
  const tally = new Map<string, number>();
  for (let point = 0; point < points; point += 1)
    for (let seed = 0; seed < seeds; seed += 1) {
      const met = await meet({
        first: seed % 2 === 0 ? 'old' : 'new',
        pause: seed % 4 < 2 ? 'none' : 'first',
        point,
        seed,
      });
      expectNewest(met);
      const how = `older ${met.results.old.result}, newer ${met.results.new.result}`;
      tally.set(how, (tally.get(how) ?? 0) + 1);
    }
  const counts = [...tally].map(([how, count]) => `${count} x ${how}`).join('; ');
  process.stdout.write(`${points * seeds} meetings in process: ${counts}\n`);
  expect([...tally.values()].reduce((sum, each) => sum + each, 0)).toBe(points * seeds);
});

it('a run that comes late writes nothing but its own lock, every time', async () => {
  for (let time = 0; time < 50; time += 1) {
    const { result, writes } = await comeLate();
    expect(result.result).toBe('superseded');
    expect(writes.filter(line => !line.includes('/leases'))).toEqual([]);
  }
});
