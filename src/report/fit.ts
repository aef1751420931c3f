/** A fold that is shown whole or not at all, and how many changes it tells. */
export interface Fold {
  readonly markdown: string;
  readonly changes: number;
}

/** Markdown in three parts: what always stands, what may be left out as whole pieces, what always ends it. */
export interface FitInput {
  readonly start: readonly string[];
  readonly folds: readonly Fold[];
  readonly end: readonly string[];
}

/** Room for the sentence about what was left out. */
const reserveBytes = 200;

/**
 * Joins the parts in at most so many UTF-8 bytes: whole folds that do not fit are left out, and the text says how many
 * changes they told. Parts of the start and the end that alone are too much give way last, the first of all never.
 */
export function fit(input: FitInput, limitBytes: number): string {
  let left = limitBytes - reserveBytes;
  const take = (part: string): boolean => {
    const size = Buffer.byteLength(part, 'utf8') + 2;
    if (size > left) return false;
    left -= size;
    return true;
  };
  const start = input.start.filter(take);
  const end = input.end.toReversed().filter(take).toReversed();
  const shown = input.folds.filter(fold => take(fold.markdown));
  const omitted = sumOf(input.folds) - sumOf(shown);
  const isShort = start.length + end.length < input.start.length + input.end.length;
  const notes = [omitted === 0 ? '' : omittedWords(omitted), isShort ? cutWords : ''];
  const parts = [...start, ...shown.map(fold => fold.markdown), ...notes.filter(note => note !== ''), ...end];
  return `${parts.join('\n\n')}\n`;
}

const cutWords = 'Parts of this report are only in the log, because they are too long for this place.';

function omittedWords(count: number): string {
  const verb = count === 1 ? 'change is' : 'changes are';
  return `${count} more ${verb} not shown here, because the text would be too long; the table above counts all of them.`;
}

function sumOf(folds: readonly Fold[]): number {
  return folds.reduce((sum, fold) => sum + fold.changes, 0);
}
