import type { RecordedHook } from './hook.ts';
import type { ImageOverride } from './image-reference.ts';

/** Version of the record format; readers ignore records of another schema and unknown fields. */
export const recordSchema = 1;

/** Counts of one deploy as the record keeps them. */
export interface RecordedObjects {
  readonly count: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly pruned: number;
}

/**
 * What one deploy did to one target, kept at the target. Times are ISO 8601 in UTC, durations milliseconds,
 * digests 64 hex digits, commits 40 or 64. Shown to people as `<environment>/<target>#<sequence>`.
 */
export interface DeployRecord {
  readonly schema: typeof recordSchema;
  readonly app: string;
  readonly environment: string;
  readonly target: { readonly name: string; readonly serverHash: string; readonly namespace?: string };
  /** ULID: sorts by time, 26 characters. */
  readonly id: string;
  /** Rises by one with every record of the target; it is the fencing number. */
  readonly sequence: number;
  readonly kind: 'deploy' | 'rollback' | 'resume' | 'heal' | 'destroy';
  readonly commit?: string;
  /** The deployed files differed from the commit: a deploy by hand from a changed checkout. */
  readonly dirty?: boolean;
  readonly ref?: string;
  /** The pull request that brought the commit, as far as GitHub told. */
  readonly pullRequest?: number;
  readonly previous?: { readonly id: string; readonly commit?: string; readonly renderedDigest: string };
  readonly renderedDigest: string;
  readonly planDigest: string;
  readonly images: readonly string[];
  /** What the input `images` said: with the commit it makes the objects that were deployed. */
  readonly imageOverrides?: readonly ImageOverride[];
  readonly objects: RecordedObjects;
  /** Absent in records of other engines, and in those that older versions wrote. */
  readonly rendering?: RecordedRendering;
  readonly engine: string;
  /** Kind rollback: the records it went from and to, and why; `hold` when it holds back what it took back. */
  readonly rollback?: {
    readonly fromId: string;
    readonly toId: string;
    readonly reason?: string;
    readonly hold?: true;
  };
  /** Why, for kinds other than rollback. */
  readonly reason?: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly durationMs?: number;
  /** Absent while the deploy runs, and for ever when it was killed. */
  readonly result?: 'success' | 'failed' | 'partial' | 'cancelled';
  /** The process was killed and a clean-up closed the record: what was written is not known, `objects` are those of the plan. */
  readonly brokenOff?: true;
  readonly health?: {
    readonly passed: boolean;
    readonly waitedMs: number;
    readonly failing: readonly string[];
  };
  /** What was run around the deploy, and how it ended. */
  readonly hooks?: readonly RecordedHook[];
  /** For the newest record, when it did not end well: addresses of what was written until then. */
  readonly written?: readonly string[];
  /** Addresses of what was sent and not answered before the run had to end. */
  readonly unanswered?: readonly string[];
  readonly run?: RecordedRun;
  readonly tools: Readonly<Record<string, string>>;
  /** Engine pulumi: the stack as it was named, and its newest update before the deploy (number, else time). */
  readonly stack?: { readonly name: string; readonly before: string };
}

/** With what settings files became objects: with the commit, and the images, they make the same ones again. */
export interface RecordedRendering {
  readonly path: string;
  /** The input, where it was given; else the namespace of the kubeconfig's context stands below. */
  readonly namespace?: string;
  readonly contextNamespace?: string;
  readonly values?: readonly string[];
  readonly release?: string;
  /** `1.36`, as it was told to Helm. */
  readonly kubernetesVersion?: string;
  /** What made objects of files that are no manifests, with its version: `helm 4.0.1`. */
  readonly renderer?: string;
}

/** The CI run that made a record; all fields as GitHub names them. */
export interface RecordedRun {
  readonly id: string;
  readonly attempt: number;
  readonly number?: number;
  readonly url?: string;
  readonly workflow?: string;
  readonly event?: string;
  readonly actor?: string;
}

/** How people and `rollback-to` name a record: `production/shop#7`. */
export function recordName(record: Pick<DeployRecord, 'environment' | 'target' | 'sequence'>): string {
  return `${record.environment}/${record.target.name}#${record.sequence}`;
}
