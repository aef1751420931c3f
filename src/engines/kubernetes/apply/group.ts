import type { Log } from '../../../model/world.ts';

/** Does a part of the work whose lines belong together; without anything to do there is no group. */
export async function grouped<T>(
  log: Log,
  { count, what }: { readonly count: number; readonly what: string },
  work: () => Promise<T>,
): Promise<T> {
  if (count === 0) return await work();
  const group = log.group(`${count} to ${what}`);
  try {
    return await work();
  } finally {
    group.end();
  }
}
