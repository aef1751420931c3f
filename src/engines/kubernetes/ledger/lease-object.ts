import { isObject, type JsonObject, numberAt, textAt, valueAt } from '../../../model/json.ts';
import type { RunContext } from '../../../model/run-context.ts';
import type { RunName } from '../../../model/world.ts';

/** How long a lock lives without a renewal. */
export const leaseSeconds = 60;

/** A lock that says it lives longer than this is believed to live this long: nobody waits for ever. */
const longestSeconds = 600;

const annotations = {
  /** Tells two processes of one run apart, which have one name. */
  token: 'gitops-push.dev/lock',
  url: 'gitops-push.dev/run-url',
  actor: 'gitops-push.dev/actor',
  /** Lets a run on the same machine see that the process has ended. */
  process: 'gitops-push.dev/process',
} as const;

/** Who takes the lock. `token` is of this process alone. */
export interface Holder {
  readonly name: string;
  readonly token: string;
  readonly url?: string;
  readonly actor?: string;
  readonly process?: string;
}

/** A Lease (coordination.k8s.io/v1) as it was read. */
export interface HeldLease {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly holder: Holder;
  readonly durationMs: number;
  readonly renewTime: string;
  readonly acquireTime: string;
  readonly transitions: number;
}

/** `owner/name/run/attempt` in a workflow; on a terminal `owner/name/terminal/person`. */
export function holderOf(run: RunContext, token: string, process: string | undefined): Holder {
  const { repository = 'local', runId = 'terminal', actor, runUrl } = run;
  const last = run.runId === undefined ? (actor ?? 'unknown') : String(run.attempt ?? 1);
  return {
    name: `${repository}/${runId}/${last}`,
    token,
    ...(runUrl !== undefined && { url: runUrl }),
    ...(actor !== undefined && { actor }),
    ...(process !== undefined && { process }),
  };
}

/** The workflow run that a holder's name means; undefined for a terminal, and for whatever we did not write. */
export function runOfHolder(name: string): RunName | undefined {
  const [, repository, id, attempt] = /^([^/]+\/[^/]+)\/(\d+)\/(\d+)$/.exec(name) ?? [];
  return repository === undefined || id === undefined
    ? undefined
    : { repository, id, attempt: Number(attempt) };
}

/** Reads a Lease; one without a holder is nobody's. */
export function readLease(object: JsonObject): HeldLease {
  const noted = valueAt(object, '/metadata/annotations');
  const note = (name: string): string | undefined => textAt(isObject(noted) ? noted[name] : undefined, '');
  const [url, actor, process] = [annotations.url, annotations.actor, annotations.process].map(note);
  const seconds = numberAt(object, '/spec/leaseDurationSeconds') ?? leaseSeconds;
  return {
    uid: textAt(object, '/metadata/uid') ?? '',
    resourceVersion: textAt(object, '/metadata/resourceVersion') ?? '',
    holder: {
      name: textAt(object, '/spec/holderIdentity') ?? '',
      token: note(annotations.token) ?? '',
      ...(url !== undefined && { url }),
      ...(actor !== undefined && { actor }),
      ...(process !== undefined && { process }),
    },
    durationMs: Math.min(Math.max(seconds, 1), longestSeconds) * 1000,
    renewTime: textAt(object, '/spec/renewTime') ?? '',
    acquireTime: textAt(object, '/spec/acquireTime') ?? '',
    transitions: numberAt(object, '/spec/leaseTransitions') ?? 0,
  };
}

/** The Lease to write. With `over` it replaces exactly that one: uid and resourceVersion must still hold. */
export function leaseBody(lease: {
  readonly name: string;
  readonly namespace: string;
  readonly holder: Holder;
  readonly nowMs: number;
  /** The lease that is replaced; its holder is ours for a renewal. */
  readonly over?: HeldLease;
}): JsonObject {
  const { name, namespace, holder, nowMs, over } = lease;
  const isRenewal = over?.holder.token === holder.token;
  const now = microTime(nowMs);
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace,
      // A PUT with a resourceVersion alone makes a deleted Lease anew; with the uid it is refused.
      ...(over && { uid: over.uid, resourceVersion: over.resourceVersion }),
      annotations: {
        [annotations.token]: holder.token,
        ...(holder.url !== undefined && { [annotations.url]: holder.url }),
        ...(holder.actor !== undefined && { [annotations.actor]: holder.actor }),
        ...(holder.process !== undefined && { [annotations.process]: holder.process }),
      },
    },
    spec: {
      holderIdentity: holder.name,
      leaseDurationSeconds: leaseSeconds,
      acquireTime: isRenewal ? over.acquireTime : now,
      renewTime: now,
      leaseTransitions: over ? over.transitions + (isRenewal ? 0 : 1) : 0,
    },
  };
}

/** MicroTime of the API (k8s.io/apimachinery pkg/apis/meta/v1/micro_time.go): six decimals. */
function microTime(nowMs: number): string {
  return new Date(nowMs).toISOString().replace('Z', '000Z');
}
