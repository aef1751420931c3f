import type { Json } from '../../../model/json.ts';
import type { Event } from './events.ts';
import { eventId, startOf } from './events.ts';
import type { Problem, YamlCode } from './yaml-codes.ts';
import { yamlLimits } from './yaml-codes.ts';

/** A node that an anchor names. Until its end was read it has no value, and an alias to it is a cycle. */
export interface Anchored {
  node?: {
    readonly value: Json;
    readonly type: Event['type'];
    readonly cost: number;
    readonly height: number;
  };
}

/** One walk over the events of one document; everything in it changes as the walk goes on. */
export interface Walk {
  readonly text: string;
  readonly events: readonly Event[];
  readonly language: 'yaml' | 'json';
  readonly problems: Problem[];
  readonly anchors: Map<string, Anchored>;
  cursor: number;
  /** Where the last node stood that was not empty: the place of an empty one. */
  lastOffset: number;
  /** Open collections around the cursor, and the most of them since an anchor asked. */
  depth: number;
  deepest: number;
  /** Nodes as go-yaml counts them: all, and those that came from aliases. */
  decoded: number;
  aliased: number;
  mergedKeys: number;
  /** Set when going on would be expensive or pointless: the rest is skipped. */
  stopped: boolean;
}

/** A walk that stands before the first node of a document. */
export function startWalk(text: string, events: readonly Event[], language: Walk['language']): Walk {
  // go-yaml counts the document itself as a node.
  const counts = { depth: 0, deepest: 0, decoded: 1, aliased: 0, mergedKeys: 0 };
  const place = { cursor: events[0]?.type === eventId.DOCUMENT ? 1 : 0, lastOffset: 0 };
  return { text, events, language, problems: [], anchors: new Map(), ...place, ...counts, stopped: false };
}

/** The event under the cursor, or undefined at the end; its place becomes the last known one. */
export function takeEvent(walk: Walk): Event | undefined {
  const event = walk.events[walk.cursor];
  if (!event) return undefined;
  walk.cursor += 1;
  walk.lastOffset = startOf(walk.text, event) ?? walk.lastOffset;
  return event;
}

/** True at the end of the open collection. */
export function atEnd(walk: Walk): boolean {
  const event = walk.events[walk.cursor];
  return walk.stopped || event === undefined || event.type === eventId.POP;
}

/** Moves the cursor behind the node under it. */
export function skipNode(events: readonly Event[], from: number): number {
  let open = 0;
  let cursor = from;
  do {
    const type = events[cursor]?.type;
    if (type === eventId.MAPPING || type === eventId.SEQUENCE) open += 1;
    else if (type === eventId.POP) open -= 1;
    cursor += 1;
  } while (open > 0 && cursor < events.length);
  return cursor;
}

/** What a problem needs beside its code and place. */
export interface Told {
  readonly message: string;
  readonly hint?: string;
  readonly offset?: number;
  readonly otherOffset?: number;
}

/** Notes an error at the last place, or at the given one. */
export function fail(walk: Walk, code: YamlCode, told: Told): void {
  walk.problems.push({ code, severity: 'error', offset: walk.lastOffset, ...told });
  if (walk.problems.length >= yamlLimits.problems) walk.stopped = true;
}

/** Notes a warning at the last place, or at the given one. */
export function warn(walk: Walk, code: YamlCode, told: Told): void {
  walk.problems.push({ code, severity: 'warning', offset: walk.lastOffset, ...told });
}

/** Notes an error after which the rest of the document is not read. */
export function stop(walk: Walk, code: YamlCode, told: Told): void {
  if (!walk.stopped) fail(walk, code, told);
  walk.stopped = true;
}
