import { Failure } from '../model/failure.ts';
import { openFreeze } from '../model/freeze.ts';
import type { FlowInput } from './flow.ts';

/**
 * Stops deploys and heals while a freeze window is open; one that was overridden is told in the log, and the reason goes into
 * the record. @throws Failure frozen
 */
export function requireThawed({ settings, world }: Pick<FlowInput, 'settings' | 'world'>): void {
  const open = openFreeze(settings.freeze, world.clock.nowMs());
  if (!open) return;
  const until = `${new Date(open.untilMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (settings.freezeOverride !== undefined) {
    world.log.warn(`deploying although a freeze lasts until ${until}: ${settings.freezeOverride}`);
    return;
  }
  throw new Failure('frozen', `a freeze lasts until ${until} (${open.rule.text})`, {
    hint: 'Run again afterwards. If it cannot wait, say why in freeze-override; a rollback is never frozen.',
  });
}
