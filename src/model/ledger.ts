import type { Begun } from './begun.ts';
import type { Hold } from './hold.ts';
import type { KeptLetter } from './letter.ts';
import type { Outcome } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { DeployRecord } from './record.ts';

/** An opened record: the deploy is announced at the target, nothing else is written yet. */
export interface Entry {
  readonly record: DeployRecord;
  /** Writes the result; returns the record as it stands now. @throws Failure record-failed */
  close(outcome: Outcome): Promise<DeployRecord>;
}

/** The right to write to a target: one run has it at a time. */
export interface Guard {
  /** True when the target was deployed to after this run had read it: the plan is out of date and must be made again. */
  readonly hasMoved: boolean;
  /** False where the target itself keeps writers apart only while one is at work: another run may be there all the same. */
  readonly keepsOthersOut: boolean;
  /** False when the right may have run out on our own clock (a process that was paused): ask `stillMine` before the next write. */
  isFresh(): boolean;
  /** Asks the target; false when another run has taken over: nothing more may be written. */
  stillMine(): Promise<boolean>;
  /** Asks the target whether the right itself is still ours, whatever was recorded under it. */
  isHeld(): Promise<boolean>;
  /** Gives the right back if it is still ours. Never fails: what could not be given back expires. */
  release(): Promise<void>;
}

/** What rollbacks hold back at a target; written with the records. */
export interface Holds {
  current(): Promise<Hold | undefined>;
  /** Takes effect with the next record that is opened; undefined: nothing is held back from then on. */
  set(hold: Hold | undefined): void;
  /** Writes a record of kind resume and no hold; only between `acquire` and the release of its guard. @throws Failure record-failed */
  lift(reason?: string): Promise<DeployRecord>;
}

/** What the places outside the target have yet to be told of its deploys. */
export interface Outbox {
  /** Oldest first, as far as this run has read the target. */
  known(): Promise<readonly KeptLetter[]>;
  /**
   * Keeps these and no others; only between `acquire` and the release of its guard. Gives how many of the oldest had no
   * room. @throws Failure record-failed
   */
  keep(letters: readonly KeptLetter[]): Promise<number>;
}

/** What a deploy announces beside its plan. */
export interface Announced {
  readonly kind: DeployRecord['kind'];
  readonly rollback?: DeployRecord['rollback'];
  /** The pull request that brought the commit. */
  readonly pullRequest?: number;
}

/** The records of one target, newest last, kept beside what was deployed. */
export interface Ledger {
  /** The newest record, or undefined when the target was never deployed. */
  last(): Promise<DeployRecord | undefined>;
  /** All kept records (at most 20), oldest first. */
  all(): Promise<readonly DeployRecord[]>;
  /**
   * Waits until no other run writes to the target, and keeps others out until the release.
   * @throws Failure locked when another run keeps it for too long; permission-missing
   */
  acquire(): Promise<Guard>;
  /**
   * Goes on under the right that another ledger of this very target took in this run: the target is read again, nothing is
   * waited for, and who took the right gives it back. Absent where a right cannot be passed on.
   */
  goOnUnder?(guard: Guard): Promise<Guard>;
  /** Announces a deploy; only between `acquire` and the release of its guard. If this fails nothing may be applied. @throws Failure record-failed, lock-lost when another run had written since, target-owned-elsewhere */
  open(plan: Plan, announced: Announced): Promise<Entry>;
  /**
   * After the run's process was killed: closes the record that it left open and gives its lock back, each only if it is
   * still that run's. Gives the record as it stands, undefined when it was never written. Absent where the target needs none.
   */
  readonly abandon?: (begun: Begun) => Promise<DeployRecord | undefined>;
  /** Absent where nothing can be held back. */
  readonly holds?: Holds;
  /** Absent where nothing can be kept for later. */
  readonly outbox?: Outbox;
}
