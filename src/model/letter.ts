import { isList, isObject, type Json, type JsonObject } from './json.ts';

/** What a place outside the target is to be told of a deploy; telling it twice does no harm. */
export interface Letter {
  /** The place: `deployment`, `commit status`. */
  readonly to: string;
  /** What it is about in that place: a newer letter of the same key takes its place. */
  readonly key: string;
  /** When what it tells came about, ISO 8601: of two the later one counts. */
  readonly at: string;
  readonly content: JsonObject;
}

/** A letter that could not be delivered yet, as the target keeps it. */
export interface KeptLetter extends Letter {
  readonly attempts: number;
  /** What became of the last attempt, in one short line. */
  readonly lastError: string;
}

/** The letters in what a target kept; what somebody edited and cannot be read is gone: the records stand beside it. */
export function lettersIn(value: Json): readonly KeptLetter[] {
  const isLetter = (each: Json): boolean =>
    isObject(each) &&
    ['to', 'key', 'at', 'lastError'].every(name => typeof each[name] === 'string') &&
    typeof each['attempts'] === 'number' &&
    isObject(each['content']);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked above: only we write it
  return isList(value) ? (value.filter(isLetter) as unknown as readonly KeptLetter[]) : [];
}

/** What became of the letters of a run. */
export interface Delivery {
  readonly told: readonly Letter[];
  /** For a later run. */
  readonly unsent: readonly KeptLetter[];
  /** How many were refused for good: a later run could do no better. */
  readonly refused: number;
}

/** True when both tell the same place of the same thing. */
export function isSameMatter(a: Letter, b: Letter): boolean {
  return a.to === b.to && a.key === b.key;
}

/** Letters kept at a target, oldest first; each run takes away what it told and adds what it could not tell. */
export function keptAfter(there: readonly KeptLetter[], { told, unsent }: Delivery): readonly KeptLetter[] {
  const isOvertaken = (letter: KeptLetter): boolean =>
    [...told, ...unsent].some(each => isSameMatter(each, letter) && each.at >= letter.at);
  const isOld = (letter: KeptLetter): boolean =>
    there.some(each => isSameMatter(each, letter) && each.at > letter.at);
  const left = there.filter(letter => !isOvertaken(letter));
  return [...left, ...unsent.filter(letter => !isOld(letter))].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
