import type { Diagnostic } from '../../../model/diagnostic.ts';
import { hasErrors } from '../../../model/diagnostic.ts';
import { Failure } from '../../../model/failure.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { KubernetesSource } from '../../../model/source.ts';
import type { Files } from '../../../model/world.ts';
import { readManifests } from '../manifest/read.ts';
import { manifestExtensions, readText } from './files.ts';

/** The objects of a source in a stable order, the findings of reading them, and the files they came from. */
export interface Rendered {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly string[];
}

/**
 * Reads every manifest file that the source's path means, ordered by path and then by place in the file. Namespaces
 * are left as written. @throws Failure path-missing, path-outside, path-empty when there is no object in it
 */
export async function renderSource(source: KubernetesSource, files: Files): Promise<Rendered> {
  const found = await files.find(source.path, manifestExtensions);
  const paths = found.map(file => file.path).toSorted();
  const manifests: Manifest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const read = await readText(path, files);
    if ('diagnostic' in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const result = readManifests(read.text, path);
    manifests.push(...result.manifests);
    diagnostics.push(...result.diagnostics);
  }
  if (manifests.length === 0 && !hasErrors(diagnostics)) throw emptyPath(source.path, paths);
  return { manifests, diagnostics, files: paths };
}

function emptyPath(path: string, paths: readonly string[]): Failure {
  const extensions = manifestExtensions.join(', ');
  const what =
    paths.length === 0
      ? `no file that ends in ${extensions} was found`
      : `no object was found in ${paths.length === 1 ? paths[0] : `${paths.length} files`}`;
  const hint = 'the input path names a file, a folder or a glob with Kubernetes manifests';
  return new Failure('path-empty', `${what} under ${path}`, { hint });
}
