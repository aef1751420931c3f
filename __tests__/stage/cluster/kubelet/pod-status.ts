import { createHash } from 'node:crypto';
import {
  isSidecar,
  type Container,
  type ContainerStatus,
  type Pod,
  type PodCondition,
  type Termination,
} from './pod.ts';

/** What a container does at a moment. Times are RFC 3339. */
export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly startedAt: string; readonly isReady: boolean }
  | ({ readonly kind: 'terminated' } & Termination);

/** What the kubelet knows of one container: its state, how its instance before ended, how often it was restarted. */
export interface ContainerReport {
  readonly state: ContainerState;
  readonly last?: Termination;
  readonly restarts: number;
}

/** The reports of all containers, init containers included, by name. */
export type ContainerReports = ReadonlyMap<string, ContainerReport>;

/** Whether the Pod's sandbox exists, and whether running containers show their IDs; both default to true. */
export interface StatusOptions {
  readonly hasSandbox?: boolean;
  /** kwok completes Pods of Jobs whose containers show none. */
  readonly hasIds?: boolean;
}

/**
 * The status that the kubelet would write for these reports: phase, conditions and container statuses.
 * Rules: k8s.io/kubernetes pkg/kubelet/kubelet_pods.go (getPhase) and pkg/kubelet/status/generate.go.
 */
export function podStatus(
  pod: Pod,
  reports: ContainerReports,
  now: string,
  options: StatusOptions = {},
): Record<string, unknown> {
  const init = pod.spec.initContainers ?? [];
  const phase = phaseOf(pod, reports);
  const statuses = pod.spec.containers.map(container =>
    containerStatus(pod, container, reports, options.hasIds ?? true),
  );
  const initStatuses = init.map(container =>
    containerStatus(pod, container, reports, options.hasIds ?? true),
  );
  return {
    phase,
    startTime: pod.status?.startTime ?? now,
    conditions: conditions(pod, phase, [...initStatuses, ...statuses], now, options.hasSandbox ?? true),
    containerStatuses: statuses,
    ...(init.length > 0 ? { initContainerStatuses: initStatuses } : {}),
  };
}

/** The reports of a Pod that was just bound to its node: everything waits. */
export function freshReports(pod: Pod): ContainerReports {
  const init = pod.spec.initContainers ?? [];
  const reason = init.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  return new Map([
    ...init.map(container => [container.name, waiting('PodInitializing')] as const),
    ...pod.spec.containers.map(container => [container.name, waiting(reason)] as const),
  ]);
}

function waiting(reason: string): ContainerReport {
  return { state: { kind: 'waiting', reason }, restarts: 0 };
}

/** An ID as the container runtime gives it: another one for each instance of a container. */
export function containerId(pod: Pod, name: string, restarts: number): string {
  return `containerd://${createHash('sha256').update(`${pod.metadata.uid}/${name}/${restarts}`).digest('hex')}`;
}

function containerStatus(
  pod: Pod,
  container: Container,
  reports: ContainerReports,
  hasIds: boolean,
): ContainerStatus & { readonly imageID: string } {
  const report = reports.get(container.name) ?? {
    state: { kind: 'waiting', reason: 'PodInitializing' },
    restarts: 0,
  };
  const { state, last, restarts } = report;
  const isDoneInit = state.kind === 'terminated' && state.exitCode === 0 && isInit(pod, container);
  return {
    name: container.name,
    image: container.image,
    imageID: state.kind === 'waiting' && !last ? '' : container.image,
    ready: isDoneInit || (state.kind === 'running' && state.isReady),
    started: state.kind === 'running',
    restartCount: restarts,
    ...(state.kind === 'waiting' || !hasIds
      ? {}
      : { containerID: containerId(pod, container.name, restarts) }),
    ...(state.kind === 'waiting' && last?.containerID ? { containerID: last.containerID } : {}),
    state: stateOf(state, containerId(pod, container.name, restarts)),
    lastState: last ? { terminated: last } : {},
  };
}

function isInit(pod: Pod, container: Container): boolean {
  return (pod.spec.initContainers ?? []).some(init => init.name === container.name) && !isSidecar(container);
}

function stateOf(state: ContainerState, id: string): ContainerStatus['state'] {
  switch (state.kind) {
    case 'waiting':
      return {
        waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) },
      };
    case 'running':
      return { running: { startedAt: state.startedAt } };
    case 'terminated': {
      const { kind: _, ...termination } = state;
      return { terminated: { ...termination, containerID: id } };
    }
  }
}

function phaseOf(pod: Pod, reports: ContainerReports): string {
  const policy = pod.spec.restartPolicy ?? 'Always';
  const reportsOf = (containers: readonly Container[]) =>
    containers.flatMap(({ name }) => reports.get(name) ?? []);
  const init = reportsOf((pod.spec.initContainers ?? []).filter(container => !isSidecar(container)));
  if (policy === 'Never' && init.some(report => (ends(report)?.exitCode ?? 0) !== 0)) return 'Failed';
  if (init.some(({ state }) => !(state.kind === 'terminated' && state.exitCode === 0))) return 'Pending';

  const main = reportsOf(pod.spec.containers);
  if (main.some(({ state, last }) => state.kind === 'waiting' && !last)) return 'Pending';
  if (main.some(({ state }) => state.kind === 'running') || policy === 'Always') return 'Running';
  const areGood = main.every(report => ends(report)?.exitCode === 0);
  if (areGood) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

function ends(report: ContainerReport): Termination | undefined {
  return report.state.kind === 'terminated' ? report.state : report.last;
}

function conditions(
  pod: Pod,
  phase: string,
  statuses: readonly ContainerStatus[],
  now: string,
  hasSandbox: boolean,
): PodCondition[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar);
  const counted = new Set([...pod.spec.containers, ...sidecars].map(({ name }) => name));
  const unready = statuses.filter(({ name, ready }) => !ready && counted.has(name)).map(({ name }) => name);
  const hasStarted = statuses.some(
    ({ name, containerID }) => containerID && pod.spec.containers.some(main => main.name === name),
  );
  const incomplete = hasStarted
    ? []
    : (pod.spec.initContainers ?? [])
        .map(({ name }) => name)
        .filter(name => !statuses.some(status => status.name === name && (status.ready || status.started)));
  const isOver = phase === 'Failed' || phase === 'Succeeded';
  const readiness = isOver
    ? { status: 'False', reason: phase === 'Failed' ? 'PodFailed' : 'PodCompleted' }
    : verdict(unready, 'ContainersNotReady', 'containers with unready status');
  const made: Omit<PodCondition, 'lastTransitionTime'>[] = [
    { type: 'PodReadyToStartContainers', status: hasSandbox && !isOver ? 'True' : 'False' },
    {
      type: 'Initialized',
      ...verdict(incomplete, 'ContainersNotInitialized', 'containers with incomplete status'),
    },
    { type: 'Ready', ...readiness },
    { type: 'ContainersReady', ...readiness },
  ];
  const old = pod.status?.conditions ?? [];
  const kept = old.filter(condition => !made.some(({ type }) => type === condition.type));
  const dated = made.map(condition => {
    const before = old.find(({ type }) => type === condition.type);
    const isSame = before?.status === condition.status;
    return { ...condition, lastTransitionTime: (isSame ? before.lastTransitionTime : undefined) ?? now };
  });
  return [...dated, ...kept];
}

function verdict(
  names: readonly string[],
  reason: string,
  text: string,
): { status: string; reason?: string; message?: string } {
  return names.length === 0
    ? { status: 'True' }
    : { status: 'False', reason, message: `${text}: [${names.join(' ')}]` };
}
