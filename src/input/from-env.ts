import { inputs } from './inputs.ts';
import type { RawInputs } from './reader.ts';

const prefix = 'INPUT_';

/**
 * The inputs of a step as the runner hands them over: one variable each, `INPUT_` and the name in capitals, dashes
 * kept. Unknown inputs come too. Source: actions/toolkit packages/core/src/core.ts, getInput.
 */
export function inputsFromEnv(env: Readonly<Record<string, string | undefined>>): RawInputs {
  // The runner writes the name in capitals: those with a capital inside get it back.
  const written = new Map<string, string>(inputs.map(({ name }) => [name.toLowerCase(), name]));
  const nameOf = (name: string): string => written.get(name) ?? name;
  const entries = Object.entries(env).flatMap(([variable, value]) =>
    variable.startsWith(prefix) && value !== undefined
      ? [[nameOf(variable.slice(prefix.length).toLowerCase()), value] as const]
      : [],
  );
  return Object.fromEntries(entries);
}
