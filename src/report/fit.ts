/** Markdown in three parts: what always stands, what may be left out as whole pieces, what always ends it. */
export interface FitInput {
  readonly start: readonly string[];
  readonly folds: readonly string[];
  readonly end: readonly string[];
}

/** Joins the parts, leaving out whole folds that do not fit into so many UTF-8 bytes, and says how many. */
export function fit(input: FitInput, limitBytes: number): string {
  const fixed = [...input.start, ...input.end];
  const reserve = 200;
  let left = limitBytes - reserve - fixed.reduce((sum, part) => sum + bytesOf(part), 0);
  const shown: string[] = [];
  let omitted = 0;
  for (const fold of input.folds) {
    const size = bytesOf(fold);
    if (size > left) {
      omitted += 1;
      continue;
    }
    left -= size;
    shown.push(fold);
  }
  const note =
    omitted === 0
      ? []
      : [
          `${omitted} more ${omitted === 1 ? 'change is' : 'changes are'} not shown here, because the text would be too long; the table above counts all of them.`,
        ];
  return `${[...input.start, ...shown, ...note, ...input.end].join('\n\n')}\n`;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8') + 2;
}
