import { Failure } from '../../../model/failure.ts';
import type { World } from '../../../model/world.ts';

/** Sleeps. @throws Failure cancelled when the run is cancelled meanwhile */
export async function pause(durationMs: number, world: Pick<World, 'clock' | 'signal'>): Promise<void> {
  try {
    await world.clock.sleep(durationMs, world.signal);
  } catch (error) {
    if (!world.signal.aborted) throw error;
    throw new Failure('cancelled', 'the run was cancelled; nothing more was sent to the cluster');
  }
}
