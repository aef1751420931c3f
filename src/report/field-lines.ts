import type { FieldChange } from '../model/change.ts';
import { isList, isObject, type Json, stringifyJson } from '../model/json.ts';
import { oneLine } from './escape.ts';
import { groupFields } from './groups.ts';
import { shorten, shortenPair } from './shorten.ts';
import { shortenLines, type SignedLine } from './signed-lines.ts';
import { entryLines, yamlText } from './yaml-lines.ts';

/** On a terminal either side of a changed value shows at most so many lines; the report says how many there are beyond. */
const shownLines = 120;

/** A piece of a diff that is never parted; `context` says where it stands and comes first, unless it was said just before. */
export interface Hunk {
  readonly context: readonly string[];
  readonly lines: readonly string[];
}

/** A side that is longer than this is parted all the same, between lines. */
const longestHunk = 100;

/**
 * Changed fields as the lines of a diff, at most `width` columns each: ` ` before the path that fields have in
 * common, `-` and `+` before old and new values, `@@` before a part of a long text. Very long values end in a count.
 */
export function fieldLines(fields: readonly FieldChange[], width: number): readonly string[] {
  return joinHunks(hunksOf(fields, width, limited));
}

/** The same with every line, as the pieces between which it may be parted. */
export function fieldHunks(fields: readonly FieldChange[], width: number): readonly Hunk[] {
  return hunksOf(fields, width, lines => lines).flatMap(({ context, lines }) => {
    const starts = lines.flatMap((line, index) =>
      index > 0 && (line.startsWith('@@') || index % longestHunk === 0) ? [index] : [],
    );
    return [0, ...starts].map((start, index) => ({ context, lines: lines.slice(start, starts[index]) }));
  });
}

/** Hunks as lines, what several have in common once. */
export function joinHunks(hunks: readonly Hunk[]): readonly string[] {
  let said: readonly string[] = [];
  return hunks.flatMap(({ context, lines }) => {
    const same = context.findIndex((line, index) => line !== said[index]);
    said = context;
    return [...(same === -1 ? [] : context.slice(same)), ...lines];
  });
}

type Limit = (lines: readonly string[]) => readonly string[];

function hunksOf(fields: readonly FieldChange[], width: number, limit: Limit): readonly Hunk[] {
  return groupFields(fields).flatMap(({ parent, fields: members }) => {
    const path = parent === '' ? [] : [` ${shorten(oneLine(parent), width - 1)}`];
    return members.map(({ name, field }) => {
      const { context, lines } = hunkOf(oneLine(name), field, width, limit);
      return { context: [...path, ...context], lines };
    });
  });
}

function hunkOf(name: string, field: FieldChange, width: number, limit: Limit): Hunk {
  const note = field.owner === undefined ? '' : `  # set by ${oneLine(field.owner)}${sinceWords(field)}`;
  const third = declaredLines(field, width);
  if (field.lines) {
    const head = [`   ${shorten(`${name}:${note}`, width - 3)}`];
    return { context: head, lines: [...limit(hunkLines(field.lines, width)), ...third] };
  }
  return { context: [], lines: [...sidesOf(name, field, width, { note, limit }), ...third] };
}

function sinceWords({ ownerSince }: FieldChange): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(ownerSince ?? '') ?? [];
  return day === undefined || time === undefined ? '' : ` on ${day} ${time} UTC`;
}

/** The third side of a drift: what the newest commit says, which was not deployed yet. */
function declaredLines({ declared }: FieldChange, width: number): readonly string[] {
  if (declared === undefined) return [];
  const value = typeof declared === 'string' ? yamlText(declared) : stringifyJson(declared);
  return [`   ${shorten(`# in Git, not deployed yet: ${oneLine(value)}`, width - 3)}`];
}

function sidesOf(
  name: string,
  field: FieldChange,
  width: number,
  { note, limit }: { readonly note: string; readonly limit: Limit },
): readonly string[] {
  const before = field.before === undefined ? [] : sideLines(name, field.before);
  const after = field.after === undefined ? [] : sideLines(name, field.after);
  if (before.length === 1 && after.length === 1) {
    const [old = '', next = ''] = [before[0], after[0]];
    const [cutOld, cutNext] = shortenPair(oneLine(old), oneLine(next), width - 3 - note.length);
    return [`-  ${cutOld}${note}`, `+  ${cutNext}`];
  }
  const owner = note === '' ? [] : [`   ${note.trim()}`];
  const lines = shortenLines([...signed('-', before), ...signed('+', after)], width - 3);
  const side = (sign: SignedLine['sign']): readonly string[] =>
    lines.filter(line => line.sign === sign).map(line => `${sign}  ${line.text}`);
  // Each side by itself, so that a long old value does not push out the new one.
  return [...owner, ...limit(side('-')), ...limit(side('+'))];
}

function signed(sign: SignedLine['sign'], texts: readonly string[]): readonly SignedLine[] {
  return texts.map(text => ({ sign, text: oneLine(text) }));
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

/** The lines of hunks; the heads of hunks stand at the edge, the text is indented below its name. */
function hunkLines(lines: readonly string[], width: number): readonly string[] {
  // Remarks on a missing line feed may stand between the two sides of a changed line.
  const isRemark = (line: string): boolean => /^(?:@@|\\)/.test(line);
  const texts = lines.filter(line => !isRemark(line)).map(signedLine);
  const shown = shortenLines(texts, width - 5).map(({ sign, text }) => `${sign}    ${text}`.trimEnd());
  const rest = shown.values();
  return lines.map(line => {
    if (isRemark(line)) return line.startsWith('@@') ? line : `     ${line}`;
    return rest.next().value ?? '';
  });
}

function signedLine(line: string): SignedLine {
  const sign = line.startsWith('-') ? '-' : line.startsWith('+') ? '+' : ' ';
  return { sign, text: oneLine(line.slice(1)) };
}

function limited(lines: readonly string[]): readonly string[] {
  if (lines.length <= shownLines) return lines;
  return [...lines.slice(0, shownLines), `   … and ${lines.length - shownLines} more lines`];
}
