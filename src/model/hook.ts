import type { Location } from './diagnostic.ts';

/** When a hook runs: around a deploy or a rollback, or after a deploy that failed. */
export const hookMoments = ['before', 'after', 'on-failure', 'before-rollback', 'after-rollback'] as const;

/** One of the moments at which a hook runs. */
export type HookMoment = (typeof hookMoments)[number];

/** A hook that a deploy will run. It is no member of the set: it is neither counted as a change nor as drift. */
export interface PlannedHook {
  readonly address: string;
  /** The address without the version. */
  readonly confirmAddress: string;
  readonly moment: HookMoment;
  readonly location?: Location;
  /** sha-256 (64 hex) of what the files say of it. */
  readonly digest: string;
  /** False when the last deploy that went well ran exactly this. */
  readonly isNew: boolean;
}

/** What became of one hook in one run. */
export interface HookRun {
  readonly address: string;
  readonly moment: HookMoment;
  readonly digest: string;
  readonly state: 'succeeded' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** When it began, counted from the start of the apply. */
  readonly startMs?: number;
  /** For what did not succeed: what happened, without secrets. */
  readonly message?: string;
}

/** A hook as a record keeps it, so that the next deploy knows what ran. */
export type RecordedHook = Pick<HookRun, 'address' | 'moment' | 'digest' | 'state'>;
