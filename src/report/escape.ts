/**
 * Text that did not come from us, made harmless for one place in Markdown each. Order everywhere: secrets are gone
 * already, then invisible characters become visible, then the place's own escaping.
 */

const invisible =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** Control and direction characters as `U+202E`: dropping them would hide a change. */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(invisible, found => `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}

/** A code span: as many backticks around it as it takes; line breaks become blanks. */
export function codeSpan(text: string): string {
  const clean = visible(text).replaceAll(/\s*\n\s*/g, ' ');
  if (clean === '') return '``(empty)``';
  const fence = '`'.repeat(longestRun(clean) + 1);
  const space =
    clean.startsWith('`') || clean.endsWith('`') || (clean.startsWith(' ') && clean.endsWith(' ')) ? ' ' : '';
  return `${fence}${space}${clean}${space}${fence}`;
}

/** A code span inside a table: the bar ends a cell even in code. */
export function codeCell(text: string): string {
  return codeSpan(text).replaceAll('|', '\\|');
}

/** A fenced block whose fence is longer than any inside. */
export function fenced(language: 'diff' | 'yaml' | 'text', lines: readonly string[]): string {
  const text = visible(lines.join('\n'));
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Code inside an HTML tag (`<summary>`), where Markdown does not count. */
export function htmlCode(text: string): string {
  return `<code>${html(visible(text).replaceAll(/\s*\n\s*/g, ' '))}</code>`;
}

/**
 * Running text: no HTML, no mention, no reference to an issue, no word that closes one, no link. Backticks in pairs keep
 * their meaning, because our own messages quote names with them.
 */
export function prose(text: string): string {
  return html(visible(text))
    .replaceAll(/@(?=\w)/g, '@\u200B')
    .replaceAll(/#(?=\d)/g, '#\u200B')
    .replaceAll(/\bGH-(?=\d)/gi, 'GH-\u200B')
    .replaceAll(/\b(clos|fix|resolv)(?=e|es|ed|ing)?(?=\w*\s+#)/gi, '$1\u200B')
    .replaceAll(/https?:\/\/(?=\S)/gi, found => found.replace('://', ':\u200B//'))
    .replaceAll(/([\\*_[\]|~])/g, '\\$1')
    .replaceAll(/^(\s*)([#>+-]|\d+[.)])(?=\s)/gm, '$1\\$2')
    .replaceAll(/\s*\n\s*/g, ' ');
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
}
