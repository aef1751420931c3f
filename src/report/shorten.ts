/** The text in at most `width` characters, cut in the middle, with its full length. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const note = noteOf(text);
  const room = Math.max(8, width - note.length);
  return `${part(text, 0, Math.ceil(room / 2))}${note}${part(text, text.length - Math.floor(room / 2), text.length)}`;
}

/**
 * Two texts in at most `width` characters each. Where they are cut the place of their first difference stays in
 * sight, or a long value would look unchanged.
 */
export function shortenPair(before: string, after: string, width: number): readonly [string, string] {
  const first = firstDifference(before, after);
  return [around(before, first, width), around(after, first, width)];
}

function around(text: string, place: number, width: number): string {
  if (text.length <= width) return text;
  const note = noteOf(text);
  const room = Math.max(8, width - note.length);
  if (place < room / 2) return shorten(text, width);
  const head = Math.floor(room / 4);
  const start = Math.min(Math.max(head, place - Math.floor(room / 8)), text.length - (room - head));
  const end = start + room - head;
  const isCutAgain = end < text.length;
  return `${part(text, 0, head)}${note}${part(text, start, isCutAgain ? end - 2 : end)}${isCutAgain ? ' …' : ''}`;
}

/** A piece of a text without the half of a character at either end. */
function part(text: string, start: number, end: number): string {
  return text.slice(start, end).replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}

function noteOf(text: string): string {
  return ` … (${text.length} characters) … `;
}

function firstDifference(before: string, after: string): number {
  let index = 0;
  while (index < before.length && before[index] === after[index]) index += 1;
  return index;
}
