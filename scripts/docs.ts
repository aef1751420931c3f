import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { actionYml } from './action-yml.ts';
import { fillParts } from './markdown-tables.ts';
import { readmeParts } from './readme-parts.ts';

/** The generated documents by path, as the tables say they should be; `readme` is the present text of README.md. */
export function documents(readme: string): ReadonlyMap<string, string> {
  return new Map([
    ['action.yml', actionYml()],
    ['README.md', fillParts(readme, readmeParts())],
  ]);
}

async function main(args: readonly string[]): Promise<number> {
  const wanted = documents(await readFile(pathOf('README.md'), 'utf8'));
  if (!args.includes('--check')) {
    for (const [name, text] of wanted) await writeFile(pathOf(name), text);
    return 0;
  }
  const stale: string[] = [];
  for (const [name, text] of wanted) {
    const present = await readFile(pathOf(name), 'utf8').catch(() => '');
    if (present !== text) stale.push(name);
  }
  if (stale.length > 0) process.stderr.write(`${stale.join(' and ')} is stale: run npm run docs.\n`);
  return Number(stale.length > 0);
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
