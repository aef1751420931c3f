import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject } from '../../../model/json.ts';
import { closeAnchor, countMergedKeys, openAnchor } from './aliases.ts';
import { eventId } from './events.ts';
import type { Walk } from './walk.ts';
import { atEnd, fail, takeEvent, warn } from './walk.ts';

/** A map being read. `merged` holds the keys that came from a merge alone and may be written again. */
export interface OpenMap {
  readonly object: Record<string, Json>;
  readonly firstKey: number;
  merged?: Set<string>;
}

/**
 * Reads a merge key and its value into the map. What comes later wins, be it a key or a merge; within a list the
 * first wins. Source: go.yaml.in/yaml/v2 `decode.go`, merge.
 */
export function readMerge(walk: Walk, map: OpenMap, readNode: (walk: Walk) => Json): void {
  takeEvent(walk);
  const offset = walk.lastOffset;
  const isListed = walk.events[walk.cursor]?.type === eventId.SEQUENCE;
  const sources = isListed ? readSources(walk, readNode) : [readSource(walk, readNode)];
  const overwritten = new Set<string>();
  const added = new Set<string>();
  for (const source of sources.toReversed()) {
    if (!countMergedKeys(walk, Object.keys(source).length + 1)) return;
    for (const [key, value] of Object.entries(source)) {
      if (Object.hasOwn(map.object, key) && !added.has(key)) overwritten.add(key);
      else added.add(key);
      mergeKey(map, key, value);
    }
  }
  if (overwritten.size === 0) return;
  const message = `<< overwrites ${[...overwritten].join(', ')} from above, because it comes after`;
  warn(walk, 'yaml-merge-order', { message, hint: 'put << first in the map', offset });
}

function mergeKey(map: OpenMap, key: string, value: Json): void {
  map.merged ??= new Set();
  if (!Object.hasOwn(map.object, key)) map.merged.add(key);
  setKey(map.object, key, value);
}

function readSources(walk: Walk, readNode: (walk: Walk) => Json): readonly JsonObject[] {
  const event = takeEvent(walk);
  const anchor = event && openAnchor(walk, event);
  walk.depth += 1;
  const sources: JsonObject[] = [];
  while (!atEnd(walk)) sources.push(readSource(walk, readNode));
  walk.depth -= 1;
  walk.cursor += 1;
  if (anchor) closeAnchor(walk, anchor, sources);
  return sources;
}

function readSource(walk: Walk, readNode: (walk: Walk) => Json): JsonObject {
  const value = readNode(walk);
  if (isObject(value)) return value;
  const message = '<< takes a map or a list of maps';
  if (!walk.stopped) fail(walk, 'yaml-merge-value', { message, hint: 'quote << if it is meant as a key' });
  return {};
}

/** Sets a key of data; `__proto__` is a key like any other. */
export function setKey(object: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
