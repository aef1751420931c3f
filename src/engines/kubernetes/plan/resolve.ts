import type { Diagnostic } from '../../../model/diagnostic.ts';
import { apiVersionOf, type Manifest } from '../../../model/manifest.ts';
import { type JsonObject, textAt } from '../../../model/json.ts';
import type { Cluster } from '../cluster.ts';
import type { PlacedHook } from '../hooks/hook-plan.ts';
import { hookIntent } from '../hooks/intent.ts';
import { splitHooks } from '../hooks/split.ts';
import { type Intent, intentOf } from './intent.ts';

/** The wanted set as it will be sent, and what stands against it. */
export interface ResolvedSet {
  readonly intents: readonly Intent[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The members of the set and its hooks as they will be sent; hooks of the same name as a member are a mistake like any other double. */
export async function resolveSet({
  manifests,
  cluster,
  ...place
}: {
  readonly manifests: readonly Manifest[];
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly setId: string;
}): Promise<ResolvedSet & { readonly hooks: readonly PlacedHook[] }> {
  const { members, hooks } = splitHooks(manifests);
  const marks = new Map(hooks.map(({ manifest, mark }) => [manifest, mark]));
  const all = await resolveIntents([...members, ...marks.keys()], cluster, place);
  return {
    ...all,
    intents: all.intents.filter(({ manifest }) => !marks.has(manifest)),
    hooks: all.intents.flatMap(intent => {
      const mark = marks.get(intent.manifest);
      return mark ? [{ intent: hookIntent(intent, place.setId), mark }] : [];
    }),
  };
}

/**
 * Completes manifests with what only the server knows: which kinds it serves and which of them live in namespaces.
 * A kind whose CRD is part of the set needs no server; any other unknown kind is an error.
 */
export async function resolveIntents(
  manifests: readonly Manifest[],
  cluster: Cluster,
  place: { readonly namespace: string; readonly setId: string },
): Promise<ResolvedSet> {
  const ownKinds = kindsOfCrds(manifests);
  const diagnostics: Diagnostic[] = [];
  const intents: Intent[] = [];
  for (const manifest of manifests) {
    const resource = await cluster.resourceOf(manifest.id, 'plan');
    const ownKind = ownKinds.get(`${manifest.id.group}/${manifest.id.kind}`);
    if (!resource && ownKind === undefined) {
      diagnostics.push(notServed(manifest));
      continue;
    }
    const isNamespaced = resource ? resource.namespaced : ownKind === 'Namespaced';
    if (!isNamespaced && manifest.id.namespace !== undefined)
      diagnostics.push(namespaceOnClusterKind(manifest));
    intents.push(intentOf(manifest, { resource, isNamespaced, ...place }));
  }
  return { intents, diagnostics: [...diagnostics, ...doubles(intents)] };
}

function kindsOfCrds(manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const crds = manifests.filter(
    manifest =>
      manifest.id.kind === 'CustomResourceDefinition' && manifest.id.group === 'apiextensions.k8s.io',
  );
  return new Map(crds.map(({ object }) => [kindOfCrd(object), textAt(object, '/spec/scope') ?? '']));
}

/** `group/kind` of the custom resources that a CRD defines. */
export function kindOfCrd(crd: JsonObject): string {
  return `${textAt(crd, '/spec/group') ?? ''}/${textAt(crd, '/spec/names/kind') ?? ''}`;
}

/** Two manifests that mean one object only once the default namespace is known. */
function doubles(intents: readonly Intent[]): readonly Diagnostic[] {
  const first = new Map<string, Intent>();
  const found: Diagnostic[] = [];
  for (const intent of intents) {
    const earlier = first.get(intent.key);
    if (!earlier) {
      first.set(intent.key, intent);
      continue;
    }
    const { file, line } = earlier.manifest.location;
    found.push({
      code: 'duplicate-object',
      severity: 'error',
      message: `${intent.address} is already defined in ${file}:${line}`,
      hint: 'Keep one of the two; with two the last one to be applied would win.',
      location: intent.manifest.location,
      address: intent.address,
    });
  }
  return found;
}

function notServed(manifest: Manifest): Diagnostic {
  return {
    code: 'kind-not-served',
    severity: 'error',
    message: `the cluster does not serve ${apiVersionOf(manifest.id)} ${manifest.id.kind}`,
    hint: 'Install its CustomResourceDefinition first, add it to this path, or write an API version that this cluster serves (kubectl api-resources).',
    location: manifest.positions.value('/kind'),
  };
}

function namespaceOnClusterKind(manifest: Manifest): Diagnostic {
  return {
    code: 'namespace-on-cluster-kind',
    severity: 'error',
    message: `${manifest.id.kind} ${manifest.id.name} names a namespace, but ${manifest.id.kind} objects do not live in namespaces`,
    hint: 'Remove metadata.namespace.',
    location: manifest.positions.value('/metadata/namespace'),
  };
}
