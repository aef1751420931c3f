import type { RunContext } from '../model/run-context.ts';
import type { Mode } from '../model/settings.ts';
import { inQuotes } from '../model/shell-word.ts';
import type { Phrase } from './phrase.ts';

/** What a way needs beside its mode: a reason that the reader has to give, an address to say yes to. */
export interface WayNeeds {
  readonly reason?: true;
  readonly confirm?: string;
}

/** How to start a mode for this very target from where the reader is: the button, or the whole command line. */
export function wayTo(mode: Mode, run: RunContext, needs: WayNeeds = {}): Phrase {
  const { reason, confirm } = needs;
  if (run.host === 'terminal') return [{ code: commandTo(mode, run, needs) }];
  return [
    { strong: 'Run workflow' },
    ' with ',
    { code: `mode: ${mode}` },
    ...(reason === undefined ? [] : [' and a ', { code: 'reason' }]),
    ...(confirm === undefined ? [] : [' and ', { code: `confirm: ${confirm}` }]),
  ];
}

/** The command line of a mode, whole, to be pasted into a shell. */
export function commandTo(
  mode: Mode,
  { commandLines }: RunContext,
  { reason, confirm }: WayNeeds = {},
): string {
  return [
    commandLines?.[mode] ?? `gitops-push ${mode}`,
    ...(reason === undefined ? [] : ["--reason 'why it may go'"]),
    ...(confirm === undefined ? [] : [`--confirm ${inQuotes(confirm)}`]),
  ].join(' ');
}
