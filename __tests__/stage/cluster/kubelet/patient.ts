import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { ApiClient } from '../api-client.ts';
import { createEventRecorder, type PodEvent } from './events.ts';
import type { PodFailure } from './failure.ts';
import { isSidecar, type Container, type Pod, type Termination } from './pod.ts';
import { containerId, podStatus, type ContainerReport, type ContainerState } from './pod-status.ts';

/** A Pod that fails: its failing container, and the means to write down what the kubelet would see. */
export interface Patient {
  readonly pod: Pod;
  readonly failure: PodFailure;
  readonly container: Container;
  /** How often the container was restarted, and how its instance before ended. */
  readonly history: () => { readonly restarts: number; readonly last?: Termination };
  /** Writes the failing container's state; the other containers are well. A released Pod of a Job completes soon. */
  readonly set: (state: ContainerState, fate?: 'held' | 'released') => Promise<void>;
  /** Writes that the container ended, and remembers it as its last state. */
  readonly end: (termination: Pick<Termination, 'exitCode' | 'reason' | 'message'>) => Promise<void>;
  readonly countRestart: () => void;
  /** Writes another part of the status as it is. */
  readonly patch: (status: object) => Promise<void>;
  readonly event: (
    type: PodEvent['type'],
    reason: string,
    message: string,
    about?: 'container' | 'pod',
  ) => Promise<void>;
  /** Waits so many of the kubelet's milliseconds, shortened by the time lapse. @throws when the Pod is gone or healed */
  readonly wait: (nominalMs: number) => Promise<void>;
  /** Waits so many real milliseconds. @throws when the Pod is gone or healed */
  readonly waitReally: (ms: number) => Promise<void>;
}

/** What a patient is made of. */
export interface PatientOrder {
  readonly client: ApiClient;
  readonly pod: Pod;
  readonly failure: PodFailure;
  readonly timeLapse: number;
  readonly signal: AbortSignal;
}

/** The patient for a failure; undefined when the Pod has no such container. */
export function admitPatient({ client, pod, failure, timeLapse, signal }: PatientOrder): Patient | undefined {
  const init = pod.spec.initContainers ?? [];
  const name =
    failure.container ??
    (failure.as === 'InitCrashLoopBackOff' ? init.find(one => !isSidecar(one)) : pod.spec.containers[0])
      ?.name;
  const container = [...init, ...pod.spec.containers].find(one => one.name === name);
  if (!container) return undefined;

  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`;
  const startedAt = now();
  const before = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ].find(status => status.name === name);
  const record = createEventRecorder(client, pod);
  let restarts = before?.restartCount ?? 0;
  let last: Termination | undefined = before?.lastState?.terminated;
  let seen = pod;
  let runsSince: string | undefined;

  const address = pod.status?.podIP ?? addressOf(pod);

  const patch = async (status: object) => {
    signal.throwIfAborted();
    const answer = await client.request<Pod>('PATCH', path, { metadata: { uid: pod.metadata.uid }, status });
    if (answer.status === 200) seen = answer.body;
  };
  const set: Patient['set'] = async (state, fate = 'held') => {
    if (state.kind === 'running') runsSince = state.startedAt;
    const reports = surroundings(pod, container, { startedAt, isStuck: fate === 'held' });
    reports.set(container.name, { state, restarts, ...(last ? { last } : {}) });
    const addresses = {
      hostIP: '127.0.0.1',
      hostIPs: [{ ip: '127.0.0.1' }],
      podIP: address,
      podIPs: [{ ip: address }],
    };
    await patch({ ...podStatus(seen, reports, now(), { hasIds: fate === 'held' }), ...addresses });
  };
  const waitReally = (ms: number) => setTimeout(ms, undefined, { signal });
  return {
    pod,
    failure,
    container,
    history: () => ({ restarts, ...(last ? { last } : {}) }),
    set,
    end: async termination => {
      const ended = {
        ...termination,
        startedAt: runsSince ?? now(),
        finishedAt: now(),
        containerID: containerId(pod, container.name, restarts),
      };
      await set({ kind: 'terminated', ...ended });
      last = ended;
      runsSince = undefined;
    },
    countRestart: () => {
      restarts += 1;
    },
    patch,
    event: async (type, reason, message, about = 'container') => {
      signal.throwIfAborted();
      await record({
        type,
        reason,
        message,
        ...(about === 'container' ? { container: container.name } : {}),
      });
    },
    wait: nominalMs => waitReally(nominalMs / timeLapse),
    waitReally,
  };
}

/** The time as the API writes it. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

/** An address beside those that kwok gives out. */
function addressOf(pod: Pod): string {
  const [third = 0, fourth = 0] = createHash('sha256').update(pod.metadata.uid).digest();
  return `10.245.${third}.${fourth}`;
}

/** What the other containers do meanwhile: those before it are done or run, those that need it first wait. */
function surroundings(
  pod: Pod,
  failing: Container,
  { startedAt, isStuck }: { readonly startedAt: string; readonly isStuck: boolean },
): Map<string, ContainerReport> {
  const init = pod.spec.initContainers ?? [];
  const position = init.indexOf(failing);
  const blocks = isStuck && position >= 0 && !isSidecar(failing);
  const running: ContainerReport = { state: { kind: 'running', startedAt, isReady: true }, restarts: 0 };
  const waiting: ContainerReport = { state: { kind: 'waiting', reason: 'PodInitializing' }, restarts: 0 };
  const done: ContainerReport = {
    state: { kind: 'terminated', exitCode: 0, reason: 'Completed', startedAt, finishedAt: startedAt },
    restarts: 0,
  };
  const reports = new Map<string, ContainerReport>();
  for (const [index, container] of init.entries()) {
    const isBehind = blocks && index > position;
    reports.set(container.name, isBehind ? waiting : isSidecar(container) ? running : done);
  }
  for (const container of pod.spec.containers) reports.set(container.name, blocks ? waiting : running);
  return reports;
}
