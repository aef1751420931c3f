import type { Delivery, KeptLetter } from './letter.ts';
import type { DeployRecord } from './record.ts';
import type { Report } from './report.ts';

/** The places beside the target in which a run is shown, and where its deploys are recorded a second time. */
export interface Mirrors {
  /**
   * Makes sure, before anything is written, that they can be told of a deploy of this commit.
   * @throws Failure record-failed when they do not answer
   */
  reach(commit: string): Promise<void>;
  /** The pull request that brought a commit, as far as it can be told; never fails. */
  pullRequestOf(commit: string): Promise<number | undefined>;
  /**
   * Tells them that a deploy begins to write; `brokenOff` is the one before it, when it never ended.
   * @throws Failure record-failed when they do not answer
   */
  begin(record: DeployRecord, brokenOff?: DeployRecord): Promise<void>;
  /** Shows what is about to be done to a target, before it is; never fails. */
  foresee?(report: Report): Promise<void>;
  /** Shows a finished run, `rendered` in place of its text, and tells the letters that earlier runs left; never fails. */
  show(report: Report, left: readonly KeptLetter[], rendered?: string): Promise<Delivery>;
}
