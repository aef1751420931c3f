import type { KubeObject } from '../api-client.ts';

/** A condition of a Pod. */
export interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

/** How a container ended. Times are RFC 3339. */
export interface Termination {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly containerID?: string;
}

/** The status of a container as the API has it. */
export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  readonly started?: boolean;
  readonly restartCount: number;
  readonly containerID?: string;
  readonly state: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: { readonly startedAt: string };
    readonly terminated?: Termination;
  };
  readonly lastState?: { readonly terminated?: Termination };
}

/** A container of a Pod's spec, as far as the stage reads it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly restartPolicy?: string;
  readonly readinessProbe?: { readonly periodSeconds?: number };
  readonly livenessProbe?: { readonly periodSeconds?: number; readonly failureThreshold?: number };
}

/** A Pod, as far as the stage reads it. */
export interface Pod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly restartPolicy?: string;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly startTime?: string;
    readonly podIP?: string;
    readonly conditions?: readonly PodCondition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

/** Whether an init container is a sidecar, which runs beside the others. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

/**
 * The names under which a failure or a log may mean this Pod: its own, that of the ReplicaSet, StatefulSet, DaemonSet or
 * Job that owns it, and that of the Deployment or CronJob behind those.
 */
export function namesOf(pod: Pod): readonly string[] {
  const owners = (pod.metadata.ownerReferences ?? []).flatMap(owner => {
    const hash = pod.metadata.labels?.['pod-template-hash'];
    if (owner.kind === 'ReplicaSet' && hash)
      return [owner.name, owner.name.replace(new RegExp(`-${hash}$`), '')];
    if (owner.kind === 'Job') return [owner.name, owner.name.replace(/-\d{8,}$/, '')];
    return [owner.name];
  });
  return [pod.metadata.name, ...owners];
}

/** Which Pods are meant: of one namespace, by the name of the Pod or its workload, or by labels. */
export interface PodSelection {
  readonly namespace: string;
  /** The Pod's own name or that of its Deployment, StatefulSet, DaemonSet, ReplicaSet, Job or CronJob. */
  readonly name?: string;
  /** Equality only, as `app=shop,tier=web`. */
  readonly labelSelector?: string;
  /** Only Pods with a container of exactly this image: one revision of a workload. */
  readonly image?: string;
}

/** Whether the selection means this Pod. */
export function selects(selection: PodSelection, pod: Pod): boolean {
  if (selection.namespace !== pod.metadata.namespace) return false;
  if (selection.name !== undefined && !namesOf(pod).includes(selection.name)) return false;
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  if (selection.image !== undefined && !containers.some(container => container.image === selection.image))
    return false;
  const wanted = (selection.labelSelector ?? '').split(',').filter(term => term.trim() !== '');
  return wanted.every(term => {
    const [key = '', value = ''] = term.split(/==?/).map(part => part.trim());
    return pod.metadata.labels?.[key] === value;
  });
}
