import type { PreviewMatch } from '../model/receipt.ts';
import type { TargetReport } from '../model/report.ts';
import { codeSpan, prose } from './escape.ts';
import { counted, sentence } from './sentence.ts';
import { titleAt } from './titles.ts';

/** So many differences stand in the text; more are in the log. */
const shownNotes = 20;

/** How the deploy of a target stands to what its previews showed; empty when nobody looked, or when all is the same. */
export function previewNotes(target: TargetReport): string {
  const { previewMatch } = target;
  if (!previewMatch) return '';
  if (previewMatch.state === 'same') return unreadWords(previewMatch, target);
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

function unreadWords({ unread = [] }: PreviewMatch, target: TargetReport): string {
  if (unread.length === 0) return '';
  const names = unread.slice(0, shownNotes).map(address => codeSpan(titleAt(address, target)));
  const more = unread.length > shownNotes ? ` and ${unread.length - shownNotes} more` : '';
  return `Not compared with the preview, which may not read ${unread.length === 1 ? 'it' : 'them'}: ${names.join(', ')}${more}.`;
}

/** `, exactly as previewed` when every target did what its preview showed; less when a preview could not read everything. */
export function asPreviewed(targets: readonly TargetReport[]): string {
  const isSame = targets.length > 0 && targets.every(target => target.previewMatch?.state === 'same');
  if (!isSame) return '';
  const unread = targets.flatMap(({ previewMatch }) => previewMatch?.unread ?? []);
  return unread.length === 0
    ? ', exactly as previewed'
    : `, as previewed but for ${counted(unread.length, 'object')} not compared`;
}

/** The commits whose previews were compared, for the last line. */
export function previewedOn(targets: readonly TargetReport[]): readonly string[] {
  const heads = new Set(
    targets.flatMap(({ previewMatch }) => (previewMatch?.state === 'same' ? previewMatch.heads : [])),
  );
  if (heads.size === 0) return [];
  return [`previewed on ${[...heads].map(head => codeSpan(head.slice(0, 7))).join(', ')}`];
}
