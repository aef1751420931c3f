import type { Diagnostic } from '../../model/diagnostic.ts';
import { isList, isObject, type Json, valueAt } from '../../model/json.ts';
import { newestKubernetes } from '../../model/kubernetes-version.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Settings } from '../../model/settings.ts';
import type { KubernetesSource } from '../../model/source.ts';
import type { World } from '../../model/world.ts';
import { secretValuesOf } from '../../diff/mask.ts';
import type { Wanted } from './ledger/index.ts';
import { renderedDigestOf } from './manifest/digest.ts';
import { ownDigestsOf } from './manifest/object-digests.ts';
import { overrideImages } from './manifest/override-images.ts';
import { readManifests } from './manifest/read.ts';
import { renderLimits } from './render/context.ts';
import { manifestExtensions, readText } from './render/files.ts';
import { renderSource } from './render/index.ts';
import { rendererOf } from './render/renderer.ts';
import { loadSchemas, type Schemas } from './schema/table.ts';

/** What stands in the repository, read once per run. */
export interface LoadedSource {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
  /** Empty when no other machine would find the same: `noDigest` says why. */
  readonly renderedDigest: string;
  readonly noDigest?: string;
  readonly schemas: Schemas;
  /** CRDs that the input `schemas` names. */
  readonly crds: readonly Manifest[];
}

/** The source of a target that is to hold nothing any more. */
export async function emptySource(
  source: KubernetesSource,
  _settings: Settings,
  world: World,
): Promise<LoadedSource> {
  const asset = await world.files.readAsset('kubernetes-schemas.json.br');
  const renderedDigest = renderedDigestOf([], source.namespace);
  return { manifests: [], diagnostics: [], renderedDigest, schemas: loadSchemas(asset), crds: [] };
}

/**
 * Makes the objects and reads the schemas they are held against.
 * @throws Failure path-missing, path-empty, path-outside, render-failed, tool-missing, inputs-invalid
 */
export async function loadSource(
  source: KubernetesSource,
  settings: Settings,
  world: World,
): Promise<LoadedSource> {
  const schemas = loadSchemas(await world.files.readAsset('kubernetes-schemas.json.br'));
  const { diagnostics, noDigest, ...rendered } = await renderSource(source.path, {
    ...world,
    path: source.path,
    rendering: settings.rendering,
    limits: renderLimits,
    kubernetesVersion: settings.kubernetesVersion ?? newestKubernetes,
    decrypting: sendingModes.has(settings.mode) && !settings.dryRun ? 'must' : 'may',
    ...(source.namespace !== undefined && { namespace: source.namespace }),
  });
  const manifests = overrideImages(rendered.manifests, settings.imageOverrides);
  const { crds, diagnostics: wrongSchemas } = await readCrds(settings.validation.schemas, world.files);
  for (const manifest of manifests) keepSecrets(manifest, world);
  const renderedDigest = noDigest === undefined ? renderedDigestOf(manifests, source.namespace) : '';
  return {
    manifests,
    diagnostics: [...diagnostics, ...wrongSchemas],
    renderedDigest,
    schemas,
    crds,
    ...(noDigest !== undefined && { noDigest }),
  };
}

/** What a record keeps of its objects and of how they were made; `namespace` is the one of objects that name none. */
export async function recordedOf(
  source: KubernetesSource,
  { rendering, kubernetesVersion = newestKubernetes }: Settings,
  loaded: Pick<LoadedSource, 'manifests' | 'noDigest'> & {
    readonly namespace: string;
    readonly world: World;
  },
): Promise<Pick<Wanted, 'rendering' | 'digests'>> {
  const { manifests, noDigest, namespace, world } = loaded;
  const renderer = await rendererOf(source.path, world);
  return {
    rendering: {
      path: source.path,
      ...(source.namespace === undefined ? { contextNamespace: namespace } : { namespace }),
      ...(rendering.values.length > 0 && { values: rendering.values }),
      release: rendering.release,
      kubernetesVersion,
      ...(renderer !== undefined && { renderer }),
    },
    ...(noDigest === undefined && { digests: ownDigestsOf(manifests, namespace) }),
  };
}

/** Reads files that hold CRDs; whatever else stands in them is no concern of this run. */
async function readCrds(
  paths: readonly string[],
  files: World['files'],
): Promise<{ readonly crds: readonly Manifest[]; readonly diagnostics: readonly Diagnostic[] }> {
  const crds: Manifest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const found = await files.find(path, manifestExtensions);
    const before = crds.length;
    for (const file of found) {
      const text = await readText(file.path, files);
      if (!('text' in text)) continue;
      const read = readManifests(text.text, file.path);
      crds.push(...read.manifests.filter(({ id }) => id.kind === 'CustomResourceDefinition'));
    }
    if (crds.length > before) continue;
    const message = `the input schemas names ${path}, in which there is no CustomResourceDefinition`;
    diagnostics.push({ code: 'schemas-empty', severity: 'warning', message });
  }
  return { crds, diagnostics };
}

const sendingModes: ReadonlySet<string> = new Set(['deploy', 'rollback', 'drift', 'heal']);

function keepSecrets({ object, secretPointers = [], undecrypted }: Manifest, { secrets }: World): void {
  if (undecrypted !== undefined) return;
  for (const value of secretValuesOf(object)) secrets.add(value);
  for (const pointer of secretPointers)
    for (const text of textsOf(valueAt(object, pointer))) secrets.add(text);
}

function textsOf(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.flatMap(textsOf);
  if (isObject(value)) return Object.values(value).flatMap(textsOf);
  return [String(value)];
}
