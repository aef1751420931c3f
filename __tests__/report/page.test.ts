import { describe, expect, it } from 'vitest';
import { renderPage } from '../../scripts/page.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { reports } from './reports.ts';

const page = renderPage(
  'A <day> of deploys',
  Object.entries(reports).map(([title, report]) => ({ title, markdown: renderMarkdown(report) })),
);

describe('the page of comments', () => {
  it('needs nothing else: no script, no network, no frame', () => {
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(
      /<(?:script|link|iframe|img|object|embed|form)\b|\son\w+=|url\(|@import|="javascript:/i,
    );
    expect(page).toContain('<title>A &lt;day&gt; of deploys</title>');
  });

  it('shows alerts, tables, folds and diffs as GitHub does', () => {
    expect(page).toContain('<div class="alert warning"><p class="kind">Warning</p>');
    expect(page).toContain('<div class="alert caution"><p class="kind">Caution</p>');
    expect(page).not.toContain('[!');
    expect(page).toContain(
      '<span class="removed">-  storage: 10Gi</span><span class="added">+  storage: 20Gi</span>',
    );
    expect(page).toContain('<details open><summary>');
    expect(page).toContain('<td class="right">31</td>');
    expect(page.split('<article>')).toHaveLength(Object.keys(reports).length + 1);
  });
});
