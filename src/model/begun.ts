import { type DeployRecord, recordSchema } from './record.ts';

/**
 * What a run has begun and not ended. A process that is killed leaves it to the clean-up that comes after it; each part is
 * noted before it is made, and taken back when it has ended.
 */
export interface Begun {
  /** The lock of the target, by the word that only the run's process knew. */
  readonly lock?: string | undefined;
  /** The record that was opened at the target, without its lists. */
  readonly record?: DeployRecord | undefined;
  /** The record whose deploy was announced, until people are shown how it ended. */
  readonly announced?: DeployRecord | undefined;
  /** The record of the deploy that failed, when the one that was announced is the way back from it. */
  readonly failed?: DeployRecord | undefined;
  /** Set when the run was told to end. */
  readonly isCancelled?: true | undefined;
}

/** The parts as text, empty when nothing is left to end. A variable of the environment must hold it, so lists are left out. */
export function writeBegun({ lock, record, announced, failed, isCancelled }: Begun): string {
  if (lock === undefined && record === undefined && announced === undefined) return '';
  return JSON.stringify({
    lock,
    record: slim(record),
    announced: slim(announced),
    failed: slim(failed),
    isCancelled,
  });
}

function slim(record: DeployRecord | undefined): DeployRecord | undefined {
  if (!record) return undefined;
  const { written: _w, unanswered: _u, imageOverrides: _i, ...rest } = record;
  return { ...rest, images: [] };
}

/** Reads it back; undefined when nothing is left to end, or when it is not ours to understand. */
export function readBegun(text: string | undefined): Begun | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only writeBegun writes it, in the step before
    const begun = JSON.parse(text) as Begun;
    const records = [begun.record, begun.announced, begun.failed].filter(each => each !== undefined);
    return records.every(({ schema }) => schema === recordSchema) ? begun : undefined;
  } catch {
    return undefined;
  }
}
