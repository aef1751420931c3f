import type { Json } from '../../../model/json.ts';
import { closeAnchor, expandAlias, openAnchor } from './aliases.ts';
import type { Event } from './events.ts';
import { eventId } from './events.ts';
import { firstKeyOffset, keyText, scalarKey } from './keys.ts';
import type { OpenMap } from './merge.ts';
import { readMerge, setKey } from './merge.ts';
import { isMergeKey, resolveScalar } from './scalar-values.ts';
import type { Resolved } from './scalars.ts';
import { exactNumber, floatKey } from './scalars.ts';
import type { Walk } from './walk.ts';
import { atEnd, fail, skipNode, startWalk, stop, takeEvent } from './walk.ts';
import type { Problem } from './yaml-codes.ts';
import { yamlLimits } from './yaml-codes.ts';

/** The value of one document and what is wrong with it; with an error among the problems the value is not whole. */
export interface Constructed {
  readonly value: Json;
  readonly problems: readonly Problem[];
}

/** Builds the value that kubectl would read from the events of one document; offsets are those of the text. */
export function constructValue(
  text: string,
  events: readonly Event[],
  language: Walk['language'],
): Constructed {
  const walk = startWalk(text, events, language);
  const value = readNode(walk);
  return { value, problems: walk.problems };
}

function readNode(walk: Walk): Json {
  const event = takeEvent(walk);
  walk.decoded += 1;
  if (!event || walk.stopped) return null;
  const anchor = openAnchor(walk, event);
  const value = readContent(walk, event);
  if (anchor) closeAnchor(walk, anchor, value);
  return value;
}

function readContent(walk: Walk, event: Event): Json {
  switch (event.type) {
    case eventId.SCALAR:
      return scalarValue(walk, resolveScalar(walk, event));
    case eventId.ALIAS:
      return expandAlias(walk, event)?.value ?? null;
    case eventId.SEQUENCE:
      return nested(walk, readSequence);
    case eventId.MAPPING:
      return nested(walk, readMapping);
    case eventId.DOCUMENT:
    case eventId.POP:
      return null;
  }
}

function nested(walk: Walk, read: (walk: Walk) => Json): Json {
  walk.depth += 1;
  walk.deepest = Math.max(walk.deepest, walk.depth);
  if (walk.depth > yamlLimits.depth)
    stop(walk, 'yaml-limit', { message: `the document is nested deeper than ${yamlLimits.depth} levels` });
  const value = read(walk);
  walk.depth -= 1;
  walk.cursor += 1;
  return value;
}

function scalarValue(walk: Walk, resolved: Resolved): Json {
  if (resolved.tag === 'int') return exactNumber(resolved.unsigned ? Number(resolved.value) : resolved.value);
  if (resolved.tag !== 'float') return resolved.value;
  if (Number.isFinite(resolved.value)) return exactNumber(resolved.value);
  fail(walk, 'yaml-number', { message: 'JSON has no such number', hint: 'quote it if text is meant' });
  return null;
}

function readSequence(walk: Walk): Json {
  const items: Json[] = [];
  while (!atEnd(walk)) items.push(readNode(walk));
  return items;
}

function readMapping(walk: Walk): Json {
  const map: OpenMap = { object: {}, firstKey: walk.cursor };
  while (!atEnd(walk)) {
    const event = walk.events[walk.cursor];
    if (event?.type === eventId.SCALAR && isMergeKey(walk, event)) readMerge(walk, map, readNode);
    else readPair(walk, map);
  }
  return map.object;
}

function readPair(walk: Walk, map: OpenMap): void {
  const key = readKey(walk);
  const offset = walk.lastOffset;
  const value = readNode(walk);
  if (key === undefined) return;
  if (Object.hasOwn(map.object, key) && !map.merged?.has(key)) {
    const message = `the key ${JSON.stringify(key)} stands here and before in the same map`;
    fail(walk, 'yaml-duplicate-key', {
      message,
      offset,
      otherOffset: firstKeyOffset(walk, map.firstKey, key),
    });
  }
  map.merged?.delete(key);
  setKey(map.object, key, value);
}

function readKey(walk: Walk): string | undefined {
  const event = walk.events[walk.cursor];
  if (event?.type === eventId.SCALAR) {
    takeEvent(walk);
    walk.decoded += 1;
    const anchor = openAnchor(walk, event);
    const key = scalarKey(walk, event);
    if (anchor) closeAnchor(walk, anchor, scalarValue({ ...walk, problems: [] }, resolveScalar(walk, event)));
    return key;
  }
  if (event?.type === eventId.ALIAS) return readAliasKey(walk);
  takeEvent(walk);
  failKeyType(walk);
  walk.cursor = skipNode(walk.events, walk.cursor - 1);
  return undefined;
}

function readAliasKey(walk: Walk): string | undefined {
  const value = readNode(walk);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return keyText(walk, { tag: 'bool', value });
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatKey(value);
  failKeyType(walk);
  return undefined;
}

function failKeyType(walk: Walk): void {
  if (walk.stopped) return;
  if (walk.text.startsWith('{{', walk.lastOffset - 1))
    fail(walk, 'yaml-template', { message: 'this is a template, not yet YAML', hint: 'render it first' });
  else fail(walk, 'yaml-key-type', { message: 'a key is a map, a list or null' });
}
