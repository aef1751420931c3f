export { clusterOn, type OpenedCluster, openCluster } from './open-cluster.ts';
export { collectionPath, objectPath } from './paths.ts';
export { type RefusedRequest, refusal } from './refusal.ts';
export { refusedFields } from './refused-fields.ts';
