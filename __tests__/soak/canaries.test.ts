import { expect, it } from 'vitest';
import { canaryNames, canarySinks, openCanaries } from '../stage/canaries.ts';

it('no value of a secret is printed, in whatever way it could get into a text, in any sink', async () => {
  await using canaries = await openCanaries();
  for (const index of canaryNames.keys())
    await Promise.all(canarySinks.map(async sink => await canaries.look(index, sink)));
  process.stdout.write(`${canaryNames.length} ways, ${canarySinks.length} sinks, 0 leaks\n`);
  expect(canaryNames.length).toBeGreaterThanOrEqual(28);
});
