import { posix } from 'node:path';
import { listAt, textAt } from '../../../model/json.ts';
import { secretValuesOf } from '../../../diff/mask.ts';
import { readManifests } from '../manifest/read.ts';
import { parseYaml } from '../manifest/yaml.ts';
import type { RenderContext } from './context.ts';
import { manifestExtensions, readText } from './files.ts';
import { kustomizationNames } from './recognise.ts';

/**
 * Makes the secrets of an overlay known before Kustomize can quote one: the values of Secrets in its files, the literals of
 * its generators, and the lines of the lists of variables that they name.
 */
export async function keepOverlaySecrets(folders: readonly string[], context: RenderContext): Promise<void> {
  const { files, secrets } = context;
  for (const folder of folders) {
    for (const { path } of await files.find(folder, [...manifestExtensions, 'Kustomization'])) {
      const read = await readText(path, files);
      if (!('text' in read)) continue;
      if (kustomizationNames.some(name => name === posix.basename(path)))
        await keepGenerated(read.text, posix.dirname(path), context);
      else
        for (const { object } of readManifests(read.text, path).manifests)
          for (const value of secretValuesOf(object)) secrets.add(value);
    }
  }
}

async function keepGenerated(text: string, folder: string, context: RenderContext): Promise<void> {
  for (const { value } of parseYaml(text, '').documents)
    for (const generator of listAt(value, '/secretGenerator')) {
      for (const [index] of listAt(generator, '/literals').entries())
        keepPair(textAt(generator, `/literals/${index}`) ?? '', context);
      const envs = listAt(generator, '/envs').map((_, index) => textAt(generator, `/envs/${index}`));
      for (const name of [...envs, textAt(generator, '/env')])
        if (name !== undefined) await keepLines(posix.join(folder, name), context);
    }
}

async function keepLines(path: string, context: RenderContext): Promise<void> {
  // What cannot be read is Kustomize's to complain of.
  const read = path.startsWith('..') ? undefined : await readText(path, context.files).catch(() => undefined);
  if (read && 'text' in read) for (const line of read.text.split('\n')) keepPair(line, context);
}

/** A line without `=` is a mistake that Kustomize quotes whole. */
function keepPair(line: string, { secrets }: RenderContext): void {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return;
  const at = text.indexOf('=');
  secrets.add(text);
  if (at >= 0) secrets.add(text.slice(at + 1).replaceAll(/^["']|["']$/g, ''));
}
