import type { Change } from '../model/change.ts';
import type { RenderedPart, Report, TargetReport } from '../model/report.ts';
import { changeCount, planWords } from './count-words.ts';
import { codeSpan, prose } from './escape.ts';
import { type Fold, plainFold } from './fold.ts';
import { type FoldStyle, foldsOf } from './folds.ts';
import { counted } from './sentence.ts';
import { titleOf } from './titles.ts';

/** So many removed objects are named in the comment, one a line. */
const shownRemovals = 30;

/** The folds of a target under their headings: what the cluster would change, then what the change does to the files. */
export function partsOf(target: TargetReport, report: Report, style: FoldStyle): readonly Fold[] {
  const live = foldsOf(target, report, style);
  const { rendered } = target;
  if (!rendered) return live;
  const isAsked = target.planDigest !== undefined;
  const place = report.targets.length > 1 ? ` (${prose(target.name)})` : '';
  const heading = `#### Rendered${place}: ${renderedWords(rendered, codeSpan)}`;
  const position = isAsked ? 'later' : style.position;
  const folds = foldsOf({ ...target, changes: rendered.changes }, report, { ...style, position });
  return [
    ...(isAsked ? [plainFold(`#### Live${place}: ${liveWords(target)}`)] : []),
    ...live,
    plainFold(heading),
    ...removals(rendered.changes),
    ...folds,
  ];
}

/** `2 update, 1 create against 97aa3c1`, after the heading of the part. */
export function renderedWords(rendered: RenderedPart, code: (text: string) => string): string {
  const base = code(rendered.base.slice(0, 7));
  const words = planWords(rendered);
  return words === '' ? `no object differs from ${base}` : `${words} against ${base}`;
}

/** What the cluster would change, after the heading of that part. */
export function liveWords(target: TargetReport): string {
  const words = planWords(target);
  return words === '' ? 'nothing would change' : words;
}

/** How many rendered objects differ, of all targets; undefined when none was compared. */
export function renderedCount(targets: readonly TargetReport[]): number | undefined {
  const parts = targets.flatMap(({ rendered }) => rendered ?? []);
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, part) => sum + changeCount(part.counts), 0);
}

/** Removed objects stand open: what leaves the files is what a deploy deletes. */
function removals(changes: readonly Change[]): readonly Fold[] {
  const gone = changes.filter(({ action }) => action === 'delete');
  if (gone.length === 0) return [];
  const items = gone
    .slice(0, shownRemovals)
    .map(
      change => `- ${codeSpan(titleOf(change))}${change.note === undefined ? '' : `: ${prose(change.note)}`}`,
    );
  const more = gone.length > shownRemovals ? [`- and ${gone.length - shownRemovals} more`] : [];
  const head = `${counted(gone.length, 'object')} left the files:`;
  return [
    {
      ...plainFold(head),
      language: 'list',
      hunks: [...items, ...more].map(line => ({ context: [], lines: [line] })),
      changes: gone.length,
      titles: gone.map(titleOf),
    },
  ];
}
