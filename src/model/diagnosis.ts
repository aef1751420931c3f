import type { Location } from './diagnostic.ts';

/** What keeps an object from coming up: a closed list, from what the cluster itself says. */
export const causes = [
  'image-missing',
  'image-denied',
  'image-name',
  'image-unreachable',
  'image-never',
  'config-missing',
  'config-refused',
  'volume-missing',
  'container-refused',
  'cannot-start',
  'crash',
  'out-of-memory',
  'not-alive',
  'not-answering',
  'unschedulable',
  'volume-unbound',
  'quota',
  'admission',
  'service-account-missing',
  'pods-refused',
  'no-progress',
  'job-failed',
  'pod-failed',
  'deleted',
  'reported',
  'late',
] as const;

/** One of the closed list of causes. */
export type Cause = (typeof causes)[number];

/** A field that has to do with the failure: where it is written, and how `FieldChange` of this deploy calls it. */
export interface BlamedField {
  /** The object that holds it, as in Change.address; it may be another one than the one that is not up. */
  readonly address: string;
  /** `spec.template.spec.containers[server].image`; a change of it, above it or below it is meant. */
  readonly label: string;
  readonly location?: Location;
}

/** One event of the cluster, its text cut. `at` is ISO 8601 in UTC. */
export interface EventLine {
  readonly at: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
}

/** The last lines that a container wrote; `none` says why there are none. */
export interface ContainerLines {
  readonly container: string;
  readonly instance: 'current' | 'previous';
  readonly lines: readonly string[];
  readonly none?: string;
}

/** Why one object is not up: who, what, since when, the cluster's own words, and what of this deploy touches it. */
export interface Diagnosis {
  readonly cause: Cause;
  readonly pod?: string;
  readonly container?: string;
  readonly isInit?: boolean;
  /** What the cluster calls it: `ImagePullBackOff`, `FailedCreate`, `Unschedulable`. */
  readonly reason: string;
  /** The cluster's own words, cut to a few hundred characters. */
  readonly detail: string;
  /** What is missing or wrong by name, found in the detail: an image, a Secret, a quota. */
  readonly names: readonly string[];
  /** ISO 8601 in UTC; how the container ended last, if it ended. */
  readonly since?: string;
  readonly afterApplyMs?: number;
  readonly lastEnd?: { readonly reason: string; readonly exitCode: number; readonly restarts: number };
  /** How many Pods of the newest version have the same trouble. */
  readonly podsAlike: number;
  /** Pods of the version before that still run, and how many of them are ready. */
  readonly oldPods?: { readonly ready: number; readonly total: number };
  /** Why waiting longer is of no use, or that the time was up. */
  readonly isTerminal: boolean;
  readonly blamed: readonly BlamedField[];
  /** At most 5, oldest first. */
  readonly events: readonly EventLine[];
  /** At most 20 lines each: the failing container and its instance before. */
  readonly logs: readonly ContainerLines[];
}
