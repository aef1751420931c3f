import { expect, it } from 'vitest';
import type { ApplyWork, Progress } from '../../../../src/engines/kubernetes/apply/context.ts';
import { isStillOurs } from '../../../../src/engines/kubernetes/apply/still-ours.ts';
import type { HookStep } from '../../../../src/engines/kubernetes/hooks/hook-plan.ts';
import { runHooks } from '../../../../src/engines/kubernetes/hooks/run.ts';
import type { PlannedSet } from '../../../../src/engines/kubernetes/plan/index.ts';
import { fakeWorld } from '../../../fakes/world.ts';

it.each(['after', 'on-failure'] as const)(
  'begins no hook of %s when another run has the target, and says so',
  async moment => {
    const progress: Progress = { steps: [], health: [], hooks: [], isOurs: true };
    const guard = { stillMine: async () => await Promise.resolve(false) };
    const planned = { address: 'batch/v1/Job/shop/smoke', moment, digest: 'd' };
    /* oxlint-disable typescript/no-unsafe-type-assertion -- nothing else is asked before a hook begins */
    const context = { world: fakeWorld({}), guard } as unknown as ApplyWork;
    const work = { ...context, isStillOurs: async () => await isStillOurs(progress, context) };
    await runHooks([{ planned } as HookStep], {} as PlannedSet, progress, work);
    /* oxlint-enable typescript/no-unsafe-type-assertion */
    expect(progress).toMatchObject({
      isOurs: false,
      stopped: { code: 'lock-lost' },
      hooks: [{ state: 'skipped', message: 'not begun, because another run took the target over' }],
    });
  },
);
