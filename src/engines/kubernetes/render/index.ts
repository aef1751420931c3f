import { hasErrors } from '../../../model/diagnostic.ts';
import { Failure } from '../../../model/failure.ts';
import type { RenderContext } from './context.ts';
import { manifestExtensions } from './files.ts';
import { renderHelm } from './helm.ts';
import { renderKustomize } from './kustomize.ts';
import { renderPlain } from './plain.ts';
import { recognise } from './recognise.ts';
import type { Rendered } from './rendered.ts';

/**
 * Makes the objects of what lies at the path: manifest files as they stand, an overlay of Kustomize, a chart of Helm.
 * Namespaces are left as rendered. @throws Failure path-missing, path-outside, path-empty, tool-missing, render-failed
 */
export async function renderSource(path: string, context: RenderContext): Promise<Rendered> {
  const source = await recognise(path, context.files);
  const rendered = await renderAs(source, path, context);
  if (rendered.manifests.length > 0 || hasErrors(rendered.diagnostics)) return rendered;
  throw source.renderer === 'plain'
    ? emptyPath(path, rendered.files)
    : new Failure('path-empty', `${source.renderer} makes no object of ${path}`, {
        hint: 'Does everything in it depend on values that are not set?',
      });
}

async function renderAs(
  source: Awaited<ReturnType<typeof recognise>>,
  path: string,
  context: RenderContext,
): Promise<Rendered> {
  switch (source.renderer) {
    case 'plain':
      return await renderPlain(path, context);
    case 'kustomize':
      return await renderKustomize(source.folder, context);
    case 'helm':
      return await renderHelm(source.chart, context);
  }
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
