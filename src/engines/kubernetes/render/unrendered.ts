import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { RenderContext } from './context.ts';
import { findRoots } from './kustomization.ts';
import { chartName, kustomizationNames } from './recognise.ts';

/** Files of overlays and charts below a path that names the folder above them. */
export interface Unrendered {
  readonly diagnostics: readonly Diagnostic[];
  /** True for a file that is input of a renderer, not a manifest. */
  covers(path: string): boolean;
}

/** Finds the overlays and charts among these files, and says which folder to name: bases of others are not meant. */
export async function findUnrendered(
  paths: readonly string[],
  given: string,
  context: RenderContext,
): Promise<Unrendered> {
  const markers = paths.filter(path => isMarker(posix.basename(path)));
  const folders = markers.map(path => posix.dirname(path));
  const bases = new Set<string>();
  for (const folder of folders) {
    const [, ...below] = (await findRoots(folder, context)).folders;
    for (const each of below) bases.add(each);
  }
  const covers = (path: string): boolean => [...folders, ...bases].some(folder => isBelow(path, folder));
  const tops = markers.filter(
    marker =>
      !bases.has(posix.dirname(marker)) &&
      !folders.some(folder => folder !== posix.dirname(marker) && isBelow(marker, folder)),
  );
  return { covers, diagnostics: tops.map(marker => finding(marker, given, tops.length)) };
}

function isBelow(path: string, folder: string): boolean {
  return folder === '.' || path.startsWith(`${folder}/`);
}

function isMarker(name: string): boolean {
  return name === chartName || kustomizationNames.some(each => each === name);
}

function finding(marker: string, given: string, count: number): Diagnostic {
  const folder = posix.dirname(marker);
  const what = posix.basename(marker) === chartName ? 'a chart of Helm' : 'an overlay of Kustomize';
  const others = count > 1 ? '; each is a target of its own' : '';
  return {
    code: 'manifest-not-rendered',
    severity: 'error',
    message: `${folder} is ${what}, which is rendered only when path names it; path is ${given}`,
    hint: `Write path: ${folder}${others}.`,
    location: { file: marker, line: 1, column: 1 },
  };
}
