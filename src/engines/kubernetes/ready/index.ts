import { type JsonObject, textAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { customResourceDefinitionReadiness } from './custom-resource-definition.ts';
import { daemonSetReadiness } from './daemon-set.ts';
import { deploymentReadiness } from './deployment.ts';
import { jobReadiness } from './job.ts';
import { namespaceReadiness } from './namespace.ts';
import { type Readiness, type ReadinessRule, waiting } from './readiness.ts';
import { podReadiness } from './pod.ts';
import { replicaSetReadiness } from './replica-set.ts';
import { statefulSetReadiness } from './stateful-set.ts';

const rules: Readonly<Record<string, ReadinessRule>> = {
  '/Namespace': namespaceReadiness,
  '/Pod': podReadiness,
  '/ReplicationController': replicaSetReadiness,
  'apiextensions.k8s.io/CustomResourceDefinition': customResourceDefinitionReadiness,
  'apps/DaemonSet': daemonSetReadiness,
  'apps/Deployment': deploymentReadiness,
  'apps/ReplicaSet': replicaSetReadiness,
  'apps/StatefulSet': statefulSetReadiness,
  'batch/Job': jobReadiness,
};

/** True for kinds that have a notion of being up; all others are ready once the server took them. */
export function needsWait(id: Pick<ObjectId, 'group' | 'kind'>): boolean {
  return rules[`${id.group}/${id.kind}`] !== undefined;
}

/** Whether the object is up, by the rule of its kind. */
export function readinessOf(id: Pick<ObjectId, 'group' | 'kind'>, object: JsonObject): Readiness {
  if (textAt(object, '/metadata/deletionTimestamp') !== undefined) return waiting('being deleted');
  const rule = rules[`${id.group}/${id.kind}`];
  return rule ? rule(object) : { state: 'ready', message: 'applied' };
}
