import type { ApplyWork, Progress } from './context.ts';

/** True while nothing has gone wrong and nobody has cancelled the run. */
export function isFine(progress: Progress, { world }: Pick<ApplyWork, 'world'>): boolean {
  return isSound(progress) && !world.signal.aborted;
}

/** True while all that was begun is done and up, and the target is still this run's. */
export function isSound({ steps, health, hooks, isOurs }: Progress): boolean {
  return (
    isOurs &&
    health.every(({ state }) => state === 'ready') &&
    steps.every(({ state }) => state === 'done') &&
    hooks.every(({ state }) => state === 'succeeded')
  );
}
