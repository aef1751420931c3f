import type { ObjectId } from '../../../model/manifest.ts';

/** What is lost when an object of this kind is deleted; kinds that are not listed can be deleted without a yes. */
const lostByDelete: Readonly<Record<string, string>> = {
  '/Namespace': 'everything in the namespace is deleted with it',
  '/PersistentVolumeClaim': 'the data on its volume may be deleted with it',
  '/PersistentVolume': 'the volume is released and its data may be deleted',
  'apiextensions.k8s.io/CustomResourceDefinition': 'every custom resource of this kind is deleted with it',
};

/** What a delete loses, or undefined when a delete of this kind needs no yes. */
export function deleteRiskOf(id: Pick<ObjectId, 'group' | 'kind'>): string | undefined {
  return lostByDelete[`${id.group}/${id.kind}`];
}

/** What is lost while an object is deleted and made anew, by kind. */
const lostByRecreate: Readonly<Record<string, string>> = {
  'apps/Deployment': 'all its Pods stop until the new ones are ready',
  'apps/DaemonSet': 'all its Pods stop until the new ones are ready',
  'apps/ReplicaSet': 'all its Pods stop until the new ones are ready',
  'apps/StatefulSet': 'its Pods stop while it is made anew; its volume claims and their data stay',
  'batch/Job': 'the run so far is lost and the Job runs again',
  '/Service': 'its cluster address changes and connections break',
  '/PersistentVolumeClaim': 'the data on its volume may be deleted',
  '/PersistentVolume': 'the volume is released and its data may be deleted',
  '/Pod': 'the Pod stops',
  '/ReplicationController': 'all its Pods stop until the new ones are ready',
  '/Secret': 'nothing is lost, but a Pod that starts in between waits for it',
  '/ConfigMap': 'nothing is lost, but a Pod that starts in between waits for it',
  '/ResourceQuota': 'its limits do not hold for a moment',
  'batch/CronJob': 'its Jobs are deleted with it',
  'discovery.k8s.io/EndpointSlice': 'traffic to its addresses stops for a moment',
  'storage.k8s.io/StorageClass': 'volumes that exist stay; new claims wait for a moment',
  'storage.k8s.io/VolumeAttributesClass': 'volumes that exist stay; new claims wait for a moment',
  'storage.k8s.io/CSIDriver': 'volumes cannot be mounted for a moment',
  'scheduling.k8s.io/PriorityClass': 'Pods that run stay; new ones are refused for a moment',
  'node.k8s.io/RuntimeClass': 'Pods that run stay; new ones are refused for a moment',
  'networking.k8s.io/IngressClass': 'its Ingresses are not served for a moment',
  'resource.k8s.io/ResourceClaim': 'the devices that it holds are given back',
  'rbac.authorization.k8s.io/RoleBinding': 'access is missing for a moment',
  'rbac.authorization.k8s.io/ClusterRoleBinding': 'access is missing for a moment',
  'apiextensions.k8s.io/CustomResourceDefinition': 'every custom resource of this kind is deleted with it',
};

/** What a recreate loses. */
export function recreateRiskOf(id: Pick<ObjectId, 'group' | 'kind'>): string {
  return lostByRecreate[`${id.group}/${id.kind}`] ?? 'the object is missing for a moment';
}

/** Texts of answers that mean "this field cannot be changed in place" (collected on Kubernetes 1.36). */
const immutableTexts =
  /immutable|updates? to .* (for fields other than|are forbidden)|may not change|may not be changed|may not add or remove|can only be modified|cannot change|must remain in|can not be less than|oldSelf/i;

/** True when a cause of a refused dry run says that the field cannot change; `metadata.uid` means replaced, not immutable. */
export function isImmutableCause(cause: { readonly field: string; readonly message: string }): boolean {
  // The quoted value is the user's text and may say anything, so it is cut out first.
  return (
    cause.field !== 'metadata.uid' &&
    immutableTexts.test(cause.message.replaceAll(/"(?:[^"\\]|\\.)*"|\{.*\}:/gs, ''))
  );
}
