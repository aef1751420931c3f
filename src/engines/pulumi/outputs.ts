import { isList, isObject, type Json, type JsonObject, stringifyJson } from '../../model/json.ts';
import type { Secrets } from '../../model/world.ts';
import { objectIn } from './cli/printed.ts';
import type { EngineEvent } from './events/event.ts';
import { stackType } from './events/urn.ts';
import { isSecretValue } from './events/values.ts';
import type { PulumiStack } from './stack.ts';

/** The outputs of a stack: in clear for later steps, and without secrets for people. */
export interface StackOutputs {
  readonly clear: JsonObject;
  readonly masked: JsonObject;
}

/** What the CLI prints for a secret when it was not asked to show it. */
const blinded = '[secret]';

/**
 * Reads the outputs in clear, and registers every leaf that is secret in any form before anything can print it. Which leaves
 * are secret the events of the update tell; where these do not tell the very same outputs, the CLI is asked once more for
 * the blinded ones. The flag "secret" of the library looks at the top level alone, where an object may hold one.
 */
export async function readOutputs(
  stack: PulumiStack,
  events: readonly EngineEvent[],
  secrets: Secrets,
): Promise<StackOutputs> {
  const clear = objectIn((await stack.ask(['stack', 'output', '--json', '--show-secrets'])).stdout);
  const told = toldOutputs(events);
  const masked =
    told && isSame(told, clear) ? told : objectIn((await stack.ask(['stack', 'output', '--json'])).stdout);
  for (const value of secretLeaves(masked, clear)) secrets.add(value);
  return { clear, masked };
}

/** The outputs as the update's own events tell them, blinded; undefined when they tell none. */
export function toldOutputs(events: readonly EngineEvent[]): JsonObject | undefined {
  const told = events.findLast(
    event =>
      event.kind === 'step' && event.type === stackType && event.phase === 'after' && !event.isPlanning,
  );
  return told?.kind === 'step' && told.new ? blind(told.new.outputs) : undefined;
}

function blind(outputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, blindValue(value)]));
}

function blindValue(value: Json): Json {
  if (isSecretValue(value)) return blinded;
  if (isList(value)) return value.map(blindValue);
  return isObject(value) ? blind(value) : value;
}

/** Whether both are the same but for what is blinded in the first. */
function isSame(masked: Json, clear: Json | undefined): boolean {
  if (clear === undefined) return false;
  if (masked === blinded) return true;
  if (isList(masked))
    return (
      isList(clear) &&
      clear.length === masked.length &&
      masked.every((item, index) => isSame(item, clear[index]))
    );
  if (!isObject(masked)) return masked === clear;
  return (
    isObject(clear) &&
    Object.keys(clear).length === Object.keys(masked).length &&
    Object.entries(masked).every(([key, item]) => Object.hasOwn(clear, key) && isSame(item, clear[key]))
  );
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
