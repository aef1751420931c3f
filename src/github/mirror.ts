import type { Letter } from '../model/letter.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Report } from '../model/report.ts';

/** A place on GitHub that must hear of every deploy, if not from the run that made it, then from a later one. */
export interface Mirror {
  readonly name: string;
  /** Asks what telling of a deploy of this commit needs first. @throws RequestFailure */
  reach?(commit: string): Promise<void>;
  /** Told when a deploy begins to write. @throws RequestFailure */
  begin?(record: DeployRecord): Promise<void>;
  /** Told that a deploy has begun, before `begin`, and by a later process of the run alone: its end is to be told in any case. */
  resume?(record: DeployRecord): void;
  /** What is to be told of a finished run; `at` is when it ended, ISO 8601. */
  lettersOf(report: Report, at: string): readonly Letter[];
  /** The end of a deploy that never told it. */
  letterOfBrokenOff?(record: DeployRecord): Letter;
  /** Tells it. Whether it was told before is looked at when that is not known. @throws RequestFailure */
  deliver(letter: Letter): Promise<void>;
  /** Less to say, where the whole is too long to be kept. */
  shortened?(letter: Letter): Letter;
  /** What later steps may want to know of what was told, by the name of the output. */
  outputs?(): Readonly<Record<string, string>>;
}
