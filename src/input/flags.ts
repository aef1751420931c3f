import { parseArgs } from 'node:util';
import { terminalFlags } from './commands.ts';
import { inputsOf } from './inputs.ts';

/** A flag as it was written. `values` has one entry for each time, undefined where the value is missing. */
export interface Flag {
  readonly written: string;
  readonly values: readonly (string | undefined)[];
}

/** A command line taken apart: its words in order, and its flags by name without dashes. */
export interface Arguments {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, Flag>;
}

/** Takes a command line apart. Unknown flags stay in; `--x` and `--no-x` of a boolean are `true` and `false`. */
export function splitArguments(argv: readonly string[]): Arguments {
  const booleans = booleanNames();
  const words: string[] = [];
  const flags = new Map<string, Flag>();
  for (const token of tokensOf(argv, booleans)) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, value } = namedValue(token, booleans);
    const earlier = flags.get(name)?.values ?? [];
    flags.set(name, { written: token.rawName, values: [...earlier, value] });
  }
  return { words, flags };
}

function booleanNames(): ReadonlySet<string> {
  const rows = inputsOf('terminal').filter(row => row.kind === 'boolean');
  return new Set([...rows, ...terminalFlags].map(row => row.name));
}

function tokensOf(argv: readonly string[], booleans: ReadonlySet<string>) {
  const options: Record<string, { type: 'boolean' | 'string'; short?: string }> = {};
  for (const row of [...inputsOf('terminal'), ...terminalFlags]) {
    options[row.name] = { type: booleans.has(row.name) ? 'boolean' : 'string' };
  }
  options['help'] = { type: 'boolean', short: 'h' };
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

interface Written {
  readonly name: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function namedValue(token: Written, booleans: ReadonlySet<string>): Pick<Written, 'name' | 'value'> {
  const { name, value } = token;
  const positive = name.replace(/^no-/, '');
  if (value === undefined && positive !== name && booleans.has(positive)) {
    return { name: positive, value: 'false' };
  }
  if (booleans.has(name)) return { name, value: value ?? 'true' };
  // A flag where the value should be is taken for the value by parseArgs: the user forgot one.
  const isFlag = token.inlineValue === false && value?.startsWith('--') === true;
  return { name, value: isFlag ? undefined : value };
}
