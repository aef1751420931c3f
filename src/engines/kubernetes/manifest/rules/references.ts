import { isObject, type Json, type JsonObject, listAt, textAt, valueAt } from '../../../../model/json.ts';
import type { Manifest, ObjectId } from '../../../../model/manifest.ts';
import { podSpecOf, podSpecPointerOf } from '../pod-spec.ts';

/** A part of a workload that names another object, which must be there before its Pods can start. */
export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount';
  readonly name: string;
  /** The entry that is wanted of it; absent: any. */
  readonly key?: string;
  /** Where the name stands. */
  readonly pointer: string;
  /** Where the key stands. */
  readonly keyPointer: string;
}

/** What Pods start without, or what every namespace has. Source: kubernetes.io, Pod and ServiceAccount. */
const alwaysThere: ReadonlySet<string> = new Set(['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default']);

/** Everything that the Pods of an object need by name, but for what is marked `optional: true`. */
export function referencesOf({ id, object }: Manifest): readonly Reference[] {
  const pointer = podSpecPointerOf(id);
  const spec = podSpecOf(id, object);
  if (pointer === undefined || !spec) return [];
  const found = [
    ...containerReferences(spec),
    ...listAt(spec, '/volumes').flatMap((volume, index) => volumeReferences(volume, `/volumes/${index}`)),
    ...listAt(spec, '/imagePullSecrets').flatMap((_, index) =>
      named(spec, 'Secret', `/imagePullSecrets/${index}`, 'name'),
    ),
    ...named(spec, 'ServiceAccount', '', 'serviceAccountName'),
  ];
  return found
    .filter(({ kind, name }) => !alwaysThere.has(`${kind}/${name}`))
    .map(reference => ({
      ...reference,
      pointer: `${pointer}${reference.pointer}`,
      keyPointer: `${pointer}${reference.keyPointer}`,
    }));
}

/** True when both can be the same namespace: what names none goes where the deploy goes. */
export function mayBeTogether(one: ObjectId, other: ObjectId): boolean {
  return one.namespace === undefined || other.namespace === undefined || one.namespace === other.namespace;
}

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

function containerReferences(spec: JsonObject): readonly Reference[] {
  return containerLists.flatMap(list =>
    listAt(spec, `/${list}`).flatMap((container, index) => {
      const at = `/${list}/${index}`;
      return [
        ...listAt(container, '/envFrom').flatMap((_, each) => [
          ...named(spec, 'ConfigMap', `${at}/envFrom/${each}/configMapRef`, 'name'),
          ...named(spec, 'Secret', `${at}/envFrom/${each}/secretRef`, 'name'),
        ]),
        ...listAt(container, '/env').flatMap((_, each) => [
          ...named(spec, 'ConfigMap', `${at}/env/${each}/valueFrom/configMapKeyRef`, 'name'),
          ...named(spec, 'Secret', `${at}/env/${each}/valueFrom/secretKeyRef`, 'name'),
        ]),
      ];
    }),
  );
}

function volumeReferences(volume: Json, at: string): readonly Reference[] {
  const own = { volumes: volume };
  const found = [
    ...named(own, 'ConfigMap', '/volumes/configMap', 'name'),
    ...named(own, 'Secret', '/volumes/secret', 'secretName'),
    ...listAt(volume, '/projected/sources').flatMap((_, index) => [
      ...named(own, 'ConfigMap', `/volumes/projected/sources/${index}/configMap`, 'name'),
      ...named(own, 'Secret', `/volumes/projected/sources/${index}/secret`, 'name'),
    ]),
  ];
  const placed = (pointer: string): string => pointer.replace('/volumes', at);
  return found.map(each => ({ ...each, pointer: placed(each.pointer), keyPointer: placed(each.keyPointer) }));
}

/** The reference at a pointer, when there is one and its object has to be there. */
function named(value: Json, kind: Reference['kind'], at: string, field: string): readonly Reference[] {
  const holder = valueAt(value, at);
  const name = textAt(holder, `/${field}`);
  if (name === undefined || name === '' || !isObject(holder) || holder['optional'] === true) return [];
  const key = textAt(holder, '/key');
  return [
    { kind, name, pointer: `${at}/${field}`, keyPointer: `${at}/key`, ...(key !== undefined && { key }) },
  ];
}
