import { type Fold, foldBytes, splitFold } from './fold.ts';

/** How much fits where, in UTF-8 bytes, beside what each place says anyway. */
export interface Room {
  readonly firstBytes: number;
  /** How many continuations there may be, and what one takes. */
  readonly continuations: number;
  readonly continuationBytes: number;
}

/** Folds by where they are shown; together they are all folds, in their order. */
export interface Packed {
  readonly first: readonly Fold[];
  readonly continuations: readonly (readonly Fold[])[];
  /** What fits into none of them. */
  readonly rest: readonly Fold[];
}

/** A larger object goes to a continuation, so that one does not push out twenty small changes. */
const longestInFirst = 15_000;

/**
 * Folds in parts that a continuation takes. Where no continuation is, a fold is never parted by this: what is shown
 * further down is the same piece everywhere.
 */
export function partFolds(folds: readonly Fold[], limitBytes: number): readonly Fold[] {
  return folds.flatMap(fold => splitFold(fold, limitBytes));
}

/**
 * Puts whole folds where they fit: all into the first text when that holds them, else the small ones there in their order
 * and the others into continuations, filled one after the other.
 */
export function packFolds(folds: readonly Fold[], room: Room): Packed {
  const sized = folds.map(fold => ({ fold, bytes: foldBytes(fold) }));
  const total = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= room.firstBytes) return { first: folds, continuations: [], rest: [] };
  let left = room.firstBytes;
  const isFirst = sized.map(({ bytes }) => {
    const fits = bytes <= left && bytes <= longestInFirst;
    if (fits) left -= bytes;
    return fits;
  });
  const first = folds.filter((_, index) => isFirst[index]);
  const others = sized.filter((_, index) => !isFirst[index]);
  return { first, ...fill(others, room) };
}

interface SizedFold {
  readonly fold: Fold;
  readonly bytes: number;
}

function fill(folds: readonly SizedFold[], room: Room): Omit<Packed, 'first'> {
  const continuations: Fold[][] = [];
  const rest: Fold[] = [];
  let left = 0;
  for (const { fold, bytes } of folds) {
    if (bytes > left && continuations.length < room.continuations) {
      continuations.push([]);
      left = room.continuationBytes;
    }
    const isFull = bytes > left || rest.length > 0;
    if (!isFull) left -= bytes;
    (isFull ? rest : (continuations.at(-1) ?? rest)).push(fold);
  }
  return { continuations: continuations.filter(part => part.length > 0), rest };
}
