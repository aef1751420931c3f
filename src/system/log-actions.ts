import { debug, endGroup, error, info, setSecret, startGroup, summary, warning } from '@actions/core';
import type { Log } from '../model/world.ts';

/**
 * The log of a workflow run. Foreign text cannot become a workflow command: the runner obeys `::name` at the
 * start of a line and `##[name]` anywhere (actions/runner src/Runner.Common/ActionCommand.cs), so both are broken up.
 */
export function actionsLog(redact: (text: string) => string): Log {
  const safe = (text: string): string => defuseCommands(redact(text));
  return {
    info: text => info(safe(text)),
    warn: text => warning(safe(text)),
    error: text => error(safe(text)),
    debug: text => debug(safe(text)),
    group: title => {
      startGroup(safe(title));
      return { end: endGroup };
    },
  };
}

/**
 * Text that the runner prints as it is: a zero-width space breaks up what would be a command. The runner trims any white
 * space of .NET (U+0085 too) before `::`, and a lone carriage return begins a new line for it.
 */
export function defuseCommands(text: string): string {
  return text.replaceAll(/(^|[\r\n])([\s\u0085]*):(?=:)/g, '$1$2:\u200B').replaceAll('##[', '#\u200B#[');
}

/** From now on the runner prints this value as `***`. */
export function maskValue(value: string): void {
  setSecret(value);
}

/** Makes this the summary of the step, whatever it was before. */
export async function replaceSummary(markdown: string): Promise<void> {
  await summary.addRaw(markdown).write({ overwrite: true });
}
