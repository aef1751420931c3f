import type { JsonObject } from '../model/json.ts';
import { numberAt, textAt } from './body.ts';
import { splitMarker, withMarker } from './marker.ts';
import { digestOf } from './sections.ts';

/** What a continuation of a section says of itself. */
export interface ContinuationMark {
  /** The key of the section that it continues. */
  readonly key: string;
  /** 2 for the first continuation. */
  readonly part: number;
  readonly run: number;
  readonly attempt: number;
  /** Equal for equal texts; empty when somebody edited the text by hand. */
  readonly digest: string;
}

/** A comment of ours that continues a section. */
export interface Continuation extends ContinuationMark {
  readonly id: number;
  readonly url: string;
}

/** The body of a continuation. */
export function continuationBody(
  identity: JsonObject,
  mark: Omit<ContinuationMark, 'digest'> & { readonly head: string },
  text: string,
): string {
  return withMarker({ ...identity, ...mark, digest: digestOf(text) }, text);
}

/** What a comment continues, and whose it is; undefined when it is no continuation. */
export function readContinuation(
  body: string,
): (ContinuationMark & { readonly identity: JsonObject }) | undefined {
  const split = splitMarker(body);
  const [key, part] = [textAt(split?.marker, '/key'), numberAt(split?.marker, '/part')];
  if (!split || key === undefined || part === undefined) return undefined;
  const digest = textAt(split.marker, '/digest') ?? '';
  return {
    key,
    part,
    run: numberAt(split.marker, '/run') ?? 0,
    attempt: numberAt(split.marker, '/attempt') ?? 0,
    digest: digest === digestOf(split.text) ? digest : '',
    identity: split.marker,
  };
}
