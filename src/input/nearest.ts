/**
 * The candidate that was probably meant, or undefined when none is near: at most one typing mistake
 * (a letter added, left out, replaced, or two swapped) per three letters, two at least for names over four.
 */
export function nearestName(written: string, candidates: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const limit = lower.length > 4 ? Math.max(2, Math.floor(lower.length / 3)) : 1;
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of candidates) {
    // Each letter more is a mistake by itself.
    if (Math.abs(name.length - lower.length) > limit) continue;
    const distance = editDistance(lower, name.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** Typing mistakes between two words: the optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(last, column - 1) + Number(a[row - 1] !== b[column - 1]);
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? at(beforeLast, column - 2) + 1
          : Infinity;
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
