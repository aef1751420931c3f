import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import { expectGolden } from '../stage/golden.ts';
import { reports } from './reports.ts';

describe.each(Object.entries(reports))('the report %s', (name, report) => {
  test('reads in a comment as its golden file', async () => {
    await expectGolden(`report/${name}.md`, renderMarkdown(report));
  });

  test('reads on a terminal as its golden file', async () => {
    await expectGolden(`report/${name}.txt`, renderText(report, { color: false, width: 100 }));
  });

  test('says the same with colours', () => {
    const plain = renderText(report, { color: false, width: 100 });
    const colored = renderText(report, { color: true, width: 100 });
    expect(colored).toContain('\u001B[');
    // oxlint-disable-next-line no-control-regex -- the escapes of colours are what is taken out
    expect(colored.replaceAll(/\u001B\[[\d;]*m/g, '')).toBe(plain);
  });

  test('is JSON as its golden file', async () => {
    const text = renderJson(report);
    expect(JSON.parse(text)).toMatchObject({ schema: 1, result: report.result });
    await expectGolden(`report/${name}.json`, text);
  });
});
