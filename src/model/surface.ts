import type { Report } from './report.ts';

/**
 * A place where people read what a run did: a comment, a check run, an artifact, an issue. A surface shows;
 * when it fails the run warns with the surface's name and goes on.
 */
export interface Surface {
  readonly name: string;
  /** Shows the finished run. @throws Failure when the place cannot be written */
  publish(report: Report): Promise<void>;
  /** What later steps may want to know of what was shown, by the name of the output; known once it was published. */
  outputs?(): Readonly<Record<string, string>>;
}
