import type { Source } from './source.ts';

/** One thing that is deployed as a whole: a set of objects in a cluster, or a stack. */
export interface Target {
  /** Unique within the environment; names the record, `[a-z0-9-]`, at most 63 characters. */
  readonly name: string;
  readonly environment: string;
  readonly source: Source;
}
