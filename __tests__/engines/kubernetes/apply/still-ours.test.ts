import { describe, expect, it } from 'vitest';
import type { ApplyWork, Progress } from '../../../../src/engines/kubernetes/apply/context.ts';
import { isStillOurs } from '../../../../src/engines/kubernetes/apply/still-ours.ts';
import { applyWaves } from '../../../../src/engines/kubernetes/apply/waves.ts';
import type { PlannedSet, PlannedStep } from '../../../../src/engines/kubernetes/plan/index.ts';
import type { HookRun } from '../../../../src/model/hook.ts';
import { fakeWorld } from '../../../fakes/world.ts';

const address = 'v1/ConfigMap/shop/web';

interface Stand {
  readonly progress: Progress;
  readonly asked: () => number;
  readonly lines: readonly string[];
  readonly work: ApplyWork;
}

/** An apply whose target another run has taken; a request to the cluster would end the test. */
function stand(hooks: readonly HookRun[] = []): Stand {
  const progress: Progress = { steps: [], health: [], hooks: [...hooks], isOurs: true };
  const world = fakeWorld({});
  let count = 0;
  const guard = {
    isFresh: () => true,
    stillMine: async () => {
      count += 1;
      return await Promise.resolve(false);
    },
  };
  const order = { waves: [['web']], edges: [] };
  const patience = { ended: new Promise<never>(() => undefined) };
  const parts = { world, guard, order, patience, rules: new Map() };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is asked before the first write
  const context = parts as unknown as ApplyWork;
  const work = { ...context, isStillOurs: async () => await isStillOurs(progress, context) };
  return { progress, asked: () => count, lines: world.lines, work };
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- nothing else is asked before the first write */
const step = {
  intent: { key: 'web', address, id: { kind: 'ConfigMap' }, resource: {} },
  change: { address, action: 'create' },
} as unknown as PlannedStep;
const set = { steps: [step] } as unknown as PlannedSet;
/* oxlint-enable typescript/no-unsafe-type-assertion */

describe('a target that another run took', () => {
  it('is told once, however many ask at the same moment', async () => {
    const { progress, lines, work } = stand();
    const answers = await Promise.all([work.isStillOurs(), work.isStillOurs(), work.isStillOurs()]);
    expect(answers).toEqual([false, false, false]);
    expect(lines).toEqual(['another run took the target over: nothing more is written']);
    expect(progress).toMatchObject({ isOurs: false, stopped: { code: 'lock-lost' } });
  });

  it('is noticed before the first wave when a hook has run until then', async () => {
    const hook = { address: 'batch/v1/Job/shop/migrate', moment: 'before', digest: 'd' } as const;
    const { progress, asked, work } = stand([{ ...hook, state: 'succeeded', durationMs: 600_000 }]);
    await applyWaves([step], set, progress, work);
    expect(asked()).toBe(1);
    expect(progress).toMatchObject({ steps: [], isOurs: false, stopped: { code: 'lock-lost' } });
  });

  it('is not asked for right after the record was opened, when the lock is fresh', async () => {
    const { progress, asked, work } = stand();
    await expect(applyWaves([step], set, progress, work)).rejects.toThrow();
    expect(asked()).toBe(0);
  });
});
