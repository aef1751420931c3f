import type { FieldChange } from '../model/change.ts';
import { isList, isObject, type Json, stringifyJson } from '../model/json.ts';
import { oneLine } from './escape.ts';
import { groupFields } from './groups.ts';
import { shorten, shortenPair } from './shorten.ts';
import { entryLines, yamlText } from './yaml-lines.ts';

/** One changed value shows at most so many lines; the report says how many there are beyond. */
const shownLines = 120;

/**
 * Changed fields as the lines of a diff, at most `width` columns each: ` ` before the path that fields have in
 * common, `-` and `+` before old and new values, `@@` before a part of a long text.
 */
export function fieldLines(fields: readonly FieldChange[], width: number): readonly string[] {
  return groupFields(fields).flatMap(({ parent, fields: members }) => [
    ...(parent === '' ? [] : [` ${shorten(oneLine(parent), width - 1)}`]),
    ...members.flatMap(({ name, field }) => limited(linesOf(oneLine(name), field, width))),
  ]);
}

function linesOf(name: string, field: FieldChange, width: number): readonly string[] {
  const note = field.owner === undefined ? '' : `  # set by ${oneLine(field.owner)}`;
  if (field.lines)
    return [`   ${shorten(`${name}:${note}`, width - 3)}`, ...field.lines.map(line => textLine(line, width))];
  const before = field.before === undefined ? [] : sideLines(name, field.before);
  const after = field.after === undefined ? [] : sideLines(name, field.after);
  const [old = '', next = ''] = [before[0], after[0]];
  if (before.length === 1 && after.length === 1) {
    const [cutOld, cutNext] = shortenPair(oneLine(old), oneLine(next), width - 3 - note.length);
    return [`-  ${cutOld}${note}`, `+  ${cutNext}`];
  }
  const signed = (sign: string, lines: readonly string[]): readonly string[] =>
    lines.map(line => `${sign}  ${shorten(oneLine(line), width - 3)}`);
  const owner = note === '' ? [] : [`   ${note.trim()}`];
  return [...owner, ...signed('-', before), ...signed('+', after)];
}

/** The value under its name. An item of a list is told by what its name does not say already. */
function sideLines(name: string, value: Json): readonly string[] {
  const item = /\[(.*)\]$/s.exec(name)?.[1];
  if (item === undefined) return namedLines(name, value);
  if (value === item) return [name];
  if (isObject(value) && value['name'] === item) {
    const { name: _, ...rest } = value;
    const keys = Object.keys(rest);
    if (keys.length === 0) return [name];
    if (keys.length === 1 && rest['value'] !== undefined) return namedLines(name, rest['value']);
    return namedLines(name, rest);
  }
  return namedLines(name, value);
}

/** `name: value`; the name is a path for people, so that it is never quoted. */
function namedLines(name: string, value: Json): readonly string[] {
  if (name.endsWith(' (order)') && isList(value)) return [`${name}: ${value.map(orderName).join(', ')}`];
  const [first = '', ...rest] = entryLines('x', value);
  return [`${name}${first.slice(1)}`, ...rest];
}

function orderName(name: Json): string {
  return typeof name === 'string' ? yamlText(name) : stringifyJson(name);
}

function textLine(line: string, width: number): string {
  if (line.startsWith('@@')) return line;
  // What has no sign of its own says that the last line has no line feed.
  const [sign, text] = /^[-+ ]/.test(line) ? [line.slice(0, 1), line.slice(1)] : [' ', line];
  return `${sign}    ${shorten(oneLine(text), width - 5)}`.trimEnd();
}

function limited(lines: readonly string[]): readonly string[] {
  if (lines.length <= shownLines) return lines;
  return [...lines.slice(0, shownLines), `   … and ${lines.length - shownLines} more lines`];
}
