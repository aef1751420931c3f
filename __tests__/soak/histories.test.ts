import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playHistories } from '../stage/play-histories.ts';
import { expectPredicted, readObjects } from '../stage/predicted.ts';
import { randomHistories } from '../stage/random-histories.ts';
import { openStory, type Story } from '../stage/story.ts';

const count = Number(process.env['SOAK_HISTORIES'] ?? 120);
const seed = Number(process.env['SOAK_SEED'] ?? 7);
const kinds = 'configmaps,services,deployments,cronjobs';

describe('objects that other tools made at random', () => {
  let story: Story;

  beforeAll(async () => {
    story = await openStory('random');
  });

  afterAll(async () => await story[Symbol.asyncDispose]());

  it(`end exactly as previewed: ${count} histories of seed ${seed}`, async () => {
    const histories = randomHistories(count, seed);
    await playHistories(story.cluster, story.namespace, histories, 'go on');
    for (const { name, want } of histories) await story.write(name, want);
    const before = await readObjects(story.cluster, story.namespace, kinds);
    const preview = await story.mustPlay('preview');
    const deployed = await story.mustPlay('deploy');
    const after = await readObjects(story.cluster, story.namespace, kinds);
    expect(deployed.target.planDigest).toBe(preview.target.planDigest);
    expect(expectPredicted(preview.target.changes, before, after)).toBe(count);
    const again = await story.mustPlay('preview', '--live-plan', 'all');
    expect(again.target.counts).toMatchObject({ unchanged: count, update: 0 });
    const fields = preview.target.changes.flatMap(
      (change: { fields: readonly unknown[] }) => change.fields,
    ).length;
    process.stdout.write(`${count} histories, ${fields} fields foretold, all as it came\n`);
  });
});
