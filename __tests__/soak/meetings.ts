import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { faultsOf, meet } from '../fakes/two-runs.ts';

/** What one worker plays: every seed of its own points. */
export interface Share {
  readonly points: readonly number[];
  readonly seeds: number;
}

/** How many meetings ended in which way, and what was wrong with the first that ended wrongly. */
export interface Tally {
  readonly ways: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
}

// A worker of the soak: plays its share and tells the tally.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
if (!isMainThread) parentPort?.postMessage(await playShare(workerData));

async function playShare({ points, seeds }: Share): Promise<Tally> {
  const ways = new Map<string, number>();
  for (const point of points)
    for (let seed = 0; seed < seeds; seed += 1) {
      const first = seed % 2 === 0 ? 'old' : 'new';
      const pause = seed % 4 < 2 ? 'none' : 'first';
      const met = await meet({ first, pause, point, seed });
      const how = `older ${met.results.old.result}, newer ${met.results.new.result}`;
      ways.set(how, (ways.get(how) ?? 0) + 1);
      const faults = faultsOf(met);
      if (faults.length > 0)
        return { ways, faults: [`${first} first, pause ${pause}, point ${point}, seed ${seed}`, ...faults] };
    }
  return { ways, faults: [] };
}
