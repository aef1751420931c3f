import type { Health } from '../../../model/outcome.ts';
import { explain } from '../explain/index.ts';
import type { Awaited, WaitContext } from './awaited.ts';
import { isCurrent, type Progress, Room } from './room.ts';

export { type Awaited, awaitedOf, type WaitContext } from './awaited.ts';

/** Waits until every object is ready, one is stuck, or the time is up; says what became of each, and why. */
export async function waitForHealth(
  objects: readonly Awaited[],
  context: WaitContext,
): Promise<readonly Health[]> {
  if (objects.length === 0) return [];
  const room = new Room(objects, context);
  await room.run();
  const spentMs = context.world.clock.elapsedMs() - room.startMs;
  return await Promise.all(room.progress.map(async one => await healthOf(one, room, { context, spentMs })));
}

interface End {
  readonly context: WaitContext;
  readonly spentMs: number;
}

async function healthOf(one: Progress, { sight, startMs }: Room, { context, spentMs }: End): Promise<Health> {
  const { object, judgement, waitedMs, body } = one;
  const { state, message } = judgement.readiness;
  const health = { address: object.address, state, waitedMs, startMs };
  if (state === 'ready' || context.world.signal.aborted) return { ...health, message };
  const late = state === 'waiting' ? `not ready after ${Math.round(spentMs / 1000)} s: ` : '';
  const blind = sight.blind();
  const unseen = blind === undefined ? '' : `; its Pods were not seen: ${blind}`;
  const diagnosis = await explain(
    {
      ...object,
      body,
      judgement,
      pods: sight.podsOf(object, body).map(pod => pod.object),
      isCurrent: pod => body !== undefined && isCurrent(pod, object, body, sight),
    },
    context,
  );
  return { ...health, message: `${late}${message}${unseen}`, ...(diagnosis && { diagnosis }) };
}
