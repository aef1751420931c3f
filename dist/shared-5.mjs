import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  Failure
} from "./shared-13.mjs";

// src/engines/kubernetes/apply/pause.ts
async function pause(durationMs, world) {
  try {
    await world.clock.sleep(durationMs, world.signal);
  } catch (error) {
    if (!world.signal.aborted) throw error;
    throw new Failure("cancelled", "the run was cancelled; nothing more was sent to the cluster");
  }
}

export {
  pause
};
