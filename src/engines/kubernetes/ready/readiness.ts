import { isObject, type Json, type JsonObject, listAt, numberAt, textAt } from '../../../model/json.ts';

/** Whether one object is up, told from its body alone. `stuck`: waiting longer cannot help. */
export interface Readiness {
  readonly state: 'ready' | 'waiting' | 'stuck';
  readonly message: string;
}

/** A rule for one kind: pure body in, readiness out. */
export type ReadinessRule = (object: JsonObject) => Readiness;

/** What every object says at first: its controller has not looked at the newest spec. */
export const notSeen = 'the controller has not seen it yet';

/** The object is up. */
export function ready(message: string): Readiness {
  return { state: 'ready', message };
}

/** The object is on its way. */
export function waiting(message: string): Readiness {
  return { state: 'waiting', message };
}

/** The object will not come up by waiting. */
export function stuck(message: string): Readiness {
  return { state: 'stuck', message };
}

/** A condition of status.conditions. */
export interface Condition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** When it took this status, ISO 8601. */
  readonly since: string | undefined;
}

/** The condition of this type, or undefined. */
export function conditionOf(object: JsonObject, type: string): Condition | undefined {
  const found = listAt(object, '/status/conditions').find(
    (item: Json) => isObject(item) && item['type'] === type,
  );
  if (!found) return undefined;
  return {
    status: textAt(found, '/status') ?? '',
    reason: textAt(found, '/reason') ?? '',
    message: textAt(found, '/message') ?? '',
    since: textAt(found, '/lastTransitionTime'),
  };
}

/** True when the controller has not seen the newest spec yet (kstatus, pkg/kstatus/status/generic.go). */
export function isBehind(object: JsonObject): boolean {
  const generation = numberAt(object, '/metadata/generation');
  const observed = numberAt(object, '/status/observedGeneration');
  return generation !== undefined && observed !== undefined && observed < generation;
}

/** A count in the status; what a controller leaves out is 0. */
export function countAt(object: JsonObject, field: string): number {
  return numberAt(object, `/status/${field}`) ?? 0;
}

/** spec.replicas; 1 when left out, as the API's default says. */
export function wantedReplicas(object: JsonObject): number {
  return numberAt(object, '/spec/replicas') ?? 1;
}

/** What the server said when it refused to create Pods (quota, admission, ServiceAccount), to be added to a message. */
export function refusedPods(object: JsonObject): string {
  const failure = conditionOf(object, 'ReplicaFailure');
  return failure?.status === 'True' ? `; ${refusedWords(failure.message)}` : '';
}

/** That Pods are refused, in the server's own words. */
export function refusedWords(detail: string): string {
  return `Pods are refused: ${detail}`;
}
