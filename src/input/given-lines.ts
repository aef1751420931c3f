/** The lines of a text, trimmed; empty ones and those that begin with # do not count. */
export function givenLines(text: string): readonly string[] {
  return text
    .split(/[\r\n;]+/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
}
