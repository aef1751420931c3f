import type { Diagnostic } from '../model/diagnostic.ts';
import { Secret } from '../model/secret.ts';
import type { Host, InputRow } from './input-row.ts';
import { type InputName, inputs } from './inputs.ts';
import { type Parsed, parseBoolean, parseChoice, parseCount, parseDuration, parseList } from './scalars.ts';

/** Inputs as they were written: name without INPUT_ or dashes in front, and text. */
export type RawInputs = Readonly<Record<string, string>>;

/** Reads inputs one by one and keeps every mistake, so that all of them are told together. */
export interface Reader {
  /** The trimmed text, or the default; undefined when neither is there. An empty text is not given. */
  text(name: InputName): string | undefined;
  /** Whether it was written, be it as the default is. */
  isGiven(name: InputName): boolean;
  /** The text, which has to pass a check; undefined when absent or wrong. */
  checked<T>(name: InputName, parse: (text: string) => Parsed<T>): T | undefined;
  choice<T extends string>(name: InputName, choices: readonly T[], otherwise: T): T;
  boolean(name: InputName): boolean;
  count(name: InputName): number;
  durationMs(name: InputName): number;
  list(name: InputName): readonly string[];
  secret(name: InputName, parse?: (text: string) => Parsed<string>): Secret | undefined;
  /** Adds a mistake: `problem` continues the sentence that begins with the input's name. */
  complain(name: InputName, problem: string, hint: string): void;
  readonly mistakes: readonly Diagnostic[];
}

/** Opens a reader over the inputs of one run. */
export function openReader(raw: RawInputs, host: Host): Reader {
  const mistakes: Diagnostic[] = [];
  const complain = (name: InputName, problem: string, hint: string): void => {
    mistakes.push({
      code: 'input-invalid',
      severity: 'error',
      message: `${writtenName(name, host)} ${problem}`,
      hint,
    });
  };
  const text = (name: InputName): string | undefined => givenText(raw, name) ?? rowOf(name)?.default;
  const checked = <T>(name: InputName, parse: (text: string) => Parsed<T>): T | undefined => {
    const written = text(name);
    if (written === undefined) return undefined;
    const parsed = parse(written);
    if (parsed.ok) return parsed.value;
    complain(name, parsed.problem, parsed.hint);
    return undefined;
  };
  return {
    text,
    isGiven: name => givenText(raw, name) !== undefined,
    checked,
    choice: (name, choices, otherwise) => checked(name, value => parseChoice(value, choices)) ?? otherwise,
    boolean: name => checked(name, parseBoolean) ?? false,
    count: name => checked(name, parseCount) ?? 0,
    durationMs: name => checked(name, parseDuration) ?? 0,
    list: name => parseList(text(name) ?? ''),
    secret: (name, parse) => {
      const value = parse === undefined ? text(name) : checked(name, parse);
      return value === undefined ? undefined : new Secret(value);
    },
    complain,
    mistakes,
  };
}

/** How messages name an input: as it is written on that host. */
export function writtenName(name: string, host: Host): string {
  return host === 'terminal' ? `--${name}` : `The input ${name}`;
}

/** The trimmed text of an input that was given; an empty one was not. */
export function givenText(raw: RawInputs, name: string): string | undefined {
  const text = Object.hasOwn(raw, name) ? raw[name]?.trim() : undefined;
  return text === '' ? undefined : text;
}

function rowOf(name: InputName): InputRow | undefined {
  return inputs.find(row => row.name === name);
}
