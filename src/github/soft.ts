import { Failure } from '../model/failure.ts';
import type { Surface } from '../model/surface.ts';
import type { Log, Secrets } from '../model/world.ts';

/** Reasons for which a run had no business here: what it was refused stands in its log and its summary alone. */
const unshown: ReadonlySet<string> = new Set(['unsafe-event', 'ref-not-allowed']);

interface Outside {
  readonly log: Log;
  readonly secrets: Pick<Secrets, 'redact'>;
}

/** The surface made soft: when it fails the run warns with its name and the way out, and goes on. */
export function soft(surface: Surface, world: Outside): Surface {
  return {
    name: surface.name,
    ...(surface.begin && {
      begin: async record => {
        await softly(surface.name, world, async () => await surface.begin?.(record));
      },
    }),
    ...(surface.resume && { resume: record => surface.resume?.(record) }),
    ...(surface.outputs && { outputs: () => surface.outputs?.() ?? {} }),
    publish: async report => {
      if (unshown.has(report.reasonCode)) return;
      await softly(surface.name, world, async () => await surface.publish(report));
    },
  };
}

/** Does something that may fail: then the run warns with the name of what was not written and the way out. */
export async function softly<T>(
  name: string,
  { log, secrets }: Outside,
  action: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof Failure && error.hint !== undefined ? ` ${error.hint}` : '';
    log.warn(secrets.redact(`${name} was not written: ${message}.${hint}`));
    if (!(error instanceof Failure) && error instanceof Error) log.debug(error.stack ?? '');
    return undefined;
  }
}
