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

/** The user's own rules, by `group/Kind`; they come before ours. */
export type ReadinessRules = ReadonlyMap<string, ReadinessRule>;

/** True for kinds that have a notion of being up; all others are ready once the server took them. */
export function needsWait(id: Pick<ObjectId, 'group' | 'kind'>, own: ReadinessRules): boolean {
  const key = `${id.group}/${id.kind}`;
  return own.has(key) || rules[key] !== undefined;
}

/** Whether the object is up, by the rule of its kind. */
export function readinessOf(
  id: Pick<ObjectId, 'group' | 'kind'>,
  object: JsonObject,
  own: ReadinessRules,
): Readiness {
  if (textAt(object, '/metadata/deletionTimestamp') !== undefined) return waiting('being deleted');
  const key = `${id.group}/${id.kind}`;
  const rule = own.get(key) ?? rules[key];
  return rule ? rule(object) : { state: 'ready', message: 'applied' };
}
