import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Item, writeItems } from '../stage/pulumi/project.ts';
import { openPulumiStage, type PulumiStage, realCli, whyNotLive } from '../stage/pulumi/stage.ts';

/** How many deploys are told to end, each at another moment. */
const signals = 20;

if (realCli === undefined)
  process.stdout.write(`skipped: signals to a deploy of a stack, because ${whyNotLive}\n`);

describe.runIf(realCli !== undefined)('a deploy of a stack that is told to end', () => {
  let stage: PulumiStage;
  /** A deploy of the slow program takes so long on this machine. */
  let deployMs: number;

  beforeAll(async () => {
    stage = await openPulumiStage({ items: itemsOf(0) });
    const first = await stage.play('deploy', ['--upsert']);
    expect(first.code, first.stderr + first.stdout).toBe(0);
    await writeItems(stage.checkout, itemsOf(100));
    await stage.checkout.commit('Change all once');
    const run = await stage.play('deploy');
    expect(run.code, run.stderr + run.stdout).toBe(0);
    deployMs = run.durationMs;
  });
  afterAll(async () => await stage[Symbol.asyncDispose]());

  const lockFolder = (): string => join(stage.backend, '.pulumi/locks/organization/shop/dev');
  const locks = async (): Promise<readonly string[]> => await readdir(lockFolder()).catch(() => []);

  it(`leaves no lock of ours, ${signals} times, and the next deploy ends right`, async () => {
    const ends = new Map<string, number>();
    for (let round = 1; round <= signals; round += 1) {
      await writeItems(stage.checkout, itemsOf(round));
      await stage.checkout.commit(`Round ${round}`);
      const interruptAfterMs = Math.round(((round - 0.5) / signals) * deployMs);
      const run = await stage.play('deploy', [], { interruptAfterMs });
      expect(await locks(), `round ${round}, ${run.stderr}`).toEqual([]);
      const result = /"result": "([a-z-]+)"/.exec(run.stdout)?.[1] ?? `exit ${run.code}`;
      ends.set(result, (ends.get(result) ?? 0) + 1);
      if (!['deployed', 'cancelled', 'partial'].includes(result)) expect(run.code, run.stderr).toBe(130);
      const state = JSON.parse(await stage.state());
      expect(state.checkpoint.latest.pending_operations ?? [], `round ${round}`).toEqual([]);
    }
    process.stdout.write(`ended as ${[...ends].map(([end, count]) => `${end} ${count}`).join(', ')}\n`);
    expect(ends.size).toBeGreaterThan(1);
    const last = await stage.play('deploy');
    expect(last.code, last.stderr + last.stdout).toBe(0);
    expect((await readdir(stage.cloud)).length).toBe(itemsOf(0).length);
  }, 1_200_000);

  it('never touches the lock of somebody else, whenever it is told to end', async () => {
    await writeItems(stage.checkout, itemsOf(99));
    await stage.checkout.commit('Change all');
    await mkdir(lockFolder(), { recursive: true });
    const foreign = join(lockFolder(), 'foreign.json');
    const content = {
      pid: 1,
      username: 'a',
      hostname: `not-${hostname()}`,
      timestamp: '2026-01-01T00:00:00Z',
    };
    await writeFile(foreign, JSON.stringify(content));
    for (const interruptAfterMs of [1500, 3000, 4500, 6000]) {
      const run = await stage.play('deploy', [], { interruptAfterMs });
      expect(run.code).not.toBe(0);
      expect(await locks()).toEqual(['foreign.json']);
    }
    await rm(foreign);
  }, 600_000);
});

function itemsOf(size: number): readonly Item[] {
  return Array.from({ length: 4 }, (_, index) => ({ name: `item${index}`, size, delayMs: 400 }));
}
