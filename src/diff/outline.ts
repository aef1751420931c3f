import { isList, isObject, type Json, stringifyJson } from '../model/json.ts';

/** Text that stands without quotes: what could be taken for something else, or has lines of its own, is quoted. */
const plainText = /^(?!(?:true|false|null|yes|no|on|off|[yn])$|-?[\d.]|- )[A-Za-z./-]\S*$/i;

/** A value as lines to compare, one leaf a line, indented like YAML. */
export function outlineOf(value: Json): readonly string[] {
  if (isList(value) && value.length > 0) return value.flatMap(item => underneath('- ', outlineOf(item)));
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => entryOf(textOf(key), item));
  return [textOf(value)];
}

function entryOf(name: string, value: Json): readonly string[] {
  const lines = outlineOf(value);
  if (isList(value) && value.length > 0) return [`${name}:`, ...lines];
  if (isObject(value) && Object.keys(value).length > 0)
    return [`${name}:`, ...lines.map(line => `  ${line}`)];
  return [`${name}: ${lines[0] ?? ''}`];
}

function underneath(head: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(head.length)) + line);
}

function textOf(value: Json): string {
  return typeof value === 'string' && plainText.test(value) ? value : stringifyJson(value);
}
