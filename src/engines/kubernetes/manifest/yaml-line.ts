/** Where the parts of one line of block YAML begin, found by its looks alone and in linear time. */
export interface LineParts {
  /** Blanks at the start. */
  readonly indent: number;
  /** Behind the `- ` of list items. */
  readonly content: number;
  /** Where a bracket or quote begins the line's value, if one does. */
  readonly value?: number;
  /** The line ends with the header of a block text, whose lines are indented by more than this. */
  readonly blockIndent?: number;
}

/** Takes one line apart. The line may end with its line break. */
export function partsOf(line: string): LineParts {
  const indent = skip(line, 0, ' ');
  let content = indent;
  while (line[content] === '-' && line[content + 1] === ' ') content = skip(line, content + 1, ' ');
  const value = skipProperties(line, valueAfterKey(line, content));
  const opens = `"'[{`.includes(line[value] ?? ' ');
  const blockIndent = isBlockHeader(line) ? blockIndentOf(line, content) : undefined;
  return {
    indent,
    content,
    ...(opens ? { value } : {}),
    ...(blockIndent === undefined ? {} : { blockIndent }),
  };
}

function skip(line: string, from: number, characters: string): number {
  let position = from;
  while (position < line.length && characters.includes(line.charAt(position))) position += 1;
  return position;
}

/** The offset behind `key: `, or the given one when there is no key. */
function valueAfterKey(line: string, content: number): number {
  const quote = line[content];
  const from = quote === '"' || quote === "'" ? line.indexOf(quote, content + 1) + 1 : content;
  if ((from === 0 && content > 0) || '[{#'.includes(quote ?? '#')) return content;
  const colon = colonAfter(line, from);
  const comment = line.indexOf(' #', content);
  const isQuotedKey = from === content || skip(line, from, ' \t') === colon;
  if (colon < 0 || !isQuotedKey || (comment >= 0 && comment < colon)) return content;
  return skip(line, colon + 1, ' \t');
}

function colonAfter(line: string, from: number): number {
  const positions = [': ', ':\t'].map(text => line.indexOf(text, from)).filter(position => position >= 0);
  return positions.length === 0 ? -1 : Math.min(...positions);
}

function skipProperties(line: string, from: number): number {
  let position = from;
  while ('&!'.includes(line[position] ?? ' ')) {
    const end = line.indexOf(' ', position);
    if (end < 0) return line.length;
    position = skip(line, end, ' \t');
  }
  return position;
}

function isBlockHeader(line: string): boolean {
  const comment = line.indexOf(' #');
  const text = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return /(?:^|[ \t])[|>][-+0-9]{0,2}$/.test(text.slice(-4));
}

function blockIndentOf(line: string, content: number): number {
  if (!'|>'.includes(line[content] ?? ' ')) return content;
  return Math.max(0, line.lastIndexOf('-', content - 1));
}
