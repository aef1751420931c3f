import { modes, type Mode } from '../model/settings.ts';
import { shellWord } from '../model/shell-word.ts';
import type { RunRequest } from './argv.ts';
import { inputsOf } from './inputs.ts';

/** What belongs to one run alone: the next command says it anew, or not at all. */
const ofOneRun: ReadonlySet<string> = new Set([
  'base',
  'confirm',
  'dry-run',
  'freeze-override',
  'output',
  'preview',
  'reason',
  'rollback-to',
  'secrets',
  'subject',
]);

/** Texts with secrets among other things. */
const mayHoldSecrets: ReadonlySet<string> = new Set(['config-map']);

/**
 * The whole command line of each mode, for the same target with the same access as this run: to be pasted into a shell.
 * `program` is how the program was started. What is or may hold a secret is never written out: it stands as
 * `"$TOKEN"`.
 */
export function commandLines(
  { inputs, files }: Pick<RunRequest, 'inputs' | 'files'>,
  program: string,
): Readonly<Record<Mode, string>> {
  const given: Readonly<Record<string, string | undefined>> = { ...inputs, ...files };
  const flagsOf = (mode: Mode): readonly string[] =>
    inputsOf('terminal').flatMap(({ name, kind, modes: some, isFile }) => {
      const value = given[name];
      if (value === undefined || ofOneRun.has(name) || !some.includes(mode)) return [];
      if (kind === 'boolean') return [value === 'false' ? `--no-${name}` : `--${name}`];
      if ((kind === 'secret' && isFile !== true) || mayHoldSecrets.has(name))
        return [`--${name} "$${name.toUpperCase().replaceAll('-', '_')}"`];
      const values = kind === 'list' ? value.split('\n') : [value];
      return values.map(each => `--${name} ${shellWord(each)}`);
    });
  const lines = modes.map(mode => [mode, [program, mode, ...flagsOf(mode)].join(' ')] as const);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of all modes in the line above
  return Object.fromEntries(lines) as Record<Mode, string>;
}
