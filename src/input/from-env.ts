import type { RawInputs } from './reader.ts';

const prefix = 'INPUT_';

/**
 * The inputs of a step as the runner hands them over: one variable each, `INPUT_` and the name in capitals, dashes
 * kept. Unknown inputs come too. Source: actions/toolkit packages/core/src/core.ts, getInput.
 */
export function inputsFromEnv(env: Readonly<Record<string, string | undefined>>): RawInputs {
  const entries = Object.entries(env).flatMap(([variable, value]) =>
    variable.startsWith(prefix) && value !== undefined
      ? [[variable.slice(prefix.length).toLowerCase(), value] as const]
      : [],
  );
  return Object.fromEntries(entries);
}
