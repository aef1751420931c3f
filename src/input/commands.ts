import type { Mode } from '../model/settings.ts';

/** One command of the command line: a mode by its name, or help. */
export type CommandName = Mode | 'help';

/** What each command does, in one sentence. */
export const commands = {
  validate: 'Checks the manifests without a cluster; fetches nothing unless render-network says so.',
  preview: 'Shows what a deploy would change, and writes nothing.',
  deploy: 'Applies the manifests, deletes what they no longer hold, waits until all is ready and records it.',
  rollback: 'Goes back to an earlier deploy: its commit, proved to give the same again, is deployed anew.',
  resume: 'Lifts the hold that a rollback left behind, and shows what the next deploy brings back.',
  destroy: 'Deletes everything that was deployed under a name; needs its name in confirm.',
  drift: 'Shows how what is there differs from what was deployed last, and writes nothing.',
  heal: 'Deploys again what was deployed last, when what is there differs from it.',
  render: 'Prints the objects as they would be sent; fetches nothing unless render-network says so.',
  rbac: 'Prints the least rights to deploy or preview the manifests, without asking a cluster.',
  history: 'Lists the recorded deploys, newest first.',
  help: 'Explains a command and its flags.',
} as const satisfies Readonly<Record<CommandName, string>>;

/** A flag that belongs to the command line itself and not to a run. */
export interface TerminalFlag {
  readonly name: string;
  readonly doc: string;
  /** True when `--no-<name>` says something too. */
  readonly isNegatable: boolean;
}

/** The flags that every command has. */
export const terminalFlags = [
  {
    name: 'color',
    doc: 'Colour the output, or not. Without it: on a terminal, unless NO_COLOR is set.',
    isNegatable: true,
  },
  { name: 'debug', doc: 'Say more about what happens.', isNegatable: false },
  { name: 'help', doc: 'Explain the command.', isNegatable: false },
  { name: 'version', doc: 'Print the version.', isNegatable: false },
] as const satisfies readonly TerminalFlag[];

/** True for the name of a command. */
export function isCommand(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}
