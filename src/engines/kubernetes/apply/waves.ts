import type { ObjectId } from '../../../model/manifest.ts';

/**
 * The wave in which a kind is applied: what others need comes first, and inside a wave everything goes in parallel.
 * 0 namespaces and CRDs (waited for), 1 what Pods and bindings refer to, 2 bindings, services, workloads and all
 * other kinds, 3 what intercepts requests to the API and so must find its backend running.
 */
export function waveOf(id: Pick<ObjectId, 'group' | 'kind'>): 0 | 1 | 2 | 3 {
  return waves[`${id.group}/${id.kind}`] ?? 2;
}

/** How many waves there are. */
export const waveCount = 4;

const waves: Readonly<Record<string, 0 | 1 | 3>> = {
  '/Namespace': 0,
  'apiextensions.k8s.io/CustomResourceDefinition': 0,
  'scheduling.k8s.io/PriorityClass': 0,
  'node.k8s.io/RuntimeClass': 0,
  'storage.k8s.io/StorageClass': 0,
  '/ResourceQuota': 1,
  '/LimitRange': 1,
  'networking.k8s.io/NetworkPolicy': 1,
  '/ServiceAccount': 1,
  '/Secret': 1,
  '/ConfigMap': 1,
  '/PersistentVolume': 1,
  '/PersistentVolumeClaim': 1,
  'rbac.authorization.k8s.io/ClusterRole': 1,
  'rbac.authorization.k8s.io/Role': 1,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': 3,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': 3,
  'apiregistration.k8s.io/APIService': 3,
};
