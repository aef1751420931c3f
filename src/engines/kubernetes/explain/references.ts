import { type Json, type JsonObject, listAt, textAt, valueAt } from '../../../model/json.ts';

/** A place in an object: the parts of its pointer, and how a list item is named. */
export type Path = readonly (string | { readonly index: number; readonly name: string })[];

/** A place in a Pod spec that names another object. */
export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: string;
  /** The keys that are asked for; empty: all of them. */
  readonly keys: readonly string[];
  /** Where it is written, from the Pod spec on. */
  readonly path: Path;
  /** For volumes their name, `pull` for imagePullSecrets. */
  readonly volume?: string;
}

/** What a Pod spec refers to: by the environment of one container (all, when none is named), by volumes, by pull secrets. */
export function referencesOf(podSpec: JsonObject, container: string | undefined): readonly Reference[] {
  const lists = ['initContainers', 'containers'] as const;
  const environment = lists.flatMap(list =>
    listAt(podSpec, `/${list}`).flatMap((each, index) => {
      const name = textAt(each, '/name') ?? '';
      return container === undefined || name === container
        ? environmentOf(each, [list, { index, name }])
        : [];
    }),
  );
  return [...environment, ...volumesOf(podSpec), ...pullSecretsOf(podSpec)];
}

function environmentOf(container: Json, path: Path): readonly Reference[] {
  const single = listAt(container, '/env').flatMap((variable, index) => {
    const at: Path = [...path, 'env', { index, name: textAt(variable, '/name') ?? '' }];
    return [
      ...keyed('ConfigMap', valueAt(variable, '/valueFrom/configMapKeyRef'), at),
      ...keyed('Secret', valueAt(variable, '/valueFrom/secretKeyRef'), at),
    ];
  });
  const whole = listAt(container, '/envFrom').flatMap((source, index) => {
    const at: Path = [...path, 'envFrom', { index, name: String(index) }];
    return [
      ...named('ConfigMap', textAt(source, '/configMapRef/name'), at),
      ...named('Secret', textAt(source, '/secretRef/name'), at),
    ];
  });
  return [...single, ...whole];
}

function volumesOf(podSpec: JsonObject): readonly Reference[] {
  return listAt(podSpec, '/volumes').flatMap((volume, index): readonly Reference[] => {
    const name = textAt(volume, '/name') ?? '';
    const path: Path = ['volumes', { index, name }];
    const items = (field: string): readonly string[] =>
      listAt(volume, `/${field}/items`).flatMap(item => textAt(item, '/key') ?? []);
    return [
      ...named('ConfigMap', textAt(volume, '/configMap/name'), path, items('configMap')),
      ...named('Secret', textAt(volume, '/secret/secretName'), path, items('secret')),
      ...listAt(volume, '/projected/sources').flatMap((source, at): readonly Reference[] => {
        const place: Path = [...path, 'projected', 'sources', { index: at, name: String(at) }];
        const keys = (field: string): readonly string[] =>
          listAt(source, `/${field}/items`).flatMap(item => textAt(item, '/key') ?? []);
        return [
          ...named('ConfigMap', textAt(source, '/configMap/name'), place, keys('configMap')),
          ...named('Secret', textAt(source, '/secret/name'), place, keys('secret')),
        ];
      }),
      ...named('PersistentVolumeClaim', textAt(volume, '/persistentVolumeClaim/claimName'), path),
    ].map(reference => ({ ...reference, volume: name }));
  });
}

function pullSecretsOf(podSpec: JsonObject): readonly Reference[] {
  return listAt(podSpec, '/imagePullSecrets').flatMap((secret, index) =>
    named('Secret', textAt(secret, '/name'), [
      'imagePullSecrets',
      { index, name: textAt(secret, '/name') ?? '' },
    ]).map(reference => ({ ...reference, volume: 'pull' })),
  );
}

function keyed(kind: Reference['kind'], source: Json | undefined, path: Path): readonly Reference[] {
  return named(kind, textAt(source, '/name'), path, [textAt(source, '/key') ?? '']);
}

function named(
  kind: Reference['kind'],
  name: string | undefined,
  path: Path,
  keys: readonly string[] = [],
): readonly Reference[] {
  return name === undefined ? [] : [{ kind, name, keys, path }];
}
