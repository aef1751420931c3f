import { describe, expect, it } from 'vitest';
import {
  deploy,
  expectRefused,
  open,
  pastedFrom,
  playAsPasted,
  preview,
  refusals,
  repo,
} from '../stage/refusals.ts';

/** Two of all refusals that a run may meet; the others are in the soak. */
describe.concurrent('a job without permissions in a private repository', () => {
  it.each([
    [
      'deploy',
      [
        `404 to GET ${repo}/deployments`,
        `404 to GET ${repo}/commits/{ref}/status`,
        `403 to POST ${repo}/git/blobs`,
      ],
    ],
    ['preview', ['404 to POST /graphql', `403 to POST ${repo}/check-runs`]],
  ] as const)('that runs %s is told what to paste, and works with it', async (mode, requests) => {
    await using shop = await open('rights', { private: true });
    const play = { deploy, preview }[mode];
    const run = await play(shop, { token: shop.github.token({ permissions: { contents: 'read' } }).value });
    expect(run.exitCode, run.log).toBe(0);
    expectRefused(run, requests);
    const next = await playAsPasted(shop, play, pastedFrom(run));
    expect(next.exitCode, next.log).toBe(0);
    expect(refusals(next)).toEqual([]);
  });
});
