import { isObject, type JsonObject, listAt, textAt, valueAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';

/** The object that a controller made this one for: kind, name, uid. */
export function controllerOf(object: JsonObject): JsonObject | undefined {
  const owner = listAt(object, '/metadata/ownerReferences').find(
    each => valueAt(each, '/controller') === true,
  );
  return isObject(owner) ? owner : undefined;
}

/** Kinds whose Pods are looked at while their object is awaited. */
export function makesPods(id: Pick<ObjectId, 'group' | 'kind'>): boolean {
  return podMakers.has(`${id.group}/${id.kind}`);
}

const podMakers = new Set([
  '/Pod',
  '/ReplicationController',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'argoproj.io/Rollout',
  'batch/Job',
]);

/**
 * True when the Pod was made for this object. Deployments and Rollouts own theirs through a ReplicaSet, whose name is the
 * owner's and the hash of the template (kubernetes pkg/controller/deployment/sync.go getNewReplicaSet).
 */
export function belongsTo(pod: JsonObject, id: ObjectId, owner: JsonObject | undefined): boolean {
  if (id.group === '' && id.kind === 'Pod') return textAt(pod, '/metadata/name') === id.name;
  const controller = controllerOf(pod);
  if (!controller) return false;
  if (textAt(controller, '/kind') === 'ReplicaSet' && id.kind !== 'ReplicaSet') {
    const hash = templateHashOf(pod);
    return hash !== undefined && textAt(controller, '/name') === `${id.name}-${hash}`;
  }
  return owner !== undefined && textAt(controller, '/uid') === textAt(owner, '/metadata/uid');
}

function templateHashOf(pod: JsonObject): string | undefined {
  return (
    textAt(pod, '/metadata/labels/pod-template-hash') ??
    textAt(pod, '/metadata/labels/rollouts-pod-template-hash')
  );
}

/** True for a Pod that is on its way out: what becomes of it says nothing. */
export function isLeaving(pod: JsonObject): boolean {
  return textAt(pod, '/metadata/deletionTimestamp') !== undefined;
}
