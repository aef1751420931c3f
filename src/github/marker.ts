import { isObject, type Json, type JsonObject, parseJson } from '../model/json.ts';
import { numberAt } from './body.ts';

/** A text under its marker: a first line, invisible to readers, that says in JSON whose text it is. */
export function withMarker(marker: JsonObject, text: string): string {
  return `<!-- ${escaped({ 'gitops-push': 1, ...marker })} -->\n${text}`;
}

/** Angle brackets are written as escapes: nothing in the JSON can end the HTML comment. */
function escaped(marker: Json): string {
  return JSON.stringify(marker).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

/** Takes a text apart; undefined when its first line is no marker of ours. Who wrote it must have been checked before. */
export function splitMarker(
  body: string,
): { readonly marker: JsonObject; readonly text: string } | undefined {
  const lines = body.replaceAll('\r\n', '\n');
  const end = lines.indexOf('\n');
  const [, json] = /^<!-- (\{.*\}) -->$/.exec(end === -1 ? lines : lines.slice(0, end)) ?? [];
  const marker = json === undefined ? undefined : parseMarker(json);
  if (marker === undefined || numberAt(marker, '/gitops-push') !== 1 || !isObject(marker)) return undefined;
  return { marker, text: end === -1 ? '' : lines.slice(end + 1).trimEnd() };
}

function parseMarker(json: string): Json | undefined {
  try {
    return parseJson(json);
  } catch {
    return undefined;
  }
}
