import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askKeeper } from './control-client.ts';
import type { ClusterHandle } from './keeper-protocol.ts';
import { parseOwnJson } from './own-json.ts';
import { StageError } from './stage-error.ts';

/**
 * Ends a cluster that outlived its owner, by its folder, and waits until it is gone.
 * @throws StageError when there is no such cluster, or it is still there after 15 s
 */
export async function stopKeptCluster(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'handle.json'), 'utf8').catch((cause: unknown) => {
    throw new StageError(`There is no cluster of the stage in ${folder}.`, { cause });
  });
  const handle = parseOwnJson<ClusterHandle>(text);
  await askKeeper(handle, '/stop', {});
  for (let waited = 0; waited < 15_000; waited += 50) {
    if (!existsSync(folder) && !handle.pids.some(isAlive)) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new StageError(`The cluster in ${folder} is still there after 15 s.`);
}

/** Whether a process of this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
