import type { ActionFile } from './action-file.ts';
import { type Contexts, expand } from './expression.ts';

/** What a step is given under `with:`; numbers and booleans reach the action as text. */
export type StepWith = Readonly<Record<string, string | number | boolean>>;

/** The inputs of a step with their defaults, and what the runner warns of. */
export interface StepInputs {
  readonly values: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/**
 * The inputs as the action gets them: those of the step first, then the defaults of those that were not given. An input
 * that was given as an empty text stays empty. Names do not mind the case; an undeclared one is passed on with a warning.
 * Source: actions/runner src/Runner.Worker/ActionRunner.cs.
 */
export function inputsOf(action: ActionFile, given: StepWith, contexts: Contexts): StepInputs {
  const values = new Map(
    Object.entries(given).map(([name, value]) => [name, expand(String(value), contexts)]),
  );
  const lowerNames = new Set([...values.keys()].map(name => name.toLowerCase()));
  const declared = new Map(action.inputs.map(input => [input.name.toLowerCase(), input]));
  const deprecations = [...lowerNames].flatMap(name => {
    const deprecation = declared.get(name)?.deprecation;
    return deprecation === undefined ? [] : [`Input ${name} is deprecated: ${deprecation}`];
  });
  const strangers = [...values.keys()].filter(name => !declared.has(name.toLowerCase()));
  for (const input of action.inputs) {
    if (!lowerNames.has(input.name.toLowerCase())) values.set(input.name, expand(input.default, contexts));
  }
  const valid = action.inputs.map(input => input.name).join(', ');
  const unexpected =
    strangers.length === 0 ? [] : [`Unexpected inputs: ${strangers.join(', ')}. Valid: ${valid}`];
  return { values, warnings: [...deprecations, ...unexpected] };
}

/** The variables INPUT_*: the name in capitals, blanks as underscores, dashes kept. Source: Handler.cs. */
export function inputVariables(values: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    [...values].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}
