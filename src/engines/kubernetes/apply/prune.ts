import type { Step } from '../../../model/outcome.ts';
import { objectKeyOf } from '../../../model/manifest.ts';
import { deletionOrderOf } from '../order/index.ts';
import type { PlannedSet } from '../plan/index.ts';
import type { ApplyWork } from './context.ts';
import { removeObject, waitUntilGone } from './remove.ts';
import { timed } from './step.ts';

/**
 * Deletes the surplus, dependants before what they depend on. A deletion is done when the object is gone: one that a
 * finalizer holds keeps what it needs from being deleted under it. All of them together have the run's time limit.
 */
export async function prune(set: PlannedSet, context: ApplyWork): Promise<readonly Step[]> {
  const { cluster, world, setId, timeoutMs } = context;
  const steps: Step[] = [];
  const byKey = new Map(set.deletions.map(deletion => [objectKeyOf(deletion.live.id), deletion]));
  const objects = set.deletions.map(({ live }) => ({
    id: live.id,
    key: objectKeyOf(live.id),
    body: live.object,
  }));
  const endMs = world.clock.elapsedMs() + timeoutMs;
  for (const wave of deletionOrderOf(objects)) {
    const due = wave.flatMap(key => byKey.get(key) ?? []);
    const done = due.map(async ({ live, change }) => {
      const { address, action } = change;
      return await timed({ address, action }, context, async () => {
        if ((await removeObject(cluster, live, setId, 'prune')) === 'gone') return;
        world.log.info(`${address} is on its way out`);
        const leftMs = Math.max(0, endMs - world.clock.elapsedMs());
        await waitUntilGone(cluster, live, { world, timeoutMs: leftMs }, 'prune');
      });
    });
    steps.push(...(await Promise.all(done)));
    if (steps.some(step => step.state !== 'done') || world.signal.aborted) break;
    if (steps.length < set.deletions.length && !(await context.isStillOurs())) break;
  }
  return steps;
}
