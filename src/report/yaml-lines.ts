import { isList, isObject, type Json, type JsonObject, stringifyJson } from '../model/json.ts';

/** Plain scalars that some reader takes for something else: booleans, nothing, numbers, times, merge keys. */
const ambiguous =
  /^(?:true|false|null|yes|no|on|off|y|n|[-+]?\.?(?:inf|nan)|[-+]?\.?\d[\dxobea-f_.,:+-]*(?:t[\d:.+z-]*)?|[-+]?\d[\d_]*|=|<<)$/i;

/** A value as lines of YAML that read back as the same value, written as kubectl writes it: lists not indented. */
export function yamlLines(value: Json): readonly string[] {
  if (isList(value) && value.length > 0) return value.flatMap(itemLines);
  if (isObject(value) && Object.keys(value).length > 0) return mapLines(value);
  if (typeof value === 'string' && isBlock(value)) return [blockHead(value), ...blockLines(value)];
  return [scalar(value)];
}

/** One entry of a map as lines: `key: value`, or the key and its value below. */
export function entryLines(key: string, value: Json): readonly string[] {
  const name = yamlText(key);
  if (typeof value === 'string' && isBlock(value))
    return [`${name}: ${blockHead(value)}`, ...blockLines(value)];
  const lines = yamlLines(value);
  if (isList(value) && value.length > 0) return [`${name}:`, ...lines];
  if (isObject(value) && Object.keys(value).length > 0) return [`${name}:`, ...lines.map(indented)];
  return [`${name}: ${lines[0] ?? ''}`];
}

/** Text on one line: without quotes where that is unmistakable, so that "1" and 1 look different. */
export function yamlText(text: string): string {
  const isPlain =
    /^[\p{L}\p{N}_./(+-][^\n\t]*$/u.test(text) &&
    !/^-(?:\s|$)|^\.\.\.|^---|: |:$| #|\s$/.test(text) &&
    !/\p{C}/u.test(text) &&
    !ambiguous.test(text);
  return isPlain ? text : quoted(text);
}

/** JSON's quotes are YAML's too, but for characters that YAML does not allow as they are. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u00A0\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFFE\uFFFF]/g,
    found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function mapLines(map: JsonObject): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => entryLines(key, value));
}

function itemLines(item: Json): readonly string[] {
  const lines = yamlLines(item);
  const isLong = typeof item === 'string' && isBlock(item);
  return lines.map((line, index) => (index === 0 ? `- ${line}` : isLong ? line : indented(line)));
}

function scalar(value: Json): string {
  return typeof value === 'string' ? yamlText(value) : stringifyJson(value);
}

/** Text that a literal block holds unchanged: more than one line, nothing invisible, indentation that can be told. */
function isBlock(text: string): boolean {
  return /\n/.test(text) && /^[^\s]/.test(text) && !/[^\P{C}\n\t]|\u2028|\u2029/u.test(text);
}

/** How the block ends: `|-` without a line feed, `|` with one, `|+` with more. */
function blockHead(text: string): string {
  return /\n\s*\n$/.test(text) ? '|+' : text.endsWith('\n') ? '|' : '|-';
}

function blockLines(text: string): readonly string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map(line => (line === '' ? '' : indented(line)));
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
