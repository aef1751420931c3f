import { expect, it } from 'vitest';
import { failEverywhere, failures } from '../github/failing-github.ts';

it('of a hundred failures of GitHub, in eleven ways at each request of a deploy, none loses or doubles a thing', async () => {
  const { failed, waited } = await failEverywhere(failures);
  process.stdout.write(`${failed} failures, ${waited} told by the next run, 0 lost, 0 doubled\n`);
  expect(failed).toBeGreaterThanOrEqual(100);
  expect(waited).toBeGreaterThanOrEqual(50);
}, 300_000);
