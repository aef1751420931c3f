import type { Manifest, ObjectId } from '../../../model/manifest.ts';
import { crdSchemasOf } from '../schema/crd.ts';
import type { Schemas } from '../schema/table.ts';

/** An object of the set with what RBAC calls its kind; `isGuessed` when nothing at hand knows the kind. */
export interface Served {
  readonly id: ObjectId;
  readonly manifest: Manifest;
  readonly plural: string;
  readonly isGuessed: boolean;
}

/** What is needed to know kinds without asking a cluster. */
export interface KindSource {
  readonly manifests: readonly Manifest[];
  readonly schemas: Schemas;
  readonly kubernetesVersion: string;
  /** Where objects live that name no namespace. */
  readonly namespace: string;
}

/**
 * Every object with its namespace and the plural of its kind: built-in kinds by the schemas, custom ones by the CRDs
 * of the set. The plural of any other kind is guessed, and it is taken to live in namespaces.
 */
export function servedObjects(source: KindSource): readonly Served[] {
  const { manifests, schemas, kubernetesVersion } = source;
  const newest = schemas.versions.at(-1) ?? '';
  const custom = crdSchemasOf(manifests, { definition: name => schemas.definitionIn(newest, name) });
  return manifests.map(manifest => {
    const { namespace, ...rest } = manifest.id;
    const known =
      schemas.kindOf(kubernetesVersion, manifest.id) ??
      custom.get(`${rest.group}/${rest.version}/${rest.kind}`);
    const id = known?.isNamespaced === false ? rest : { ...rest, namespace: namespace ?? source.namespace };
    return { id, manifest, plural: known?.plural ?? guessPlural(rest.kind), isGuessed: !known };
  });
}

/** An English plural, as almost all CRDs have it: `policies`, `gateways`, `meshes`, `widgets`. */
export function guessPlural(kind: string): string {
  const word = kind.toLowerCase();
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
