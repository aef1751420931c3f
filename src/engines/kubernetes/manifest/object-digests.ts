import { createHash } from 'node:crypto';
import type { ObjectDigests } from '../../../model/hold.ts';
import { isList, isObject, type Json, type JsonObject, textAt } from '../../../model/json.ts';
import { confirmAddressOf, type Manifest, type ObjectId } from '../../../model/manifest.ts';
import { renderedDigestOf } from './digest.ts';
import { containersOf, podSpecOf } from './pod-spec.ts';

/** Kinds of Kubernetes itself that have no namespace; of others a missing one is filled in. */
const clusterScoped =
  /^(?:Namespace|Node|PersistentVolume|(?:Storage|Priority|Ingress|Runtime|Device|VolumeAttributes)Class|ClusterRole(?:Binding)?|CustomResourceDefinition|APIService|CSIDriver|\w*WebhookConfiguration|\w*AdmissionPolicy(?:Binding)?)$/;

/**
 * The digest of each object by its address without a version. A workload's covers the ConfigMaps and Secrets of the set
 * that its Pods read: a broken setting is a broken workload.
 */
export function objectDigestsOf(manifests: readonly Manifest[], namespace: string): ObjectDigests {
  const own = new Map(
    manifests.map(manifest => [
      addressInSet(manifest.id, namespace),
      renderedDigestOf([manifest], namespace),
    ]),
  );
  return new Map(
    manifests.map(({ id, object }) => {
      const key = addressInSet(id, namespace);
      const read = readByPods(id, object).flatMap(({ kind, name }) => {
        const place = addressInSet({ ...id, group: '', kind, name }, namespace);
        return own.has(place) ? [`${place} ${own.get(place) ?? ''}`] : [];
      });
      const digest = own.get(key) ?? '';
      return [key, read.length === 0 ? digest : sha256([digest, ...new Set(read.toSorted())].join('\n'))];
    }),
  );
}

/**
 * The digest of each object by itself, 16 hex digits, to say later which objects differ. Empty for a Secret that stands in
 * clear in the files: whoever may read the record may not be able to read that.
 */
export function ownDigestsOf(manifests: readonly Manifest[], namespace: string): ObjectDigests {
  return new Map(
    manifests.map(manifest => {
      const { id, asWritten } = manifest;
      const isPlainSecret = id.kind === 'Secret' && asWritten === undefined;
      const digest = isPlainSecret ? '' : renderedDigestOf([manifest], namespace).slice(0, 16);
      return [addressInSet(id, namespace), digest];
    }),
  );
}

/** The address of an object of the set without a version, the namespace filled in where the kind has one. */
export function addressInSet(id: ObjectId, namespace: string): string {
  return confirmAddressOf(clusterScoped.test(id.kind) ? id : { ...id, namespace: id.namespace ?? namespace });
}

interface Read {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

/** What the Pods of a workload read: volumes, projected ones too, and variables. */
function readByPods(id: ObjectId, object: JsonObject): readonly Read[] {
  const spec = podSpecOf(id, object);
  if (!spec) return [];
  const volumes = listIn(spec['volumes']);
  const sources = [...volumes, ...volumes.flatMap(volume => listIn(childOf(volume['projected'])['sources']))];
  const containers = containersOf(spec);
  const variables = containers.flatMap(container => [
    ...listIn(container['envFrom']),
    ...listIn(container['env']).map(variable => childOf(variable['valueFrom'])),
  ]);
  return [
    ...sources.flatMap(source => [
      ...named('ConfigMap', textAt(source, '/configMap/name')),
      ...named('Secret', textAt(source, '/secret/secretName') ?? textAt(source, '/secret/name')),
    ]),
    ...variables.flatMap(source => [
      ...named('ConfigMap', textAt(source, '/configMapRef/name') ?? textAt(source, '/configMapKeyRef/name')),
      ...named('Secret', textAt(source, '/secretRef/name') ?? textAt(source, '/secretKeyRef/name')),
    ]),
  ];
}

function named(kind: Read['kind'], name: string | undefined): readonly Read[] {
  return name === undefined ? [] : [{ kind, name }];
}

function listIn(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(item => isObject(item)) : [];
}

function childOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
