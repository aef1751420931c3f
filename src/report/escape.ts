import { shorten } from './shorten.ts';

/**
 * Text that did not come from us, made harmless for one place in Markdown each. Order everywhere: secrets are gone
 * already, then invisible characters become visible, then the place's own escaping.
 */

/** Control, format and all other characters that a reader is not shown, lone surrogates too; not tab and line feed. */
const invisible = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** What most text is made of: nothing in it needs a look at every character. */
const plain = /^[\t\n\x20-\x7e]*$/;

/** Running text longer than this helps nobody; the log has it whole. */
const longestProse = 3000;

/** Control and direction characters as `U+202E`: dropping them would hide a change. Tabs and line feeds stay. */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(
      invisible,
      found => `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}

/** The same on one line: line breaks become blanks. */
export function oneLine(text: string): string {
  return visible(text).replaceAll(/\s*\n\s*/g, ' ');
}

/** A code span: as many backticks around it as it takes. */
export function codeSpan(text: string): string {
  const clean = oneLine(text).replaceAll('\t', ' ');
  if (clean.trim() === '') return '`(empty)`';
  const fence = '`'.repeat(longestRun(clean) + 1);
  const space = /^[` ]|[` ]$/.test(clean) ? ' ' : '';
  return `${fence}${space}${clean}${space}${fence}`;
}

/** A code span inside a table. A bar ends the cell even in code, and no escape holds everywhere, so it is named. */
export function codeCell(text: string): string {
  return codeSpan(text.replaceAll('|', 'U+007C'));
}

/** A fenced block whose fence is longer than any inside. */
export function fenced(language: 'diff' | 'yaml' | 'text', lines: readonly string[]): string {
  const text = visible(lines.join('\n'));
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Code inside HTML (`<summary>`), where Markdown does not count: all that could mean anything becomes an entity. */
export function htmlCode(text: string): string {
  return `<code>${oneLine(text).replaceAll(/[^\p{L}\p{N} ./:-]/gu, entity)}</code>`;
}

/**
 * Running text on one line: no HTML, no mention, no reference to an issue, no link, no structure. Backticks in pairs
 * keep their meaning, because our own messages quote names with them; addresses and commits
 * become code.
 */
export function prose(text: string): string {
  return shorten(oneLine(text.trim()), longestProse)
    .split(
      /(`[^`]+`|https?:\/\/[^\s`<>"'()]*[^\s`<>"'().,;:]|[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w|\b[0-9a-f]{40}\b)/i,
    )
    .map((part, index) => (index % 2 === 1 ? codeSpan(part.replaceAll('`', '')) : words(part)))
    .join('')
    .replace(/^([#>=+-]|\d+(?=[.)]))/, found => (/\d/.test(found) ? `${found}\u200B` : `\\${found}`));
}

/**
 * Finished text without workflow commands: the runner obeys `::name` at the start of a line and `##[name]` anywhere
 * (actions/runner src/Runner.Common/ActionCommand.cs), and reports are printed in logs too.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^(\s*):(?=:)/gm, '$1:\u200B').replaceAll('##[', '#\u200B#[');
}

function words(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/@(?=[\w-])/g, '@\u200B')
    .replaceAll(/#(?=\w)/g, '#\u200B')
    .replaceAll(/\bGH-(?=\d)/gi, found => `${found}\u200B`)
    .replaceAll(/\b(clo|fi|reso)(?=(?:se[sd]?|x(?:e[sd])?|lve[sd]?):?\s+(?:\S*#|GH-|http))/gi, '$1\u200B')
    .replaceAll(/\bduplicate(?= of)/gi, found => `${found}\u200B`)
    .replaceAll(/:(?=\/\/)/g, ':\u200B')
    .replaceAll(/\bwww(?=\.)/gi, found => `${found}\u200B`)
    .replaceAll(/([\\`*_[\]|~$])/g, '\\$1');
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
}
