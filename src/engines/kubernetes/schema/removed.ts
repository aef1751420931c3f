import { apiVersionOf } from '../../../model/manifest.ts';
import type { KindName } from './table.ts';

/**
 * API versions that were gone before the oldest schemas we carry: version, kinds (absent: all of it), and the
 * minor that no longer served them. Source: kubernetes.io, Deprecated API Migration Guide.
 */
const removals: readonly (readonly [apiVersion: string, minor: string, kinds?: readonly string[]])[] = [
  ['extensions/v1beta1', '1.22', ['Ingress']],
  [
    'extensions/v1beta1',
    '1.16',
    ['DaemonSet', 'Deployment', 'ReplicaSet', 'NetworkPolicy', 'PodSecurityPolicy'],
  ],
  ['apps/v1beta1', '1.16'],
  ['apps/v1beta2', '1.16'],
  [
    'admissionregistration.k8s.io/v1beta1',
    '1.22',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  ],
  ['apiextensions.k8s.io/v1beta1', '1.22'],
  ['apiregistration.k8s.io/v1beta1', '1.22'],
  ['authentication.k8s.io/v1beta1', '1.22', ['TokenReview']],
  ['authorization.k8s.io/v1beta1', '1.22'],
  ['certificates.k8s.io/v1beta1', '1.22', ['CertificateSigningRequest']],
  ['coordination.k8s.io/v1beta1', '1.22', ['Lease']],
  ['networking.k8s.io/v1beta1', '1.22', ['Ingress', 'IngressClass']],
  ['rbac.authorization.k8s.io/v1alpha1', '1.22'],
  ['rbac.authorization.k8s.io/v1beta1', '1.22'],
  ['scheduling.k8s.io/v1beta1', '1.22', ['PriorityClass']],
  ['storage.k8s.io/v1beta1', '1.22', ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment']],
  ['batch/v1beta1', '1.25'],
  ['discovery.k8s.io/v1beta1', '1.25'],
  ['events.k8s.io/v1beta1', '1.25'],
  ['autoscaling/v2beta1', '1.25'],
  ['policy/v1beta1', '1.25'],
  ['node.k8s.io/v1beta1', '1.25'],
  ['autoscaling/v2beta2', '1.26'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', '1.26'],
  ['storage.k8s.io/v1beta1', '1.27', ['CSIStorageCapacity']],
  ['flowcontrol.apiserver.k8s.io/v1beta2', '1.29'],
];

/** The minor version that stopped serving a kind before our oldest schemas, undefined when none did. */
export function removedBefore(id: KindName): string | undefined {
  const apiVersion = apiVersionOf(id);
  const found = removals.find(([each, , kinds]) => each === apiVersion && (kinds?.includes(id.kind) ?? true));
  return found?.[1];
}
