import type { ApplyWork, Progress } from './context.ts';

/** True while nothing has gone wrong: all that was begun is done and up, and the target is still this run's. */
export function isFine(
  { steps, health, hooks, isOurs }: Progress,
  { world }: Pick<ApplyWork, 'world'>,
): boolean {
  return (
    isOurs &&
    health.every(({ state }) => state === 'ready') &&
    steps.every(({ state }) => state === 'done') &&
    hooks.every(({ state }) => state === 'succeeded') &&
    !world.signal.aborted
  );
}
