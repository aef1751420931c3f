import type { Change, Counts } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { ReasonCode } from './failure.ts';
import type { PlannedHook } from './hook.ts';
import type { Hold } from './hold.ts';
import type { Outcome } from './outcome.ts';
import type { PutBack } from './put-back.ts';
import type { PlanEntry, PreviewMatch } from './receipt.ts';
import type { DeployRecord } from './record.ts';
import type { RunContext } from './run-context.ts';
import type { EngineName } from './source.ts';
import type { Mode } from './settings.ts';

/** Version of the JSON report; raised only when a documented field changes its meaning. */
export const reportSchema = 1;

/** How a run ended, as the output `result` says it. */
export type Result =
  | 'valid'
  | 'previewed'
  | 'deployed'
  | 'unchanged'
  | 'superseded'
  | 'rendered'
  | 'listed'
  | 'rolled-back'
  | 'resumed'
  | 'held'
  | 'destroyed'
  | 'clean'
  | 'drifted'
  | 'failed'
  | 'partial'
  | 'cancelled';

/** What the change itself does to the rendered objects: base against head, made without a cluster. */
export interface RenderedPart {
  /** The full SHA of the commit that was compared with. */
  readonly base: string;
  readonly counts: Counts;
  readonly changes: readonly Change[];
}

/** What a deploy of what was previewed would meet: it would be refused, held, or passed by. */
export interface Obstacle {
  readonly reasonCode: ReasonCode;
  readonly message: string;
  readonly hint?: string;
}

/** What one run found or did for one target. */
export interface TargetReport {
  readonly name: string;
  readonly environment: string;
  readonly engine: EngineName;
  readonly planDigest?: string;
  readonly renderedDigest?: string;
  /** What `planDigest` is of; kept in the receipt of a preview, never shown. */
  readonly planEntries?: readonly PlanEntry[];
  /** After a deploy: whether it did what its previews showed. */
  readonly previewMatch?: PreviewMatch;
  readonly counts: Counts;
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  readonly limits: readonly string[];
  /** Mode preview, when there is a commit to compare with. */
  readonly rendered?: RenderedPart;
  /** What a deploy runs around it. */
  readonly hooks?: readonly PlannedHook[];
  /** Mode preview, when the target was asked: what would stop a deploy of this, or `none`. */
  readonly obstacle?: Obstacle | 'none';
  readonly outcome?: Outcome;
  readonly record?: DeployRecord;
  /** What is held back: after a rollback, and where it stopped a deploy or was lifted. */
  readonly hold?: Hold;
  /** Mode history: the kept records, newest first. */
  readonly history?: readonly DeployRecord[];
  /** What stopped the run, when something did. */
  readonly failure?: FailureReport;
  /** What became of the way back after a deploy that failed. */
  readonly putBack?: PutBack;
}

/** A Failure as reports show it: no stack, no secrets. */
export interface FailureReport {
  readonly code: string;
  readonly reasonCode: ReasonCode;
  readonly message: string;
  readonly hint?: string;
}

/** The one serialisable result of a run; every surface is made from it alone. */
export interface Report {
  readonly schema: typeof reportSchema;
  readonly mode: Mode;
  readonly result: Result;
  /** Empty when nothing went wrong. */
  readonly reasonCode: ReasonCode | '';
  readonly targets: readonly TargetReport[];
  /** Made before the first write, to show what is about to be done. */
  readonly isBeginning?: true;
  /** What stopped the run before a target was reached. */
  readonly failure?: FailureReport;
  readonly run: RunContext;
  readonly durationMs: number;
}
