import type { ApiClient } from '../api-client.ts';
import type { PodFailure } from './failure.ts';
import { admitPatient, now, type Patient } from './patient.ts';
import { heal, playFailure } from './play-failure.ts';
import { selects, type Pod } from './pod.ts';
import { freshReports, podStatus } from './pod-status.ts';

/** The stage's kubelet: takes on every Pod bound to a node and plays the failures. */
export interface PodLife {
  /** Runs until the signal ends it. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly addFailure: (failure: PodFailure) => string;
  /** Ends a failure and makes the Pods that it met well again. */
  readonly removeFailure: (id: string) => Promise<void>;
  readonly podNamed: (namespace: string, name: string) => Pod | undefined;
}

interface Case {
  readonly failureId: string;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  isOver: boolean;
}

/**
 * A kubelet that acknowledges each new Pod by a start time and waiting containers. From there kwok takes the healthy
 * ones on; the Pods that a failure selects stay here and get what the failure says.
 */
export function createPodLife(
  client: ApiClient,
  timeLapse: number,
  complain: (text: string) => void,
): PodLife {
  const pods = new Map<string, Pod>();
  const taken = new Set<string>();
  const failures = new Map<string, { readonly failure: PodFailure; met: number }>();
  const cases = new Map<string, Case>();
  let lastId = 0;

  const look = (pod: Pod): void => {
    pods.set(pod.metadata.uid, pod);
    const { uid, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp) cases.get(uid)?.stop.abort();
    if (!pod.spec.nodeName || deletionTimestamp) return;
    if (!pod.status?.startTime && !taken.has(uid)) {
      taken.add(uid);
      if (!fallIll(pod, 'new')) acknowledge(pod);
    } else if (pod.status?.phase === 'Running' && (cases.get(uid)?.isOver ?? true)) fallIll(pod, 'all');
  };

  const acknowledge = (pod: Pod): void => {
    const status = podStatus(pod, freshReports(pod), now());
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`;
    const send = async (): Promise<void> => {
      const answer = await client
        .request('PATCH', path, { metadata: { uid: pod.metadata.uid }, status })
        .catch(() => undefined);
      const isSettled = answer !== undefined && answer.status < 500 && answer.status !== 429;
      if (!isSettled) setTimeout(() => void send(), 200);
    };
    void send();
  };

  const fallIll = (pod: Pod, moment: 'new' | 'all'): boolean => {
    for (const [failureId, entry] of failures) {
      const { failure } = entry;
      const limit = failure.limit ?? (failure.as === 'Evicted' ? 1 : Number.POSITIVE_INFINITY);
      if (
        (moment === 'all' && failure.pods !== 'all') ||
        entry.met >= limit ||
        cases.get(pod.metadata.uid)?.failureId === failureId ||
        !selects(failure, pod)
      )
        continue;
      const stop = new AbortController();
      const patient = admitPatient({ client, pod, failure, timeLapse, signal: stop.signal });
      if (!patient) {
        complain(
          `${failure.as} does not meet Pod ${pod.metadata.namespace}/${pod.metadata.name}: it has no such container`,
        );
        continue;
      }
      entry.met += 1;
      const treated: Case = {
        failureId,
        stop,
        done: treat(patient, stop.signal, complain).finally(() => (treated.isOver = true)),
        isOver: false,
      };
      cases.set(pod.metadata.uid, treated);
      return true;
    }
    return false;
  };

  const listener = {
    listed: (all: readonly Pod[]) => all.forEach(look),
    changed: (type: string, pod: Pod) => {
      if (type !== 'DELETED') return look(pod);
      cases.get(pod.metadata.uid)?.stop.abort();
      for (const book of [pods, cases, taken]) book.delete(pod.metadata.uid);
    },
  };
  return {
    run: async signal => {
      signal.addEventListener('abort', () => cases.forEach(({ stop }) => stop.abort()), { once: true });
      await client.watch<Pod>('/api/v1/pods', listener, signal);
    },
    addFailure: failure => {
      const id = String((lastId += 1));
      failures.set(id, { failure, met: 0 });
      for (const pod of pods.values()) look(pod);
      return id;
    },
    removeFailure: async id => {
      const entry = failures.get(id);
      failures.delete(id);
      for (const [uid, { failureId, stop, done }] of cases) {
        if (failureId !== id) continue;
        stop.abort();
        await done;
        const pod = pods.get(uid);
        if (entry && pod)
          await recover({
            client,
            pod,
            failure: entry.failure,
            timeLapse,
            signal: new AbortController().signal,
          });
      }
    },
    podNamed: (namespace, name) =>
      [...pods.values()].find(({ metadata }) => metadata.namespace === namespace && metadata.name === name),
  };
}

async function treat(patient: Patient, signal: AbortSignal, complain: (text: string) => void): Promise<void> {
  try {
    await playFailure(patient);
  } catch (error) {
    if (!signal.aborted)
      complain(`${patient.failure.as} of ${patient.pod.metadata.name} broke off: ${String(error)}`);
  }
}

async function recover(order: Parameters<typeof admitPatient>[0]): Promise<void> {
  const isOver = ['Failed', 'Succeeded'].includes(order.pod.status?.phase ?? '');
  const patient = isOver ? undefined : admitPatient(order);
  if (patient) await heal(patient);
}
