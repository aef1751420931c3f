import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, openBrowser } from './browser.ts';

const output = fileURLToPath(new URL('../demo-output/', import.meta.url));
const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const schemes = ['light', 'dark'] as const;

/** The widths of a phone and of GitHub's own column. */
const widthsPx = [390, 930] as const;

process.exitCode = await main();

/**
 * Looks at what the demo left as a browser shows it: nothing may reach beyond the window, on a phone neither. Then makes the
 * picture of the README anew, light and dark. 0 when all fits.
 */
async function main(): Promise<number> {
  await using browser = await openBrowser();
  const wide: string[] = [];
  for (const scheme of schemes) {
    for (const widthPx of widthsPx) {
      const { png, overflowPx } = await browser.see({ path: join(output, 'index.html'), widthPx, scheme });
      await writeFile(join(output, `page-${widthPx}-${scheme}.png`), png);
      if (overflowPx > 0) wide.push(`${widthPx} px, ${scheme}: ${overflowPx} px too wide`);
    }
    await takePicture(browser, scheme);
  }
  process.stdout.write(
    wide.length === 0
      ? `The page fits at ${widthsPx.join(' and ')} px, light and dark; look at it in ${output}\n`
      : `The page is too wide:\n${wide.join('\n')}\n`,
  );
  return wide.length === 0 ? 0 : 1;
}

async function takePicture(browser: Browser, scheme: 'light' | 'dark'): Promise<void> {
  const look = { path: join(output, 'comment.html'), widthPx: 860, scheme, part: 'article' };
  const { png } = await browser.see(look);
  await mkdir(docs, { recursive: true });
  await writeFile(join(docs, `comment-${scheme}.png`), png);
}
