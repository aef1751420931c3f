import type { Location } from '../../../model/diagnostic.ts';
import { joinPointer } from '../../../model/json.ts';
import type { Positions } from '../../../model/manifest.ts';
import type { Event } from './events.ts';
import { eventId } from './events.ts';
import { scalarKey } from './keys.ts';
import { isMergeKey } from './scalar-values.ts';
import type { Walk } from './walk.ts';
import { atEnd, skipNode, startWalk, takeEvent } from './walk.ts';

/** Where a value and its key start. */
interface Place {
  readonly key: number;
  readonly value: number;
}

/** What positions are made of when somebody asks: parsing again costs less than keeping every offset. */
export interface PositionSource {
  readonly text: string;
  readonly language: Walk['language'];
  events(): readonly Event[];
  locate(offset: number): Location;
}

/**
 * The positions of one document, indexed when first asked. What came in by an alias or a merge key is found at
 * the alias or at the map, where the reader sees it written.
 */
export function positionsOf(source: PositionSource): Positions {
  let index: ReadonlyMap<string, Place> | undefined;
  const find = (pointer: string): Place => {
    index ??= indexPlaces(source);
    for (let part = pointer; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) {
      const place = index.get(part);
      if (place) return place;
    }
    return index.get('') ?? { key: 0, value: 0 };
  };
  return {
    value: pointer => source.locate(find(pointer).value),
    key: pointer => source.locate(find(pointer).key),
  };
}

/** The positions of a part of a document: pointers start at the part. */
export function positionsBelow(positions: Positions, pointer: string): Positions {
  return {
    value: below => positions.value(pointer + below),
    key: below => positions.key(pointer + below),
  };
}

function indexPlaces(source: PositionSource): ReadonlyMap<string, Place> {
  const index = new Map<string, Place>();
  indexNode(startWalk(source.text, source.events(), source.language), index, '', undefined);
  return index;
}

function indexNode(walk: Walk, index: Map<string, Place>, pointer: string, key: number | undefined): void {
  const event = takeEvent(walk);
  const value = walk.lastOffset;
  index.set(pointer, { key: key ?? value, value });
  if (event?.type === eventId.SEQUENCE) indexItems(walk, index, pointer);
  else if (event?.type === eventId.MAPPING) indexPairs(walk, index, pointer);
}

function indexItems(walk: Walk, index: Map<string, Place>, pointer: string): void {
  for (let item = 0; !atEnd(walk); item += 1) indexNode(walk, index, `${pointer}/${item}`, undefined);
  walk.cursor += 1;
}

function indexPairs(walk: Walk, index: Map<string, Place>, pointer: string): void {
  while (!atEnd(walk)) {
    const from = walk.cursor;
    const event = takeEvent(walk);
    const keyOffset = walk.lastOffset;
    const key =
      event?.type === eventId.SCALAR && !isMergeKey(walk, event) ? scalarKey(walk, event) : undefined;
    if (key !== undefined) indexNode(walk, index, pointer + joinPointer([key]), keyOffset);
    else walk.cursor = skipNode(walk.events, skipNode(walk.events, from));
  }
  walk.cursor += 1;
}
