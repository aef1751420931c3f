import { posix } from 'node:path';
import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import type { RenderContext } from './context.ts';
import { placeInOverlay } from './kustomization.ts';
import { causeOf, type KustomizeCause } from './kustomize-error.ts';

/** Kustomize's complaint as a finding: the cause alone, at the file or the entry of the overlay that it is about. */
export async function kustomizeRefusal(
  start: string,
  complaint: string,
  context: RenderContext,
): Promise<Diagnostic> {
  const told = causeOf(complaint);
  const folder = posix.normalize(told.folder ?? start);
  const isOutside = told.entry !== undefined && (await isOutsideOverlay(folder, told.entry, context));
  const cause = isOutside
    ? `${told.entry ?? ''} lies outside the folder of its overlay, where Kustomize reads nothing`
    : told.cause;
  return {
    code: 'render-failed',
    severity: 'error',
    message: `kustomize could not render ${start}: ${cause}`,
    ...(isOutside && {
      hint: 'Move it into that folder, or put a kustomization.yaml beside it and name the folder.',
    }),
    location: await placeOf(folder, told, context),
  };
}

async function placeOf(
  folder: string,
  { entry, line }: KustomizeCause,
  context: RenderContext,
): Promise<Location> {
  if (line === undefined) return await placeInOverlay(folder, entry, context);
  const file = entry === undefined ? undefined : posix.join(folder, entry);
  const isThere = file !== undefined && (await isFile(file, context));
  const place = await placeInOverlay(folder, entry, context);
  return isThere ? { file, line, column: 1 } : entry === undefined ? { ...place, line } : place;
}

/** A file of the repository that the overlay names by a way out of its own folder: it was not even copied. */
async function isOutsideOverlay(folder: string, entry: string, context: RenderContext): Promise<boolean> {
  const path = posix.join(folder, entry);
  const isAbove = posix.relative(folder, path).startsWith('..') && !path.startsWith('..');
  return isAbove && (await isFile(path, context));
}

async function isFile(path: string, { files }: RenderContext): Promise<boolean> {
  const found = await files.find(path, ['']).catch(() => []);
  return found.some(each => each.path === path);
}
