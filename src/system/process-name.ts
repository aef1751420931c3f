import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import type { Processes } from '../model/world.ts';

/**
 * Names this process so that another one on the same machine can tell whether it still lives: the boot, the space of
 * process numbers (a container has its own), the number, and when it started, since numbers are used again. Linux only;
 * elsewhere a process has no name, and nobody is ever said to be gone.
 */
export async function namedProcesses(pid: number): Promise<Processes> {
  const place = await placeOfProcesses();
  const started = place === undefined ? undefined : await startOf(pid);
  if (place === undefined || started === undefined)
    return { isGone: async () => await Promise.resolve(false) };
  return {
    own: `${place}/${pid}/${started}`,
    isGone: async name => {
      const [, where, number, since] = /^([0-9a-f]{16})\/(\d+)\/(\d+)$/.exec(name) ?? [];
      // What runs elsewhere cannot be seen from here.
      if (where !== place || number === undefined) return false;
      return (await startOf(Number(number))) !== since;
    },
  };
}

async function placeOfProcesses(): Promise<string | undefined> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const space = await readlink('/proc/self/ns/pid');
    return createHash('sha256').update(`${boot.trim()} ${space}`).digest('hex').slice(0, 16);
  } catch {
    // No /proc: another system than Linux, or one that hides it.
    return undefined;
  }
}

/** When a process began, in ticks since the boot (field 22 of /proc/PID/stat, proc(5)); undefined when there is none. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets, which may hold anything; a zombie has ended.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
