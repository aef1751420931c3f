import type { DeployRecord } from './record.ts';

/** Records of deploys, kept outside the target: on GitHub, or in a file. */
export interface RecordStore {
  /** The kept records of a target in an environment, oldest first. @throws Failure record-failed */
  all(target: { readonly name: string; readonly environment: string }): Promise<readonly DeployRecord[]>;
  /** Adds a record, or replaces the one of the same id. @throws Failure record-failed */
  put(record: DeployRecord): Promise<void>;
}

/** The deploys of a target that GitHub was told of, oldest first; undefined when it does not tell. */
export type ToldRecords = (target: {
  readonly name: string;
  readonly environment: string;
}) => Promise<readonly DeployRecord[] | undefined>;
