import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { Failure } from '../../../model/failure.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { Scratch, ShellResult } from '../../../model/world.ts';
import { readManifests } from '../manifest/read.ts';
import type { RenderContext } from './context.ts';
import { decryptFiles } from './decrypt-files.ts';
import type { Rendered } from './rendered.ts';
import { findRoots } from './kustomization.ts';
import { originsOf } from './kustomize-origin.ts';
import { kustomizeRefusal } from './kustomize-refusal.ts';
import { keepOverlaySecrets } from './overlay-secrets.ts';
import { complaintOf, rendererEnv, runTool, type ToolCall } from './tool.ts';
import { pairViews, stillEncrypted } from './views.ts';

/** The overlay that stands around the user's, so that Kustomize says where each object comes from. */
const wrapper = '.gitops-push';

/**
 * Renders an overlay with the user's `kustomize`, else `kubectl kustomize`, in a scratch copy: no plugins, no Helm, no
 * network unless allowed. With encrypted files in it it is rendered twice, as written and decrypted.
 */
export async function renderKustomize(folder: string, context: RenderContext): Promise<Rendered> {
  const { folders, diagnostics } = await findRoots(folder, context);
  if (diagnostics.some(({ severity }) => severity === 'error'))
    return { manifests: [], diagnostics, files: [] };
  await keepOverlaySecrets(folders, context);
  await using scratch = await context.files.scratch();
  for (const each of folders) await scratch.copy(each);
  const base = posix.relative(wrapper, folder);
  const overlay = `resources: [${JSON.stringify(base)}]\nbuildMetadata: [originAnnotations]\n`;
  await scratch.write(`${wrapper}/kustomization.yaml`, overlay);
  const secrets = await decryptFiles(folders, scratch, context);
  const found = [...diagnostics, ...secrets.diagnostics];
  const written = await build(folder, scratch, context);
  if ('severity' in written) return { manifests: [], diagnostics: [...found, written], files: [] };
  if (secrets.state !== 'decrypted') {
    const manifests =
      secrets.state === 'none'
        ? written.manifests
        : written.manifests.map(each => stillEncrypted(each, secrets.why));
    return { manifests, diagnostics: [...found, ...written.diagnostics], files: [] };
  }
  await secrets.writePlain();
  const plain = await build(folder, scratch, context);
  if ('severity' in plain) return { manifests: [], diagnostics: [...found, plain], files: [] };
  const manifests = pairViews(written.manifests, plain.manifests);
  if (!manifests)
    throw new Failure('render-failed', `${folder} gives other objects when its files are decrypted`, {
      hint: 'Leave kind, apiVersion and metadata in plain text: encrypted_regex: ^(data|stringData)$',
    });
  return { manifests, diagnostics: [...found, ...written.diagnostics], files: [] };
}

interface Built {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
}

async function build(folder: string, scratch: Scratch, context: RenderContext): Promise<Built | Diagnostic> {
  const result = await runKustomize(scratch, context);
  if (result.code !== 0)
    return await kustomizeRefusal(folder, complaintOf(result, scratch.folder, context), context);
  const read = readManifests(result.stdout, folder);
  return await originsOf(read, folder, wrapper, context);
}

async function runKustomize(scratch: Scratch, context: RenderContext): Promise<ShellResult> {
  const env = rendererEnv(scratch.folder, context);
  const call = (command: string, args: readonly string[]): ToolCall => ({
    command,
    args,
    env,
    cwd: scratch.folder,
  });
  const result =
    (await runTool(call('kustomize', ['build', wrapper]), context)) ??
    (await runTool(call('kubectl', ['kustomize', wrapper]), context));
  if (result) return result;
  throw new Failure(
    'tool-missing',
    'neither `kustomize` nor `kubectl` is installed, and the files need one of them',
    {
      hint: 'Runners of GitHub have both. Elsewhere install one in a step before this one.',
    },
  );
}
