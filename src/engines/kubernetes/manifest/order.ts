import type { ObjectId } from '../../../model/manifest.ts';

/**
 * In which order surplus objects go: lower first, equal ranks together. Dependants before what they depend on;
 * custom resources before their CRD; CRDs and Namespaces last, since they take others with them.
 */
export function deletionRank(id: Pick<ObjectId, 'group' | 'kind'>): number {
  return ranks[`${id.group}/${id.kind}`] ?? 1;
}

const ranks: Readonly<Record<string, number>> = {
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': 0,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': 0,
  'apiregistration.k8s.io/APIService': 0,
  'networking.k8s.io/Ingress': 0,
  'autoscaling/HorizontalPodAutoscaler': 0,
  'rbac.authorization.k8s.io/RoleBinding': 2,
  'rbac.authorization.k8s.io/ClusterRoleBinding': 2,
  'rbac.authorization.k8s.io/Role': 3,
  'rbac.authorization.k8s.io/ClusterRole': 3,
  '/ConfigMap': 3,
  '/Secret': 3,
  '/ServiceAccount': 3,
  '/PersistentVolumeClaim': 3,
  '/PersistentVolume': 4,
  'storage.k8s.io/StorageClass': 4,
  'apiextensions.k8s.io/CustomResourceDefinition': 5,
  '/Namespace': 6,
};
