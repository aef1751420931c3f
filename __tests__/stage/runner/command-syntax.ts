/** A workflow command that stood in a line of output. */
export interface WorkflowCommand {
  /** Lower case; the runner does not mind the case. */
  readonly name: string;
  /** By lower-case key, unescaped. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * The workflow command in a line of output, if its name is among the known ones (lower case): `::name key=value::data`
 * after any blanks at the start of the line, else `##[name key=value]data` anywhere in it.
 * Source: actions/runner src/Runner.Common/ActionCommand.cs, TryParseV2 and TryParse.
 */
export function parseCommand(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  return parseColons(line, known) ?? parseBrackets(line, known);
}

/** What .NET takes for white space (Char.IsWhiteSpace). Unlike JavaScript's, it has U+0085 and lacks U+FEFF. */
const leadingBlanks = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function parseColons(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  const text = line.replace(leadingBlanks, '');
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end === -1) return undefined;
  const { name, rest } = headOf(text.slice(2, end));
  if (!known.has(name)) return undefined;
  const properties = propertiesOf(rest.trim(), ',', unescapeProperty);
  return { name, properties, data: unescapeData(text.slice(end + 2)) };
}

function parseBrackets(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  const end = start === -1 ? -1 : line.indexOf(']', start);
  if (end === -1) return undefined;
  const { name, rest } = headOf(line.slice(start + 3, end));
  if (!known.has(name)) return undefined;
  return { name, properties: propertiesOf(rest, ';', unescapeV1), data: unescapeV1(line.slice(end + 1)) };
}

function headOf(text: string): { name: string; rest: string } {
  const space = text.indexOf(' ');
  if (space === -1) return { name: text.toLowerCase(), rest: '' };
  return { name: text.slice(0, space).toLowerCase(), rest: space === 0 ? '' : text.slice(space + 1) };
}

/** Pairs without a key or a value are passed over; blanks around a key stay, so `a=1, b=2` has no `b`. */
function propertiesOf(
  text: string,
  separator: string,
  unescapeValue: (text: string) => string,
): Record<string, string> {
  const pairs = text.split(separator).flatMap(pair => {
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? [];
    return key === undefined || value === undefined
      ? []
      : [[key.toLowerCase(), unescapeValue(value)] as const];
  });
  return Object.fromEntries(pairs);
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  const plain = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return plain.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}

function unescapeV1(text: string): string {
  const plain = text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return plain.replaceAll('%5D', ']').replaceAll('%25', '%');
}
