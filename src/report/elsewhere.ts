import { codeSpan } from './escape.ts';
import type { Fold } from './fold.ts';
import { counted } from './sentence.ts';

/** A place that shows what a text has no room for. */
export interface OtherPlace {
  /** Markdown: `[part 2](…)`. */
  readonly name: string;
  readonly folds: readonly Fold[];
}

/** Bytes of names in such a list; the counts are exact beyond them. */
const namesBytes = 3000;

/** What a text says of what is shown elsewhere: which objects, and where. Never longer than this. */
export const elsewhereBytes = namesBytes + 4000;

/** Names the objects that are shown elsewhere, place by place. Empty when nothing is. */
export function elsewhereWords(places: readonly OtherPlace[]): string {
  const filled = places.filter(({ folds }) => folds.some(({ titles }) => titles.length > 0));
  if (filled.length === 0) return '';
  const each = Math.floor(namesBytes / filled.length);
  const items = filled.map(({ name, folds }) => `- ${name}: ${namesIn(folds, each)}`);
  return ['Not in this text, because it would be too long:', '', ...items].join('\n');
}

function namesIn(folds: readonly Fold[], limitBytes: number): string {
  const titles = [...new Set(folds.flatMap(fold => fold.titles))];
  const shown: string[] = [];
  let left = limitBytes;
  for (const title of titles) {
    const name = codeSpan(title);
    left -= Buffer.byteLength(name) + 2;
    if (left < 0) break;
    shown.push(name);
  }
  const more = titles.length - shown.length;
  if (more === 0) return shown.join(', ');
  return shown.length === 0 ? counted(more, 'object') : `${shown.join(', ')} and ${more} more`;
}
