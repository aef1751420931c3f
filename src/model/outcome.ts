import type { Action } from './change.ts';
import type { Failure, FailureCode } from './failure.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { HookRun } from './hook.ts';
import type { JsonObject } from './json.ts';

/** What became of one step of an apply. */
export interface Step {
  readonly address: string;
  readonly action: Action;
  readonly state: 'done' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** When it began, counted from the start of the apply. */
  readonly startMs?: number;
  /** For failed and skipped steps: what happened, without secrets. */
  readonly message?: string;
  /** For failed steps: why, as the failure codes have it. */
  readonly code?: FailureCode;
}

/** Whether one object came up: ready, still waiting when time ran out, or stuck for a reason that waiting cannot cure. */
export interface Health {
  readonly address: string;
  readonly state: 'ready' | 'waiting' | 'stuck';
  /** Sentence for people: `2 of 3 Pods ready`. */
  readonly message: string;
  readonly waitedMs: number;
  /** When the wait for it began, counted from the start of the apply. */
  readonly startMs?: number;
  /** Why it is not up, when it is not and the cluster says. */
  readonly diagnosis?: Diagnosis;
}

/** How an apply ended. `partial`: some steps were done and the run stopped before the rest. */
export interface Outcome {
  readonly result: 'deployed' | 'unchanged' | 'failed' | 'partial' | 'cancelled';
  readonly steps: readonly Step[];
  readonly health: readonly Health[];
  /** What was run around the deploy; absent when nothing was. */
  readonly hooks?: readonly HookRun[];
  readonly durationMs: number;
  readonly waitedMs: number;
  /** What ended it between two steps, when something did: shown as the failure of the target. */
  readonly stopped?: Failure;
  /** What the target hands out, secrets left out; of a stack its outputs. */
  readonly outputs?: JsonObject;
}
