import type { Diagnostic } from '../model/diagnostic.ts';
import { modes, type Mode } from '../model/settings.ts';
import { commands, isCommand, terminalFlags } from './commands.ts';
import { type Flag, splitArguments } from './flags.ts';
import { helpText } from './help.ts';
import type { InputRow } from './input-row.ts';
import { type InputName, inputsOf } from './inputs.ts';
import { nearestName } from './nearest.ts';
import type { RawInputs } from './reader.ts';
import { inWords, quote } from './scalars.ts';

/** What the command line asks for. */
export type Argv = RunRequest | HelpRequest | VersionRequest | ArgvMistakes;

/** Run a mode. `inputs` go to readSettings, once the door has put the text of every file in `files` beside them. */
export interface RunRequest {
  readonly kind: 'run';
  readonly mode: Mode;
  readonly inputs: RawInputs;
  /** Inputs whose value stands in a file: input name to path as written. */
  readonly files: Readonly<Partial<Record<InputName, string>>>;
  /** Absent: as the terminal and NO_COLOR say. */
  readonly color?: boolean;
  readonly debug: boolean;
}

/** Print this text and do nothing else. */
export interface HelpRequest {
  readonly kind: 'help';
  readonly text: string;
}

/** Print the version and do nothing else. */
export interface VersionRequest {
  readonly kind: 'version';
}

/** Every mistake of the command line at once. */
export interface ArgvMistakes {
  readonly kind: 'mistakes';
  readonly mistakes: readonly Diagnostic[];
}

/** Reads the arguments after the program's name: a command and its flags. */
export function readArgv(argv: readonly string[]): Argv {
  const { words, flags } = splitArguments(argv);
  const [word, ...others] = words;
  if (flags.has('version')) return { kind: 'version' };
  if (word === undefined) {
    if (flags.size === 0 || flags.has('help')) return { kind: 'help', text: helpText() };
    return wrong([['No command is given', `Write ${inWords(modes)} first.`]]);
  }
  if (!isCommand(word)) return wrong([unknownCommand(word)]);
  if (word === 'help') return readHelp(others);
  if (flags.has('help')) return { kind: 'help', text: helpText(word) };
  return readRun(word, others, flags);
}

/** A mistake: its message and what to do about it. */
type Complaint = readonly [message: string, hint: string];

function readHelp(words: readonly string[]): Argv {
  const [word] = words;
  if (word === undefined) return { kind: 'help', text: helpText() };
  return isCommand(word) ? { kind: 'help', text: helpText(word) } : wrong([unknownCommand(word)]);
}

function readRun(mode: Mode, extraWords: readonly string[], flags: ReadonlyMap<string, Flag>): Argv {
  const rows = inputsOf('terminal');
  const complaints: Complaint[] = [];
  const inputs: Record<string, string> = { mode };
  const files: Partial<Record<InputName, string>> = {};
  const own = new Map<string, string>();
  for (const [name, flag] of flags) {
    const row = rows.find(candidate => candidate.name === name);
    const read = readFlag(name, flag, { mode, row });
    if ('complaint' in read) complaints.push(read.complaint);
    else if (row === undefined) own.set(name, read.value);
    else if (row.isFile) files[row.name] = read.value;
    else inputs[row.name] = read.value;
  }
  // Words behind an unknown flag may be its value: one mistake is enough.
  if (complaints.length === 0 && extraWords.length > 0) complaints.push(unexpectedWords(extraWords));
  if (complaints.length > 0) return wrong(complaints);
  const color = own.get('color');
  return {
    kind: 'run',
    mode,
    inputs,
    files,
    ...(color !== undefined && { color: color === 'true' }),
    debug: own.get('debug') === 'true',
  };
}

function readFlag(
  name: string,
  flag: Flag,
  about: { readonly mode: Mode; readonly row: InputRow | undefined },
): { readonly value: string } | { readonly complaint: Complaint } {
  const { written, values } = flag;
  const { mode, row } = about;
  if (row === undefined && !terminalFlags.some(own => own.name === name)) {
    return { complaint: unknownFlag(written, mode) };
  }
  if (row !== undefined && !row.modes.includes(mode)) {
    return { complaint: [`${written} does nothing in ${mode}`, `It counts in ${inWords(row.modes)}.`] };
  }
  const given = values.filter(value => value !== undefined && value !== '');
  if (given.length < values.length) {
    return { complaint: [`${written} has no value`, `Write ${written} VALUE or ${written}=VALUE.`] };
  }
  if (given.length > 1 && row?.kind !== 'list') {
    return { complaint: [`${written} is given ${given.length} times`, 'Give it once.'] };
  }
  const value = given.join('\n');
  if (row === undefined && value !== 'true' && value !== 'false') {
    return { complaint: [`${written} is ${quote(value)}`, `Write ${written} alone.`] };
  }
  return { value };
}

function unknownCommand(word: string): Complaint {
  const nearest = nearestName(word, Object.keys(commands));
  const hint = nearest === undefined ? `Write ${inWords(modes)}.` : `Did you mean ${nearest}?`;
  return [`The command ${quote(word)} does not exist`, hint];
}

function unknownFlag(written: string, mode: Mode): Complaint {
  if (written === '--mode') return ['--mode does not exist', `The command is the mode: gitops-push ${mode}.`];
  const names = [...inputsOf('terminal'), ...terminalFlags].map(row => row.name);
  const nearest = nearestName(written.replace(/^-+(?:no-)?/, ''), names);
  const hint = nearest === undefined ? `See gitops-push help ${mode}.` : `Did you mean --${nearest}?`;
  return [`${written} does not exist`, hint];
}

function unexpectedWords(words: readonly string[]): Complaint {
  const first = words[0] ?? '';
  return [`${words.map(quote).join(' ')} stands alone`, `Values follow their flag: --path ${first}`];
}

function wrong(complaints: readonly Complaint[]): ArgvMistakes {
  const mistakes = complaints.map(
    ([message, hint]): Diagnostic => ({ code: 'input-invalid', severity: 'error', message, hint }),
  );
  return { kind: 'mistakes', mistakes };
}
