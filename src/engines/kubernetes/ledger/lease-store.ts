import { Failure } from '../../../model/failure.ts';
import { isObject, stringifyJson } from '../../../model/json.ts';
import { objectPath, collectionPath } from '../api/paths.ts';
import { refusal } from '../api/refusal.ts';
import type { Cluster, Resource } from '../cluster.ts';
import type { ApiAnswer } from '../transport/transport.ts';
import { type HeldLease, type Holder, leaseBody, readLease } from './lease-object.ts';

/** The part of a run that the lock belongs to; it still talks to the server after a cancel. */
const phase = 'lock';

const leases: Resource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
  verbs: [],
};

/** Where the lock of a target is kept. */
export interface LeasePlace {
  readonly cluster: Cluster;
  readonly name: string;
  readonly namespace: string;
}

/** Reads the lock; undefined when nobody holds it. @throws Failure permission-missing, server-unreachable */
export async function getLease(place: LeasePlace): Promise<HeldLease | undefined> {
  const object = await place.cluster.get(leases, place, phase);
  return object ? readLease(object) : undefined;
}

/**
 * Makes the lock, or takes exactly the one that was seen. Undefined when somebody else was faster, or the one that
 * was seen is gone. An answer that got lost is looked up: a create must not be sent twice.
 * @throws Failure permission-missing, server-unreachable
 */
export async function putLease(
  place: LeasePlace,
  holder: Holder,
  nowMs: number,
  over?: HeldLease,
): Promise<HeldLease | undefined> {
  const body = stringifyJson(leaseBody({ ...place, holder, nowMs, ...(over && { over }) }));
  const [method, path] = over
    ? (['PUT', objectPath(leases, place)] as const)
    : (['POST', collectionPath(leases, place.namespace)] as const);
  const answer = await place.cluster.raw(method, path, { body }, phase).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'server-unreachable') return undefined;
    throw error;
  });
  const isDone = over ? answer?.httpStatus === 200 : answer?.httpStatus === 201;
  if (answer && isDone && isObject(answer.body)) return readLease(answer.body);
  if (answer && !isOpen(answer, over))
    throw refusal(answer, { verb: over ? 'update' : 'create', ...of(place) });
  const stored = await getLease(place);
  return stored?.holder.token === holder.token ? stored : undefined;
}

/** Deletes exactly this lock; false when it has changed meanwhile. Already gone is fine. */
export async function deleteLease(place: LeasePlace, lease: HeldLease): Promise<boolean> {
  const { uid, resourceVersion } = lease;
  const options = { uid, resourceVersion, propagation: 'Background', dryRun: false } as const;
  const answer = await place.cluster.remove(leases, place, options, phase);
  if (!answer.status || answer.httpStatus === 404) return true;
  if (answer.httpStatus === 409) return false;
  throw refusal(answer, { verb: 'delete', ...of(place) });
}

/** An answer after which the stored lock must be looked at: taken, gone under a replacement, or a fault that may hide a success. */
function isOpen({ httpStatus }: ApiAnswer, over: HeldLease | undefined): boolean {
  return httpStatus === 409 || httpStatus >= 500 || (httpStatus === 404 && over !== undefined);
}

function of(place: LeasePlace): {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
} {
  return { resource: leases, namespace: place.namespace, name: place.name };
}
