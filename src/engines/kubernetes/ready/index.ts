import { type JsonObject, textAt, valueAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { customResourceDefinitionReadiness } from './custom-resource-definition.ts';
import { daemonSetReadiness } from './daemon-set.ts';
import { deploymentReadiness } from './deployment.ts';
import { jobReadiness } from './job.ts';
import { namespaceReadiness } from './namespace.ts';
import { type ConditionRule, readinessByConditions, tellsGeneration } from './conditions.ts';
import { customKinds } from './custom-kinds.ts';
import { generalRule } from './general.ts';
import { ingressReadiness } from './ingress.ts';
import { autoscalerReadiness } from './autoscaler.ts';
import { apiServiceReadiness } from './api-service.ts';
import { persistentVolumeClaimReadiness } from './persistent-volume-claim.ts';
import { serviceReadiness } from './service.ts';
import { signingRequestReadiness } from './signing-request.ts';
import { type Readiness, type ReadinessRule, ready, waiting } from './readiness.ts';
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
  '/Service': serviceReadiness,
  'apiregistration.k8s.io/APIService': apiServiceReadiness,
  'certificates.k8s.io/CertificateSigningRequest': signingRequestReadiness,
};

/** Told, never waited for. */
const told: Readonly<Record<string, ReadinessRule>> = {
  '/PersistentVolumeClaim': persistentVolumeClaimReadiness,
  'autoscaling/HorizontalPodAutoscaler': autoscalerReadiness,
  'networking.k8s.io/Ingress': ingressReadiness,
};

/** The user's own rules, by `group/Kind`; they come before ours. */
export type ReadinessRules = ReadonlyMap<string, ReadinessRule>;

/** True for kinds that have a notion of being up; all others are ready once the server took them. */
export function needsWait(
  id: Pick<ObjectId, 'group' | 'kind'>,
  own: ReadinessRules,
  body?: JsonObject,
): boolean {
  const key = `${id.group}/${id.kind}`;
  // Of Services only those that get an address from elsewhere.
  if (key === '/Service' && !own.has(key)) return textAt(body, '/spec/type') === 'LoadBalancer';
  return own.has(key) || rules[key] !== undefined || isCustom(id);
}

/** True for kinds that a CustomResourceDefinition or another API server brings. */
export function isCustom({ group }: Pick<ObjectId, 'group'>): boolean {
  return group.includes('.') && (!group.endsWith('.k8s.io') || group === 'gateway.networking.k8s.io');
}

/** Whether the object is up, by the user's rule, the rule of its kind, or what controllers have in common. */
export function readinessOf(
  id: Pick<ObjectId, 'group' | 'kind'>,
  object: JsonObject,
  own: ReadinessRules,
): Readiness {
  if (textAt(object, '/metadata/deletionTimestamp') !== undefined) return waiting('being deleted');
  const key = `${id.group}/${id.kind}`;
  const rule = own.get(key) ?? rules[key] ?? told[key];
  if (rule) return rule(object);
  return isCustom(id) ? readinessByConditions(object, ruleOf(id, object)) : ready('applied');
}

/**
 * False for a custom resource whose status says nothing of the generation it is of: it may be the answer to what was there before
 * this apply.
 */
export function isStatusDated(id: Pick<ObjectId, 'group' | 'kind'>, object: JsonObject): boolean {
  const hasStatus = valueAt(object, '/status') !== undefined;
  return !isCustom(id) || !hasStatus || tellsGeneration(object, ruleOf(id, object));
}

function ruleOf({ group, kind }: Pick<ObjectId, 'group' | 'kind'>, object: JsonObject): ConditionRule {
  const key = `${group}/${kind}`;
  return (Object.hasOwn(customKinds, key) ? customKinds[key] : undefined) ?? generalRule(object);
}
