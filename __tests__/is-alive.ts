import { readFile } from 'node:fs/promises';

/** Whether a process still runs; one that is dead and not yet buried (Linux calls it `Z`) does not. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
}
