import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import type { Log, Secrets } from '../model/world.ts';

/** Reasons for which a run had no business here: what it was refused stands in its log and its summary alone. */
const unshown: ReadonlySet<string> = new Set(['unsafe-event', 'ref-not-allowed']);

interface Outside {
  readonly log: Log;
  readonly secrets: Pick<Secrets, 'redact'>;
}

/** Whether a report is shown beside log and summary. */
export function isShown({ reasonCode }: Report): boolean {
  return !unshown.has(reasonCode);
}

/** The surface made soft: when it fails the run warns with its name and the way out, and goes on. */
export function soft(surface: Surface, world: Outside): Surface {
  return {
    name: surface.name,
    ...(surface.outputs && { outputs: () => surface.outputs?.() ?? {} }),
    publish: async report => {
      if (!isShown(report)) return;
      await softly(surface.name, world, async () => await surface.publish(report));
    },
  };
}

/** Does something that may fail: then the run warns with the name of what was not written and the way out. */
export async function softly<T>(
  name: string,
  outside: Outside,
  action: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    warnOf(name, outside, error);
    return undefined;
  }
}

/** Warns that a place was not written, with the way out. */
export function warnOf(name: string, { log, secrets }: Outside, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof Failure && error.hint !== undefined ? ` ${error.hint}` : '';
  log.warn(secrets.redact(`${name} was not written: ${message}.${hint}`));
  if (!(error instanceof Failure) && error instanceof Error) log.debug(error.stack ?? '');
}
