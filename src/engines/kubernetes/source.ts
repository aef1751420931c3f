import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { KubernetesSource } from '../../model/source.ts';
import type { World } from '../../model/world.ts';
import { secretValuesOf } from '../../diff/mask.ts';
import { renderedDigestOf } from './manifest/digest.ts';
import { renderSource } from './render/index.ts';
import { loadSchemas, type Schemas } from './schema/table.ts';

/** What stands in the repository, read once per run. */
export interface LoadedSource {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
  readonly renderedDigest: string;
  readonly schemas: Schemas;
}

/** The source of a target that is to hold nothing any more. */
export async function emptySource(source: KubernetesSource, world: World): Promise<LoadedSource> {
  const asset = await world.files.readAsset('kubernetes-schemas.json.br');
  const renderedDigest = renderedDigestOf([], source.namespace);
  return { manifests: [], diagnostics: [], renderedDigest, schemas: loadSchemas(asset) };
}

/** Reads the manifests and the schemas they are held against. @throws Failure path-missing, path-empty, path-outside */
export async function loadSource(source: KubernetesSource, world: World): Promise<LoadedSource> {
  const [{ manifests, diagnostics }, asset] = await Promise.all([
    renderSource(source, world.files),
    world.files.readAsset('kubernetes-schemas.json.br'),
  ]);
  for (const { object } of manifests) for (const value of secretValuesOf(object)) world.secrets.add(value);
  const renderedDigest = renderedDigestOf(manifests, source.namespace);
  return { manifests, diagnostics, renderedDigest, schemas: loadSchemas(asset) };
}
