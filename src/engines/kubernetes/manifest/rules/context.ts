import type { Severity } from '../../../../model/diagnostic.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import { apiVersionOf } from '../../../../model/manifest.ts';
import { crdSchemasOf } from '../../schema/crd.ts';
import type { KindSchema } from '../../schema/node.ts';
import type { Schemas } from '../../schema/table.ts';
import type { SchemaFinding } from '../../schema/walk.ts';
import { checkObject } from '../../schema/walk.ts';
import type { RuleContext } from './rule.ts';

/** What validation needs beside the manifests. `kubernetesVersion` is the target's minor: `1.36`. */
export interface ValidationOptions {
  readonly schemas: Schemas;
  readonly kubernetesVersion: string;
  /** CRDs that are not deployed with the manifests, but whose schemas count. */
  readonly crds?: readonly Manifest[];
  /** Severities that differ from the rules' own, by rule. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** Makes the context of one validation. */
export function contextOf(
  manifests: readonly Manifest[],
  { schemas, kubernetesVersion, crds = [] }: ValidationOptions,
): RuleContext {
  const version = schemas.closest(kubernetesVersion);
  const definition = (name: string) => schemas.definitionIn(version, name);
  const custom = crdSchemasOf([...crds, ...manifests], { definition });
  const schemaOf = ({ id }: Manifest): KindSchema | undefined =>
    schemas.kindOf(version, id) ?? custom.get(`${apiVersionOf(id)}/${id.kind}`);
  const known = new Map<Manifest, readonly SchemaFinding[]>();
  const findingsOf = (manifest: Manifest): readonly SchemaFinding[] => {
    const schema = schemaOf(manifest);
    const findings = known.get(manifest) ?? (schema ? checkObject(schema, manifest.object) : []);
    known.set(manifest, findings);
    return findings;
  };
  return { manifests, schemas, version, schemaOf, findingsOf };
}
