import type { DeployRecord } from './record.ts';
import type { Report } from './report.ts';

/**
 * A place where people read what a run did: a comment, a check run, a deployment, an issue. A surface shows;
 * when it fails the run warns with the surface's name and goes on.
 */
export interface Surface {
  readonly name: string;
  /** Told when the run begins to write to a target, for surfaces that show work in progress. */
  begin?(record: DeployRecord): Promise<void>;
  /** Told instead of `begin` when an earlier process of the run may have told it: the next `publish` ends what that began. */
  resume?(record: DeployRecord): void;
  /** Shows the finished run. @throws Failure when the place cannot be written */
  publish(report: Report): Promise<void>;
  /** What later steps may want to know of what was shown, by the name of the output; known once it was published. */
  outputs?(): Readonly<Record<string, string>>;
}
