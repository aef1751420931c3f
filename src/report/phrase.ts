import { codeSpan, oneLine, prose } from './escape.ts';

/** Running text with names in it, which Markdown shows as code or strong and a terminal as they are. */
export type Phrase = readonly (string | { readonly code: string } | { readonly strong: string })[];

/** The phrase on one line without markup. */
export function phraseText(phrase: Phrase): string {
  return phrase
    .map(part => oneLine(typeof part === 'string' ? part : 'code' in part ? part.code : part.strong))
    .join('');
}

/** The phrase as Markdown, names in code spans. */
export function phraseMarkdown(phrase: Phrase): string {
  return phrase.map(partMarkdown).join('');
}

/** The phrase as hints are written, which are shown as Markdown and as text: names in backticks, nothing strong. */
export function hintText(phrase: Phrase): string {
  return phrase
    .map(part => (typeof part === 'string' ? part : 'code' in part ? `\`${part.code}\`` : part.strong))
    .join('');
}

function partMarkdown(part: Phrase[number]): string {
  if (typeof part === 'string') return keepBlanks(part);
  return 'code' in part ? codeSpan(part.code) : `**${prose(part.strong)}**`;
}

/** `prose` trims; between two names the blanks count. */
function keepBlanks(text: string): string {
  const [, before = '', after = ''] = /^(\s*)[\s\S]*?(\s*)$/.exec(text) ?? [];
  return text.trim() === '' ? text : `${before && ' '}${prose(text)}${after && ' '}`;
}
