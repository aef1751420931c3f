import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { comeLate } from '../fakes/two-runs.ts';
import type { Share, Tally } from './meetings.ts';

/** At how many points of the first run the second one begins. */
const points = 50;
const seeds = Number(process.env['SOAK_SEEDS'] ?? 1000);
/** Each fills a core. */
const workers = 2;

it(`two deploys that meet at ${points} points, ${seeds} seeds each, end on the newer commit`, async () => {
  const startMs = performance.now();
  const all = Array.from({ length: points }, (_, point) => point);
  const tallies = await Promise.all(
    Array.from({ length: workers }, async (_, worker) =>
      playElsewhere({ points: all.filter(point => point % workers === worker), seeds }),
    ),
  );
  expect(tallies.flatMap(({ faults }) => faults)).toEqual([]);
  const ways = Map.groupBy(
    tallies.flatMap(tally => [...tally.ways]),
    ([how]) => how,
  );
  const counts = [...ways].map(
    ([how, parts]) => [how, parts.reduce((sum, [, count]) => sum + count, 0)] as const,
  );
  const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
  const told = counts.map(([how, count]) => `${count} x ${how}`).join('; ');
  process.stdout.write(`${points * seeds} meetings in process, ${minutes} min: ${told}\n`);
  expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(points * seeds);
});

it('a run that comes late writes nothing but its own lock, every time', async () => {
  for (let time = 0; time < 50; time += 1) {
    const { result, writes } = await comeLate();
    expect(result.result).toBe('superseded');
    expect(writes.filter(line => !line.includes('/leases'))).toEqual([]);
  }
});

async function playElsewhere(share: Share): Promise<Tally> {
  return await new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./meetings.ts', import.meta.url), { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`a worker ended with ${code} and no tally`)));
  });
}
