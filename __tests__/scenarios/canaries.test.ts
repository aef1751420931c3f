import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Canaries, canaryNames, canarySinks, openCanaries } from '../stage/canaries.ts';

describe('no value of a secret is printed', () => {
  let canaries: Canaries;

  beforeAll(async () => {
    canaries = await openCanaries();
  });

  afterAll(async () => await canaries[Symbol.asyncDispose]());

  // Each way in one of the sinks here, in turn; `npm run soak` looks for each in every one.
  const turns = canaryNames.map((name, index) => [name, canarySinks[index % 4] ?? 'text', index] as const);

  it.concurrent.each(turns)('of %s, in %s', async (_, sink, index) => await canaries.look(index, sink));
});
