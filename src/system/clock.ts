import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../model/world.ts';

/** A signal that is aborted after so many milliseconds; it keeps no process alive. */
export function deadline(durationMs: number): AbortSignal {
  return AbortSignal.timeout(durationMs);
}

/** The real clock. */
export function systemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    elapsedMs: () => performance.now(),
    sleep: async (durationMs, signal) => {
      await sleep(durationMs, undefined, signal ? { signal } : {});
    },
  };
}
