import { Failure } from '../model/failure.ts';
import type { Surface } from '../model/surface.ts';
import type { Log, Secrets } from '../model/world.ts';

/** Reasons for which a run had no business here: what it was refused stands in its log and its summary alone. */
const unshown: ReadonlySet<string> = new Set(['unsafe-event', 'ref-not-allowed']);

/** The surface made soft: when it fails the run warns with its name and the way out, and goes on. */
export function soft(surface: Surface, world: { readonly log: Log; readonly secrets: Secrets }): Surface {
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const hint = error instanceof Failure && error.hint !== undefined ? ` ${error.hint}` : '';
      world.log.warn(world.secrets.redact(`${surface.name} was not written: ${message}.${hint}`));
      if (!(error instanceof Failure) && error instanceof Error) world.log.debug(error.stack ?? '');
    }
  };
  return {
    name: surface.name,
    ...(surface.begin && { begin: async record => await attempt(async () => await surface.begin?.(record)) }),
    ...(surface.outputs && { outputs: () => surface.outputs?.() ?? {} }),
    publish: async report => {
      if (!unshown.has(report.reasonCode)) await attempt(async () => await surface.publish(report));
    },
  };
}
