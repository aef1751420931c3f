import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Licences that may be bundled into a program under Apache-2.0. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** What package.json says about a bundled package. */
interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
}

/**
 * The licences of every package of which something is in the bundle, as one text; packages with the same words stand
 * above them together. @throws Error when a package has a licence that may not be bundled, or none.
 */
export async function collectLicences(folder: string, metafile: Metafile): Promise<string> {
  const found = await Promise.all(packageFolders(metafile).map(path => describePackage(folder, path)));
  const byWords = Map.groupBy(found, ({ text }) => text.replaceAll(/\s+/g, ' '));
  const sections = [...byWords.values()].map(
    same => `${same.map(({ title }) => title).join('\n')}\n\n${same[0]?.text ?? ''}\n`,
  );
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
}

/** Folders of the packages in the bundle, nested ones included, without repetition and in order. */
function packageFolders(metafile: Metafile): readonly string[] {
  const inputs = Object.values(metafile.outputs).flatMap(output =>
    Object.entries(output.inputs).flatMap(([path, input]) => (input.bytesInOutput > 0 ? [path] : [])),
  );
  const folders = inputs.flatMap(path => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].toSorted();
}

/** `(BSD-3-Clause AND Apache-2.0)`: all of them must be; of alternatives one is enough. */
function isAllowed(license: string | undefined): boolean {
  if (license === undefined) return false;
  const bare = license.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed);
  return bare.split(' AND ').every(each => allowed.has(each));
}

async function describePackage(
  folder: string,
  path: string,
): Promise<{ readonly title: string; readonly text: string }> {
  const facts: PackageFacts = JSON.parse(await readFile(join(folder, path, 'package.json'), 'utf8'));
  if (!isAllowed(facts.license)) {
    throw new Error(`${facts.name} ${facts.version} has the licence ${facts.license}: it may not be bundled`);
  }
  const names = (await readdir(join(folder, path))).filter(name =>
    /^(?:licen[cs]e|notice|copying)/i.test(name),
  );
  const texts = await Promise.all(names.toSorted().map(name => readFile(join(folder, path, name), 'utf8')));
  return {
    title: `${facts.name} ${facts.version} (${facts.license})`,
    text: texts.map(text => text.replaceAll('\r\n', '\n').trim()).join('\n\n'),
  };
}
