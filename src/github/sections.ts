import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../model/json.ts';
import { listAt, numberAt, textAt } from './body.ts';
import { splitMarker, withMarker } from './marker.ts';

/** What one step of one workflow has to say in a text that several share: a comment, an issue. */
export interface Section {
  /** `preview production/shop`; unique in its text. */
  readonly key: string;
  /** The full SHA that it is about. */
  readonly head: string;
  /** The workflow run and attempt that wrote it. */
  readonly run: number;
  readonly attempt: number;
  /** Equal for equal contents; 64 hex digits. */
  readonly digest: string;
  readonly text: string;
}

/** What the text is about, as its marker says: the repository and the pull request or the environment. */
export type Identity = JsonObject;

/** A shared text taken apart. */
export interface Shared {
  readonly identity: Identity;
  readonly sections: readonly Section[];
}

/** A run's right to replace a section: later runs and later attempts may. */
export function isNewer(a: Pick<Section, 'run' | 'attempt'>, b: Pick<Section, 'run' | 'attempt'>): boolean {
  return a.run > b.run || (a.run === b.run && a.attempt > b.attempt);
}

/** sha-256 of a text, 64 hex digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The digest of a text apart from a link that differs from run to run. */
export function digestWithout(text: string, link: string | undefined): string {
  return digestOf(link === undefined || link === '' ? text : text.replaceAll(link, ''));
}

/**
 * Puts sections together under a marker: a first line, invisible to readers, that says whose text this is and where each
 * section stands. `wrap` may put something around a section.
 */
export function joinSections(shared: Shared, wrap: (section: Section) => readonly [string, string]): string {
  const places: JsonObject[] = [];
  let text = '';
  for (const { text: part, ...section } of shared.sections) {
    const [before, after] = wrap({ ...section, text: part });
    text += `${text === '' ? '' : '\n\n---\n\n'}${before}`;
    places.push({ ...section, at: text.length, length: part.length });
    text += `${part}${after}`;
  }
  const newest = shared.sections.reduce<Section | undefined>(
    (best, section) => (best === undefined || isNewer(section, best) ? section : best),
    undefined,
  );
  const marker: JsonObject = {
    ...shared.identity,
    ...(newest && { head: newest.head, run: newest.run, attempt: newest.attempt }),
    part: 1,
    digest: digestOf(text),
    sections: places,
  };
  return withMarker(marker, text);
}

/**
 * Takes a text apart; undefined when its first line is no marker of ours. Who wrote it must have been checked before.
 * When somebody edited the text by hand its sections are gone: what is written next replaces them.
 */
export function splitSections(body: string): Shared | undefined {
  const split = splitMarker(body);
  // A continuation names the one section that it goes on with.
  if (!split || split.marker['key'] !== undefined) return undefined;
  const { marker, text } = split;
  const {
    'gitops-push': _,
    head: _head,
    run: _run,
    attempt: _attempt,
    part: _part,
    digest,
    sections: _places,
    ...identity
  } = marker;
  if (digest !== digestOf(text)) return { identity, sections: [] };
  return { identity, sections: listAt(marker, '/sections').flatMap(place => sectionAt(place, text)) };
}

function sectionAt(place: Json, text: string): readonly Section[] {
  const [key, head, digest] = [textAt(place, '/key'), textAt(place, '/head'), textAt(place, '/digest')];
  const [run, attempt] = [numberAt(place, '/run'), numberAt(place, '/attempt')];
  const [at, length] = [numberAt(place, '/at'), numberAt(place, '/length')];
  if (key === undefined || head === undefined || digest === undefined) return [];
  if (run === undefined || attempt === undefined || at === undefined || length === undefined) return [];
  return [{ key, head, digest, run, attempt, text: text.slice(at, at + length) }];
}
