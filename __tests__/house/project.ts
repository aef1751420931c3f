import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files by path, relative to the top of the project with forward slashes, and their text. */
export type Tree = ReadonlyMap<string, string>;

/** The top folder of the project. */
export const top = fileURLToPath(new URL('../../', import.meta.url));

const leftOut = new Set(['.git', 'node_modules', 'dist', 'coverage', '.cache', 'demo-output']);
const binary = /\.(?:png|br|gz|zip|ico)$/;

/** Every text file of the project as it stands, without what git ignores and what is built. */
export function readProject(): Tree {
  const paths = list('').filter(path => !binary.test(path));
  return new Map(paths.map(path => [path, readFileSync(join(top, path), 'utf8')]));
}

/** A small tree for proving that a rule can fail. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files));
}

/** The TypeScript files below one of the folders, as [path, text]. */
export function sourcesIn(tree: Tree, ...folders: readonly string[]): readonly (readonly [string, string])[] {
  return [...tree].filter(
    ([path]) => path.endsWith('.ts') && folders.some(folder => path.startsWith(`${folder}/`)),
  );
}

function list(folder: string): readonly string[] {
  return readdirSync(join(top, folder), { withFileTypes: true }).flatMap(entry => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (leftOut.has(entry.name)) return [];
    if (entry.isDirectory()) return list(path);
    return entry.isFile() ? [path] : [];
  });
}
