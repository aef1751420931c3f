import type { Diagnostic, Location } from '../../../model/diagnostic.ts';
import { addressOf, type ObjectId } from '../../../model/manifest.ts';
import { dependsOnAnnotations, readDependsOn } from './depends-on.ts';
import { impliedEdges, isInterceptor, keyOfReference, type Ordered } from './edges.ts';
import { type Edge, levelsOf } from './graph.ts';

export type { Edge } from './graph.ts';
export type { Ordered } from './edges.ts';

/** The order in which a set is applied. */
export interface ApplyOrder {
  /** Keys of objects, by wave; inside a wave everything may go at the same time. */
  readonly waves: readonly (readonly string[])[];
  readonly edges: readonly Edge[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An object of the repository, to be put in order. */
export interface Placed extends Ordered {
  readonly location?: Location;
}

/** Waves of objects: each as early as what it names, its kind, its namespace and the user's own annotations allow. */
export function orderOf(objects: readonly Placed[]): ApplyOrder {
  const byKey = new Map(objects.map(object => [object.key, object]));
  const asked: Edge[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const object of objects) {
    const { id, key, body } = object;
    const found = readDependsOn(id, body, reference => byKey.has(keyOfReference(reference)));
    for (const entry of found.unreadable) diagnostics.push(unreadable(object, entry));
    for (const reference of found.references) {
      const to = keyOfReference(reference);
      if (byKey.has(to) && to !== key) asked.push({ from: key, to, origin: 'asked', needs: 'ready' });
      else
        diagnostics.push(
          to === key ? cycle([object]) : missing(object, addressOf({ version: '*', ...reference })),
        );
    }
  }
  const { levels, edges, cycles } = levelsOf([...byKey.keys()], [...asked, ...impliedEdges(objects)]);
  for (const keys of cycles) diagnostics.push(cycle(keys.flatMap(key => byKey.get(key) ?? [])));
  return { waves: wavesOf(levels), edges, diagnostics };
}

/**
 * Waves of deletion: dependants before what they depend on, what intercepts requests first, custom resources before
 * their definition, and both before everything else: until then their controller or a conversion webhook may be needed.
 */
export function deletionOrderOf(objects: readonly Ordered[]): readonly (readonly string[])[] {
  const early = objects.filter(({ id }) => isCustom(id) || id.kind === 'CustomResourceDefinition');
  const others = objects.filter(object => !early.includes(object) && !isInterceptor(object.id));
  const barrier: readonly Edge[] = [
    ...early.map(({ key }) => ({ from: key, to: afterEarly })),
    ...others.map(({ key }) => ({ from: afterEarly, to: key })),
  ].map(edge => ({ ...edge, origin: 'implied', needs: 'ready' }));
  const edges = [...impliedEdges(objects), ...(early.length > 0 ? barrier : [])];
  const reversed = edges.map(edge => ({ ...edge, from: edge.to, to: edge.from }));
  const waves = wavesOf(levelsOf([...objects.map(({ key }) => key), afterEarly], reversed).levels);
  return waves.map(wave => wave.filter(key => key !== afterEarly)).filter(wave => wave.length > 0);
}

/** Stands between what goes early and everything else. */
const afterEarly = ' after custom resources and their definitions';

function isCustom({ group }: Pick<ObjectId, 'group'>): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io');
}

function wavesOf(levels: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  const grouped = Map.groupBy(levels.keys(), key => levels.get(key) ?? 0);
  return [...grouped].toSorted(([a], [b]) => a - b).map(([, keys]) => keys);
}

function cycle(members: readonly Placed[]): Diagnostic {
  const names = members.map(({ id }) => addressOf(id));
  return {
    code: 'depends-on-cycle',
    severity: 'error',
    message: `these objects wait for one another: ${[...names, names[0] ?? ''].join(' -> ')}`,
    hint: `Take one of the annotations ${dependsOnAnnotations[0]} away.`,
    ...placeOf(members[0]),
  };
}

function missing(object: Placed, address: string): Diagnostic {
  return {
    code: 'depends-on-missing',
    severity: 'error',
    message: `${addressOf(object.id)} depends on ${address}, which is not part of this set`,
    hint: 'Name an object of the same path: [group]/namespaces/NAMESPACE/KIND/NAME, or [group]/KIND/NAME for kinds without a namespace.',
    ...placeOf(object),
  };
}

function unreadable(object: Placed, entry: string): Diagnostic {
  return {
    code: 'depends-on-unreadable',
    severity: 'error',
    message: `${addressOf(object.id)}: the annotation ${dependsOnAnnotations[0]} names ${entry}, which cannot be read`,
    hint: 'Write apps/namespaces/shop/Deployment/web, or /Namespace/shop for the core group and a kind without a namespace; several with commas between them.',
    ...placeOf(object),
  };
}

function placeOf(object: Placed | undefined): Pick<Diagnostic, 'location' | 'address'> {
  if (!object) return {};
  return { ...(object.location && { location: object.location }), address: addressOf(object.id) };
}
