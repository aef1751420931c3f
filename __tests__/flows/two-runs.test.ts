import { expect, it } from 'vitest';
import { comeLate, faultsOf, meet, type Meeting } from '../fakes/two-runs.ts';

/** In `npm run soak` the same with a thousand seeds. */
const seeds = 2;
const points = [3, 9, 12, 15, 20];

it.each<Pick<Meeting, 'first' | 'pause'>>([
  { first: 'old', pause: 'none' },
  { first: 'old', pause: 'first' },
  { first: 'new', pause: 'none' },
  { first: 'new', pause: 'first' },
])('two deploys at once end on the newer commit: $first begins, pause of $pause', async how => {
  for (const point of points)
    for (let seed = 0; seed < seeds; seed += 1)
      expect(faultsOf(await meet({ ...how, point, seed }))).toEqual([]);
});

it('a run that comes late writes nothing but its own lock', async () => {
  const { result, writes } = await comeLate();
  expect(result.result).toBe('superseded');
  expect(writes.filter(line => !line.includes('/leases'))).toEqual([]);
});
