import { dirname, join, relative } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { World } from '../../../model/world.ts';
import type { Project } from './project.ts';

/** Files that say which packages there are, the most exact first. */
const lists = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'package.json',
] as const;

/**
 * Lends the packages of the checkout to another commit of it that is laid out elsewhere, wherever both want the same ones.
 * Where they differ it is a finding: installing packages runs code of others, and is not ours to do.
 */
export async function lendPackages(
  project: Project,
  { disk, files, checkout }: Pick<World, 'disk' | 'files' | 'checkout'>,
): Promise<readonly Diagnostic[]> {
  if (files.root === checkout || project.runtime !== 'nodejs') return [];
  const findings: Diagnostic[] = [];
  for (const folder of foldersUpTo(files.root, project.folder)) {
    const place = relative(files.root, folder);
    const own = join(checkout, place, 'node_modules');
    if ((await disk.list(own)).length === 0 || (await disk.list(join(folder, 'node_modules'))).length > 0)
      continue;
    if (await isSame(join(checkout, place), folder, disk)) await disk.link(join(folder, 'node_modules'), own);
    else findings.push(differ(place));
  }
  return findings;
}

function foldersUpTo(top: string, folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== top && dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

async function isSame(ours: string, theirs: string, disk: World['disk']): Promise<boolean> {
  for (const name of lists) {
    const [a, b] = await Promise.all([disk.read(join(ours, name)), disk.read(join(theirs, name))]);
    if (a !== undefined || b !== undefined) return a === b;
  }
  return true;
}

function differ(place: string): Diagnostic {
  return {
    code: 'packages-differ',
    severity: 'error',
    message: `the recorded commit wants other packages in ${place === '' ? 'the top folder' : place} than are installed`,
    hint: 'Check out that commit, install its packages (npm ci), and deploy it from there: the ref must be listed in deploy-refs.',
  };
}
