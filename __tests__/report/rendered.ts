import MarkdownIt from 'markdown-it';

/** What a comment shows once it is rendered: the text people see outside code, and what it is built of. */
export interface Rendered {
  /** Text outside code, of paragraphs, headings, cells and summaries. */
  readonly texts: readonly string[];
  /** Text inside code spans and fences. */
  readonly codes: readonly string[];
  /** The names of HTML tags in order, `/details` for an end. */
  readonly tags: readonly string[];
  readonly links: readonly string[];
  readonly fences: number;
  readonly tables: readonly number[];
}

/** Made once: its search for links in plain text takes longer to set up than a comment takes to read. */
const parser = new MarkdownIt({ html: true, linkify: true });

/** Reads Markdown as GitHub does: CommonMark with tables and HTML, links found in plain text. */
export function readMarkdown(markdown: string): Rendered {
  const texts: string[] = [];
  const codes: string[] = [];
  const tags: string[] = [];
  const links: string[] = [];
  const tables: number[] = [];
  let fences = 0;
  let cells = 0;
  const tokens = parser.parse(markdown, {}).flatMap(token => [token, ...(token.children ?? [])]);
  let htmlCode = 0;
  for (const token of tokens) {
    if (token.type === 'fence' || token.type === 'code_block') fences += 1;
    if (token.type === 'fence' || token.type === 'code_block' || token.type === 'code_inline')
      codes.push(token.content);
    if (token.type === 'text') (htmlCode > 0 ? codes : texts).push(token.content);
    if (token.type === 'link_open') links.push(String(token.attrGet('href')));
    if (token.type === 'tr_open') cells = 0;
    if (token.type === 'td_open' || token.type === 'th_open') cells += 1;
    if (token.type === 'tr_close') tables.push(cells);
    if (token.type === 'html_block' || token.type === 'html_inline') {
      const found = [...token.content.matchAll(/<(\/?[a-z]\w*)[^>]*>/gi)].map(match => match[1] ?? '');
      tags.push(...found);
      htmlCode += found.filter(tag => tag === 'code').length - found.filter(tag => tag === '/code').length;
      texts.push(entitiesOf(token.content.replaceAll(/<code>.*?<\/code>/gs, '').replaceAll(/<[^>]*>/g, ' ')));
    }
  }
  return { texts, codes, tags, links, fences, tables };
}

/** True when every tag that is opened is closed in its order. */
export function isBalanced(tags: readonly string[]): boolean {
  const open: string[] = [];
  for (const tag of tags) {
    if (!tag.startsWith('/')) open.push(tag);
    else if (open.pop() !== tag.slice(1)) return false;
  }
  return open.length === 0;
}

function entitiesOf(text: string): string {
  return text
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
