import { structuredPatch } from 'diff';

/** Unchanged lines shown around a change. */
const contextLines = 2;

/** Lines that may differ before a diff says nothing any more and costs seconds (5,000 lines half changed: 1.2 s). */
const maxEdits = 600;

/**
 * The changed hunks of a text as unified diff lines: `@@ -1,4 +1,5 @@`, then lines with ` `, `-` or `+` first.
 * Undefined when the texts are too different for that; the limit counts edits, not time, so that every machine
 * gives the same answer.
 */
export function diffLines(before: string, after: string): readonly string[] | undefined {
  const options = { context: contextLines, maxEditLength: maxEdits };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  return patch?.hunks.flatMap(hunk => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines,
  ]);
}
