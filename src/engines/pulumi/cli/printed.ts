import { isList, isObject, type Json, type JsonObject, parseJson } from '../../../model/json.ts';

/** A JSON object that the CLI printed. @throws SyntaxError when it printed something else */
export function objectIn(stdout: string): JsonObject {
  const value = parseJson(stdout);
  if (!isObject(value)) throw new SyntaxError('not a JSON object');
  return value;
}

/** A JSON list that the CLI printed. @throws SyntaxError when it printed something else */
export function listIn(stdout: string): readonly Json[] {
  const value = parseJson(stdout);
  if (!isList(value)) throw new SyntaxError('not a JSON list');
  return value;
}
