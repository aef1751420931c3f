import type { PreviewMatch } from '../model/receipt.ts';
import type { TargetReport } from '../model/report.ts';
import { codeSpan, prose } from './escape.ts';
import { sentence } from './sentence.ts';

/** So many differences stand in the text; more are in the log. */
const shownNotes = 20;

/** How the deploy of a target stands to what its previews showed; empty when nobody looked, or when all is the same. */
export function previewNotes({ previewMatch }: TargetReport): string {
  if (!previewMatch || previewMatch.state === 'same') return '';
  const { notes } = previewMatch;
  const more =
    notes.length > shownNotes ? [`- and ${notes.length - shownNotes} more, all of them in the log`] : [];
  const items = notes.slice(0, shownNotes).map(note => `- ${prose(sentence(note))}`);
  return [headOf(previewMatch), '', ...items, ...more].join('\n');
}

function headOf({ state }: PreviewMatch): string {
  return state === 'missing'
    ? '**Not all of this was shown by a preview:**'
    : '**This is not exactly what the preview showed:**';
}

/** `, exactly as previewed` when every target did what its preview showed. */
export function asPreviewed(targets: readonly TargetReport[]): string {
  const isSame = targets.length > 0 && targets.every(target => target.previewMatch?.state === 'same');
  return isSame ? ', exactly as previewed' : '';
}

/** The commits whose previews were compared, for the last line. */
export function previewedOn(targets: readonly TargetReport[]): readonly string[] {
  const heads = new Set(
    targets.flatMap(({ previewMatch }) => (previewMatch?.state === 'same' ? previewMatch.heads : [])),
  );
  if (heads.size === 0) return [];
  return [`previewed on ${[...heads].map(head => codeSpan(head.slice(0, 7))).join(', ')}`];
}
