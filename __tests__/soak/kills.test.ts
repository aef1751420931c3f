import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../stage/cluster/cluster.ts';
import { sharedCluster } from '../stage/cluster/shared-cluster.ts';
import type { KillPoint } from '../stage/kill-at.ts';
import { checkEnd, openKillStory } from '../stage/kill-story.ts';

/** How many deploys are killed, each at another request. */
const kills = 30;
/** How many of them play at the same time. */
const atOnce = 6;

describe('a deploy that is killed between any two requests', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await sharedCluster();
  });
  afterAll(async () => await cluster[Symbol.asyncDispose]());

  it(`ends right with the next one, ${kills} times`, async () => {
    const requests = await requestsOfDeploy(cluster);
    const points = Array.from({ length: kills }, (_, index) => pointOf(index, requests));
    const reached: KillPoint[] = [];
    const play = async (): Promise<void> => {
      for (let point = points.shift(); point !== undefined; point = points.shift()) {
        await using story = await openKillStory(cluster, `kill-${point.request}-${point.moment}`);
        const killed = await story.killDeploy(point);
        if (killed.reached) reached.push(point);
        await checkEnd(story, `killed ${point.moment} request ${point.request} of ${requests}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, play));
    process.stdout.write(`killed ${reached.length} deploys at ${requests} requests, each before or after\n`);
    expect(reached.length).toBeGreaterThanOrEqual(kills * 0.9);
  });
});

/** All moments of a deploy, evenly spread over the kills. */
function pointOf(index: number, requests: number): KillPoint {
  const moment = Math.floor((index * requests * 2) / kills);
  return { request: 1 + Math.floor(moment / 2), moment: moment % 2 === 0 ? 'before' : 'after' };
}

async function requestsOfDeploy(cluster: Cluster): Promise<number> {
  await using story = await openKillStory(cluster, 'kill-none');
  story.proxy.log.clear();
  await checkEnd(story, 'not killed');
  return story.proxy.log.entries.length;
}
