import { isList, type Json, valueAt } from '../model/json.ts';

/** The text at a JSON pointer of an answer, or undefined when there is none. */
export function textAt(body: Json | undefined, pointer: string): string | undefined {
  const value = valueAt(body, pointer);
  return typeof value === 'string' ? value : undefined;
}

/** The number at a JSON pointer of an answer, or undefined when there is none. */
export function numberAt(body: Json | undefined, pointer: string): number | undefined {
  const value = valueAt(body, pointer);
  return typeof value === 'number' ? value : undefined;
}

/** The list at a JSON pointer of an answer; empty when there is none. */
export function listAt(body: Json | undefined, pointer: string): readonly Json[] {
  const value = valueAt(body, pointer);
  return isList(value) ? value : [];
}
