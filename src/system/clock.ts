import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../model/world.ts';

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
