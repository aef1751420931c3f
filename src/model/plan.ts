import type { Change } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { PlannedHook } from './hook.ts';
import type { PlanEntry } from './receipt.ts';

/**
 * What an engine would do to its target, computed without writing anything.
 * `digest` (64 hex) covers addresses, actions, paths and new values (secrets as changed or not), so two plans
 * with one digest mean the same; apply refuses a plan of another digest than the one it was given.
 */
export interface Plan {
  readonly digest: string;
  /** sha-256 (64 hex) of the rendered set; the same on every machine, without key or cluster. */
  readonly renderedDigest: string;
  /** What `digest` is of. */
  readonly entries: readonly PlanEntry[];
  readonly changes: readonly Change[];
  /** What is run around the deploy, in its order; absent where nothing is. */
  readonly hooks?: readonly PlannedHook[];
  readonly diagnostics: readonly Diagnostic[];
  /** What could not be known or was left alone, one sentence each. */
  readonly limits: readonly string[];
}
