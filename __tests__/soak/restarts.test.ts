import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWrite, type LoggedRequest, type OwnedCluster, startCluster } from '../stage/cluster/cluster.ts';
import { checkEnd, openKillStory } from '../stage/kill-story.ts';

/** At how many requests of a deploy the API server dies. */
const points = 12;

describe('an API server that dies in the middle of a deploy', () => {
  let cluster: OwnedCluster;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1 });
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  /** Deploys, with the server killed at the n-th request that this takes; `back`: it is started again at once. */
  const deployThrough = async (
    name: string,
    takes: (request: LoggedRequest) => boolean,
    { at, back }: { readonly at: number; readonly back: 'at once' | 'later' },
  ): Promise<string> => {
    await using story = await openKillStory(cluster, name);
    let seen = 0;
    const died = Promise.withResolvers<void>();
    const die = async (): Promise<void> => {
      await cluster.killApiServer();
      if (back === 'at once') await cluster.startApiServer();
    };
    // A server that is killed cuts its connections; the proxy would keep ours.
    const fault = story.proxy.inject(
      { kind: 'cut' },
      {
        matches: request => {
          if (seen >= at || !takes(request)) return false;
          seen += 1;
          if (seen === at) die().then(died.resolve, died.reject);
          return seen === at;
        },
      },
    );
    const { code, stdout, stderr } = await story.deploy();
    if (seen < at) died.resolve();
    await died.promise;
    fault.remove();
    if (back === 'later') await cluster.startApiServer();
    const { result, reasonCode } = JSON.parse(stdout);
    const what = `${name}, server killed at request ${at}: ${result} ${reasonCode}\n${stderr}`;
    expect([0, 1], what).toContain(code);
    if (code === 1) expect(reasonCode, what).toBe('unreachable');
    await checkEnd(story, what);
    return code === 0 ? 'went on' : `${result}, ${reasonCode}`;
  };

  it(`and comes back at once: the deploy goes on or tells why, and the next ends right, ${points} times`, async () => {
    const tally = new Map<string, number>();
    for (let point = 0; point < points; point += 1) {
      const how = await deployThrough(`restart-${point}`, () => true, { at: 4 + point * 3, back: 'at once' });
      tally.set(how, (tally.get(how) ?? 0) + 1);
    }
    const counts = [...tally].map(([how, count]) => `${count} x ${how}`).join('; ');
    process.stdout.write(`${points} deaths of the API server, started again: ${counts}\n`);
    expect([...tally.values()].reduce((sum, each) => sum + each, 0)).toBe(points);
  });

  it.each([1, 5])('and stays away from write %i on: the cause is told, and the next ends right', async at => {
    const how = await deployThrough(`gone-${at}`, isWrite, { at, back: 'later' });
    process.stdout.write(`the API server died at write ${at} and stayed away: ${how}\n`);
    expect(how).toContain('unreachable');
  });
});
