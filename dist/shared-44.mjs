import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/system/clock.ts
import { setTimeout as sleep } from "node:timers/promises";
function deadline(durationMs) {
  return AbortSignal.timeout(durationMs);
}
function systemClock() {
  return {
    nowMs: () => Date.now(),
    elapsedMs: () => performance.now(),
    sleep: async (durationMs, signal) => {
      await sleep(durationMs, void 0, signal ? { signal } : {});
    }
  };
}

export {
  deadline,
  systemClock
};
