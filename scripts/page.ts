import MarkdownIt from 'markdown-it';
import { pageStyle } from './page-style.ts';

/** One comment or summary, and what to call it on the page. */
export interface PageSection {
  readonly title: string;
  readonly markdown: string;
}

/** Nothing is loaded and nothing runs, whatever the Markdown says. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Comments as GitHub would show them, on one HTML page that needs nothing else: no script, no network, light and dark
 * as the reader prefers.
 */
export function renderPage(title: string, sections: readonly PageSection[]): string {
  const parser = commentParser();
  const bodies = sections.map(
    section => `<h2>${escaped(section.title)}</h2>\n<article>\n${parser.render(section.markdown)}</article>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${bodies.join('\n')}
</main>
</body>
</html>
`;
}

function commentParser(): Parser {
  const parser = new MarkdownIt({ html: true, linkify: true });
  const { rules } = parser.renderer;
  rules['fence'] = (tokens, index) => {
    const token = tokens[index];
    return token ? `<pre><code>${codeLines(token.content, token.info)}</code></pre>\n` : '';
  };
  rules['table_open'] = () => '<div class="scroll"><table>\n';
  rules['table_close'] = () => '</table></div>\n';
  for (const cell of ['th_open', 'td_open'] as const) {
    rules[cell] = (tokens, index) => {
      const isRight = tokens[index]?.attrGet('style') === 'text-align:right';
      return `<${cell.slice(0, 2)}${isRight ? ' class="right"' : ''}>`;
    };
  }
  parser.core.ruler.push('alerts', state => {
    markAlerts(state.tokens);
  });
  return parser;
}

type Parser = InstanceType<typeof MarkdownIt>;

type Tokens = ReturnType<Parser['parse']>;

/** A quote that starts with `[!WARNING]` alone on its line is an alert (GitHub's documentation of basic formatting). */
function markAlerts(tokens: Tokens): void {
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 2];
    const [first, second] = inline?.children ?? [];
    if (token.type !== 'blockquote_open' || inline?.type !== 'inline' || !first) continue;
    const kind = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/.exec(first.content)?.[1];
    if (kind === undefined || second?.type !== 'softbreak') continue;
    inline.children = inline.children?.slice(2) ?? [];
    const name = kind.charAt(0) + kind.slice(1).toLowerCase();
    token.type = 'html_block';
    token.content = `<div class="alert ${kind.toLowerCase()}"><p class="kind">${name}</p>\n`;
    const end = tokens
      .slice(index)
      .find(each => each.type === 'blockquote_close' && each.level === token.level);
    if (end) {
      end.type = 'html_block';
      end.content = '</div>\n';
    }
  }
}

/** The lines of a fence; those of a diff in its colours. */
function codeLines(text: string, language: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  if (language !== 'diff') return escaped(lines.join('\n'));
  return lines.map(line => `<span${classOf(line)}>${escaped(line)}</span>`).join('');
}

function classOf(line: string): string {
  if (line.startsWith('+')) return ' class="added"';
  if (line.startsWith('-')) return ' class="removed"';
  return line.startsWith('@@') ? ' class="hunk"' : '';
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
