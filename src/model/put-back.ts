/** What became of the way back after a deploy that failed (`on-failure: rollback`). */
export interface PutBack {
  /** `impossible`: there was nothing to go back to, or it could not be begun. */
  readonly state: 'done' | 'failed' | 'impossible';
  /** The record that was put back: `production/shop#6`, and its commit. */
  readonly to?: string;
  readonly commit?: string;
  /** The record of the way back. */
  readonly record?: string;
  /** What is not as it was, and why. */
  readonly message?: string;
  /** Addresses of Jobs that had run: what they did stays. */
  readonly notUndone: readonly string[];
}
