/** A Markdown table; cells are Markdown, a `|` in them is escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(tableLine).join('\n');
}

/**
 * The text with every part between `<!-- name -->` and `<!-- /name -->` replaced by the part of that name.
 * @throws Error when a part has no place, or a place no part.
 */
export function fillParts(text: string, parts: Readonly<Record<string, string>>): string {
  const left = new Set(Object.keys(parts));
  const filled = text.replaceAll(
    /(<!-- ([a-z-]+) -->\n)[^]*?(<!-- \/\2 -->)/g,
    (_, open: string, name: string, close: string) => {
      const part = parts[name];
      if (part === undefined) throw new Error(`there is no part ${name}`);
      left.delete(name);
      return `${open}${part}\n${close}`;
    },
  );
  if (left.size > 0) throw new Error(`there is no place for ${[...left].join(', ')}`);
  return filled;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map(escapeCell).join(' | ')} |`;
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
