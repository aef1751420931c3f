import { load } from 'js-yaml';
import { isObject, type Json, type JsonObject } from '../../../model/json.ts';

/** A YAML document that should be a map: the map, or what is wrong with it and where. */
export type ReadYaml =
  | { readonly object: JsonObject }
  | { readonly problem: string; readonly line: number; readonly column: number };

/** Reads one YAML document; an empty one is an empty map. */
export function readYaml(text: string): ReadYaml {
  try {
    const value: unknown = load(text);
    if (value === undefined || value === null) return { object: {} };
    const json: Json = JSON.parse(JSON.stringify(value));
    return isObject(json) ? { object: json } : { problem: 'it is no map', line: 1, column: 1 };
  } catch (error) {
    return { problem: reasonOf(error), ...placeOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'reason' in error) return String(error.reason);
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function placeOf(error: unknown): { readonly line: number; readonly column: number } {
  const mark = typeof error === 'object' && error !== null && 'mark' in error ? error.mark : undefined;
  if (typeof mark !== 'object' || mark === null) return { line: 1, column: 1 };
  const at = (name: 'line' | 'column'): number => {
    const value: unknown = Reflect.get(mark, name);
    return typeof value === 'number' ? value + 1 : 1;
  };
  return { line: at('line'), column: at('column') };
}
