import { posix } from 'node:path';
import type { Files } from '../../../model/world.ts';

/** What makes objects of the files at a path. */
export type Recognised =
  | { readonly renderer: 'plain' }
  | { readonly renderer: 'kustomize'; readonly folder: string }
  | { readonly renderer: 'helm'; readonly chart: string };

/** The names of the file that makes a folder an overlay. Source: kustomize api/konfig/general.go. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** The file that makes a folder a chart. */
export const chartName = 'Chart.yaml';

/** What lies at a path, told from the files in its folder alone. @throws Failure path-missing, path-outside */
export async function recognise(path: string, files: Files): Promise<Recognised> {
  if (path.startsWith('oci://')) return { renderer: 'helm', chart: path };
  if (/[*?[{]/.test(path)) return { renderer: 'plain' };
  const given = posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');
  const name = posix.basename(given);
  const isMarker = name === chartName || kustomizationNames.some(each => each === name);
  const folder = isMarker ? posix.dirname(given) : given;
  if (await hasFile(folder, [chartName], files)) return { renderer: 'helm', chart: folder };
  if (await hasFile(folder, kustomizationNames, files)) return { renderer: 'kustomize', folder };
  return { renderer: 'plain' };
}

/** True when one of these files stands right in the folder. @throws Failure path-missing when there is no folder */
export async function hasFile(folder: string, names: readonly string[], files: Files): Promise<boolean> {
  const found = await files.find(folder, names);
  return found.some(({ path }) => posix.dirname(path) === folder && names.includes(posix.basename(path)));
}
