import { expect, it } from 'vitest';
import { expectOldNeverBeatsNew, meetAtStack, type StackMeeting } from '../fakes/two-stack-runs.ts';

/** In `npm run soak` the same with a thousand seeds. */
const seeds = 1;

it.each<Pick<StackMeeting, 'differ' | 'first'>>([
  { differ: 'sizes', first: 'old' },
  { differ: 'sizes', first: 'new' },
  { differ: 'names', first: 'old' },
  { differ: 'names', first: 'new' },
])('two deploys of a stack at once: $differ differ, the $first one begins', async meeting => {
  const ends = new Map<string, number>();
  for (let point = 0; point < 14; point += 1)
    for (let seed = 0; seed < seeds; seed += 1) {
      const end = expectOldNeverBeatsNew(await meetAtStack({ ...meeting, point, seed }));
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
  expect(ends.size).toBeGreaterThan(1);
});
