import { readdir, readFile } from 'node:fs/promises';

/** The variable by which the runner finds what its steps left running. */
export const trackingVariable = 'RUNNER_TRACKING_ID';

/**
 * Kills the processes that carry this tracking id and are still there when the job ends; gives their command lines. Only
 * where /proc tells the environment of a process, so on Linux.
 * Source: actions/runner src/Runner.Worker/JobExtension.cs, "Cleaning up orphan processes".
 */
export async function killOrphans(trackingId: string): Promise<readonly string[]> {
  const killed: string[] = [];
  const entries = await readdir('/proc').catch(() => []);
  for (const pid of entries.filter(name => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(`${trackingVariable}=${trackingId}`)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    try {
      process.kill(Number(pid), 'SIGKILL');
      killed.push(command.replaceAll('\0', ' ').trim());
    } catch {
      // it ended by itself
    }
  }
  return killed;
}
