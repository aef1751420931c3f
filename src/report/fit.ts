/** Markdown that stands before and after what may be shown elsewhere. */
export interface Texts {
  readonly start: readonly string[];
  readonly end: readonly string[];
}

/** The texts that fit, and the bytes that are left beside them. */
export interface FittedTexts extends Texts {
  readonly left: number;
  /** Some of the texts do not fit; the last one of the start says so. */
  readonly isShort: boolean;
}

const cutWords = 'Parts of this report are only in the log, because they are too long for this place.';

/** Room for the sentence about what was left out. */
const reserveBytes = 200;

/**
 * Takes as many of the texts as fit into so many UTF-8 bytes with a blank line after each, the start before the end. Each
 * is taken whole or not at all; the first of all should always fit.
 */
export function fitTexts(texts: Texts, limitBytes: number): FittedTexts {
  let left = limitBytes - reserveBytes;
  const take = (part: string): boolean => {
    const size = Buffer.byteLength(part, 'utf8') + 2;
    if (size > left) return false;
    left -= size;
    return true;
  };
  const start = texts.start.filter(take);
  const end = texts.end.toReversed().filter(take).toReversed();
  const isShort = start.length + end.length < texts.start.length + texts.end.length;
  return { start: isShort ? [...start, cutWords] : start, end, left, isShort };
}
