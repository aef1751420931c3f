import type { FieldChange } from '../model/change.ts';
import { isList, isObject, type Json, stringifyJson } from '../model/json.ts';

/**
 * The two sides of a changed field as `-` and `+` lines of at most `width` columns; long values are cut in the middle
 * with their length, values of several lines are shown line by line.
 */
export function fieldLines(field: FieldChange, width: number): readonly string[] {
  const side = (sign: string, value: Json | undefined): readonly string[] =>
    value === undefined ? [] : valueLines(value).map(line => `${sign} ${cut(line, width - 2)}`);
  return [...side('-', field.before), ...side('+', field.after)];
}

/** A value as people write it: text without quotes when that is unmistakable, maps as `key: value` lines, lists as `- item`. */
export function valueLines(value: Json): readonly string[] {
  if (typeof value === 'string') return textLines(value);
  if (isList(value) && value.length > 0) return value.flatMap(item => prefixed('- ', valueLines(item)));
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => entryLines(key, item));
  return [stringifyJson(value)];
}

/** The text in one line of at most `width` columns, cut in the middle, with its full length. */
export function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const note = ` … (${text.length} characters) … `;
  const room = Math.max(8, width - note.length);
  return `${text.slice(0, Math.ceil(room / 2))}${note}${text.slice(text.length - Math.floor(room / 2))}`;
}

function textLines(text: string): readonly string[] {
  if (text.includes('\n')) return text.replace(/\n$/, '').split('\n');
  return [isPlain(text) ? text : JSON.stringify(text)];
}

/** Text that could be taken for a number, a boolean or nothing is quoted, so that "1" and 1 look different. */
function isPlain(text: string): boolean {
  return (
    /^[\w./:@(][^\n\t]*$/.test(text) &&
    text === text.trimEnd() &&
    !/^(?:true|false|null|yes|no|on|off|y|n|[-+.\d][\d._]*(?:e[-+]?\d+)?)$/i.test(text)
  );
}

function entryLines(key: string, value: Json): readonly string[] {
  const lines = valueLines(value);
  const isNested =
    (isObject(value) || isList(value) || (typeof value === 'string' && value.includes('\n'))) &&
    lines.length > 0 &&
    lines[0] !== '{}' &&
    lines[0] !== '[]';
  return isNested ? [`${key}:`, ...lines.map(line => `  ${line}`)] : [`${key}: ${lines[0] ?? ''}`];
}

function prefixed(prefix: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === 0 ? prefix : ' '.repeat(prefix.length)) + line);
}
