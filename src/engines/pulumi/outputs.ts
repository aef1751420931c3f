import { isList, isObject, type Json, type JsonObject, stringifyJson } from '../../model/json.ts';
import type { Secrets } from '../../model/world.ts';
import { objectIn } from './cli/printed.ts';
import type { PulumiStack } from './stack.ts';

/** The outputs of a stack: in clear for later steps, and without secrets for people. */
export interface StackOutputs {
  readonly clear: JsonObject;
  readonly masked: JsonObject;
}

/** What the CLI prints for a secret when it was not asked to show it. */
const blinded = '[secret]';

/**
 * Reads the outputs twice, blinded and in clear, and registers every leaf that is blinded in any form before anything
 * can print it. The flag "secret" of the library looks at the top level alone, where an object may hold one.
 */
export async function readOutputs(stack: PulumiStack, secrets: Secrets): Promise<StackOutputs> {
  const masked = objectIn((await stack.ask(['stack', 'output', '--json'])).stdout);
  const clear = objectIn((await stack.ask(['stack', 'output', '--json', '--show-secrets'])).stdout);
  for (const value of secretLeaves(masked, clear)) secrets.add(value);
  return { clear, masked };
}

/** The texts of all leaves that are blinded on one side; a blinded whole gives its text and each of its leaves. */
export function secretLeaves(masked: Json | undefined, clear: Json | undefined): readonly string[] {
  if (clear === undefined) return [];
  if (masked === blinded) return [...new Set([textOf(clear), ...leavesOf(clear)])];
  if (isList(clear)) {
    const list = isList(masked) ? masked : [];
    return clear.flatMap((item, index) => secretLeaves(list[index], item));
  }
  if (!isObject(clear)) return [];
  const object = isObject(masked) ? masked : {};
  return Object.entries(clear).flatMap(([key, item]) => secretLeaves(object[key], item));
}

function leavesOf(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(leavesOf);
  if (isObject(value)) return Object.values(value).flatMap(leavesOf);
  return [textOf(value)];
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : stringifyJson(value);
}
