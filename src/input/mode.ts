import { modes, type Mode } from '../model/settings.ts';
import { bad, good, inWords, type Parsed, quote } from './scalars.ts';

const modeOfEvent: Readonly<Record<string, Mode>> = {
  pull_request: 'preview',
  merge_group: 'preview',
  push: 'deploy',
  schedule: 'drift',
};

/**
 * The mode of a run. `auto` follows the event of the workflow; on an event that does not say by itself what is
 * wanted it is a complaint, never a guess.
 */
export function parseMode(text: string, event: string | undefined, isRollback: boolean): Parsed<Mode> {
  const named = modes.find(mode => mode === text);
  if (named !== undefined) return good(named);
  if (text !== 'auto') return bad(`is ${quote(text)}`, `Write ${inWords(['auto', ...modes])}.`);
  if (event === 'workflow_dispatch') return good(isRollback ? 'rollback' : 'deploy');
  const followed = event !== undefined && Object.hasOwn(modeOfEvent, event) ? modeOfEvent[event] : undefined;
  if (followed !== undefined) return good(followed);
  const where = event === undefined ? 'outside a workflow event' : `on the event ${event}`;
  return bad(
    `is auto, which says nothing ${where}`,
    'Write what you want there: mode: validate, mode: preview or mode: deploy.',
  );
}
