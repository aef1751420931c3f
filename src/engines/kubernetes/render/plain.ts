import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { readManifests, type ReadManifests } from '../manifest/read.ts';
import type { RenderContext } from './context.ts';
import { manifestExtensions, readText } from './files.ts';
import { brokenFile, decrypt, notDecrypted } from './sops.ts';
import { isSopsText, type SopsFormat, sopsFormatOf } from './sops-format.ts';
import { pairViews, stillEncrypted, withoutSopsBlock } from './views.ts';
import type { Rendered } from './rendered.ts';
import { findUnrendered } from './unrendered.ts';

/** Reads manifest files as they stand, ordered by path and then by place in the file. @throws Failure path-missing, path-outside */
export async function renderPlain(path: string, context: RenderContext): Promise<Rendered> {
  const found = await context.files.find(path, [...manifestExtensions, 'Kustomization']);
  const all = found.map(file => file.path).toSorted();
  const unrendered = await findUnrendered(all, path, context);
  const paths = all.filter(file => !unrendered.covers(file));
  const manifests: Manifest[] = [];
  const diagnostics: Diagnostic[] = [...unrendered.diagnostics];
  for (const file of paths) {
    const read = await readText(file, context.files);
    if ('diagnostic' in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const format = sopsFormatOf(file);
    const result =
      format !== undefined && isSopsText(read.text, format)
        ? await readEncrypted(read.text, file, { ...context, format })
        : readManifests(read.text, file);
    manifests.push(...result.manifests);
    diagnostics.push(...result.diagnostics);
  }
  return { manifests, diagnostics, files: paths };
}

async function readEncrypted(
  text: string,
  file: string,
  context: RenderContext & { readonly format: SopsFormat },
): Promise<ReadManifests> {
  const read = readManifests(text, file);
  const written = read.manifests.map(withoutSopsBlock);
  const decrypted = await decrypt(text, context.format, context);
  if ('missing' in decrypted) {
    const diagnostics = [...read.diagnostics, notDecrypted(file, decrypted.missing, context)];
    return { manifests: written.map(manifest => stillEncrypted(manifest, decrypted.missing)), diagnostics };
  }
  if ('broken' in decrypted)
    return { manifests: [], diagnostics: [...read.diagnostics, brokenFile(file, decrypted)] };
  const plain = readManifests(decrypted.text, file);
  const manifests = pairViews(written, plain.manifests);
  if (manifests) return { manifests, diagnostics: read.diagnostics };
  const broken = 'its decrypted form holds other objects than it does itself';
  const hint = 'Leave kind, apiVersion and metadata in plain text: encrypted_regex: ^(data|stringData)$';
  return { manifests: [], diagnostics: [...read.diagnostics, brokenFile(file, { broken, hint })] };
}
