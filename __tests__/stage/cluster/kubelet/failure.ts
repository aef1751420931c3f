import type { PodSelection } from './pod.ts';

/** How Pods can fail, by the word that `kubectl get pods` shows where there is one. */
export const failureKinds = [
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'CrashLoopBackOff',
  'InitCrashLoopBackOff',
  'OOMKilled',
  'ReadinessProbeFailing',
  'LivenessProbeFailing',
  'VolumeMountFailing',
  'Evicted',
  /** Becomes ready, but only after `forMs`. */
  'SlowStart',
  /** Runs and is ready, and never ends: a Job that hangs. */
  'NeverCompletes',
] as const;

/** How Pods fail. */
export type FailureKind = (typeof failureKinds)[number];

/** Which Pods fail, and how. */
export interface PodFailure extends PodSelection {
  readonly as: FailureKind;
  /** The failing container; default: the first one, for InitCrashLoopBackOff the first init container. */
  readonly container?: string;
  /** Only Pods that start from now on (default), or those that run already, too. */
  readonly pods?: 'new' | 'all';
  /** How many Pods it meets at most; default: all, for Evicted 1. */
  readonly limit?: number;
  /** The words of the container runtime, the probe or the volume plugin instead of usual ones. */
  readonly message?: string;
  /** How a crashing container ends; default 1, for OOMKilled 137. */
  readonly exitCode?: number;
  /** How long a crashing container is seen running and ready before it ends, in real milliseconds; default 0: never. */
  readonly runsForMs?: number;
  /** A crashing container stays up after so many restarts; default: never. */
  readonly recoverAfterRestarts?: number;
  /** For SlowStart: real milliseconds until it is ready; default 3000. */
  readonly forMs?: number;
}

/** What a container of certain Pods has written. */
export interface ContainerLog extends PodSelection {
  /** Default: every container of the Pod. */
  readonly container?: string;
  readonly current: string;
  /** What its instance before wrote (`--previous`); default: the same as `current`. */
  readonly previous?: string;
}
