import type { ApiClient, KubeObject } from '../api-client.ts';

const provisioner = 'stage.gitops-push.dev/volumes';

interface Claim extends KubeObject {
  readonly spec: {
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly volumeMode?: string;
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}

interface Volume extends KubeObject {
  readonly spec: { readonly storageClassName?: string; readonly persistentVolumeReclaimPolicy?: string };
  readonly status?: { readonly phase?: string };
}

/**
 * Makes `standard` the default StorageClass and gives every claim of it a volume at once; the controllers bind them.
 * Released volumes are deleted. Nothing is stored anywhere. Ends with the signal.
 */
export async function provisionVolumes(client: ApiClient, signal: AbortSignal): Promise<void> {
  await client.request('POST', '/apis/storage.k8s.io/v1/storageclasses', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
  });
  const provide = (claim: Claim) => {
    if (
      claim.spec.storageClassName !== 'standard' ||
      claim.spec.volumeName ||
      claim.metadata.deletionTimestamp
    )
      return;
    client.request('POST', '/api/v1/persistentvolumes', volumeFor(claim)).catch(() => undefined);
  };
  const dispose = (volume: Volume) => {
    const isOurs = volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'] === provisioner;
    if (!isOurs || volume.status?.phase !== 'Released' || volume.metadata.deletionTimestamp) return;
    client.request('DELETE', `/api/v1/persistentvolumes/${volume.metadata.name}`).catch(() => undefined);
  };
  await Promise.all([
    client.watch<Claim>(
      '/api/v1/persistentvolumeclaims',
      { listed: claims => claims.forEach(provide), changed: (_, claim) => provide(claim) },
      signal,
    ),
    client.watch<Volume>(
      '/api/v1/persistentvolumes',
      { listed: volumes => volumes.forEach(dispose), changed: (_, volume) => dispose(volume) },
      signal,
    ),
  ]);
}

function volumeFor(claim: Claim): object {
  const { namespace, name, uid } = claim.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      accessModes: claim.spec.accessModes,
      capacity: { storage: claim.spec.resources.requests.storage },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: 'standard',
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
      hostPath: { path: `/nowhere/pvc-${uid}` },
    },
  };
}
