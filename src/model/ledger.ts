import type { Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { DeployRecord } from './record.ts';

/** An opened record: the deploy is announced at the target, nothing else is written yet. */
export interface Entry {
  readonly record: DeployRecord;
  /** Writes the result; returns the record as it stands now. @throws Failure record-failed */
  close(outcome: Outcome): Promise<DeployRecord>;
}

/** The records of one target, newest last, kept beside what was deployed. */
export interface Ledger {
  /** The newest record, or undefined when the target was never deployed. */
  last(): Promise<DeployRecord | undefined>;
  /** All kept records (at most 20), oldest first. */
  all(): Promise<readonly DeployRecord[]>;
  /** Announces a deploy. If this fails nothing may be applied. @throws Failure record-failed, target-owned-elsewhere */
  open(plan: Plan, kind: DeployRecord['kind'], rollback?: DeployRecord['rollback']): Promise<Entry>;
}
