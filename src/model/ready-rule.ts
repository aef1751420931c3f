/** One thing that must hold: a condition of status.conditions, or the value at a path. */
export type ReadyTerm =
  | { readonly condition: string; readonly status: string }
  /** JSON pointer, and the value there as text. */
  | { readonly path: string; readonly value: string };

/** The user's own rule for a kind: ready when all terms of `ready` hold, stuck when one of `failed` does. */
export interface ReadyRule {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty: ready as soon as it is applied. */
  readonly ready: readonly ReadyTerm[];
  readonly failed: readonly ReadyTerm[];
}
