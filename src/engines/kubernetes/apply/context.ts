import type { Failure } from '../../../model/failure.ts';
import type { HookRun } from '../../../model/hook.ts';
import type { Guard } from '../../../model/ledger.ts';
import type { Health, Step } from '../../../model/outcome.ts';
import type { World } from '../../../model/world.ts';
import type { Cluster } from '../cluster.ts';
import type { ApplyOrder } from '../order/index.ts';
import type { ReadinessRules } from '../ready/index.ts';
import type { Patience } from './patience.ts';

/** What an apply needs beside the plan. */
export interface ApplyContext {
  readonly cluster: Cluster;
  readonly world: World;
  /** The right to write, asked again between waves and before deletions. */
  readonly guard: Guard;
  readonly order: ApplyOrder;
  readonly setId: string;
  readonly timeoutMs: number;
  /** How long a container may run without becoming ready, beyond the time that its probes ask for. */
  readonly stallMs: number;
  readonly rules: ReadinessRules;
  /** `changed`: wait for what was written; `all`: for the whole set, after a deploy that did not end well; `none`: not at all. */
  readonly waitFor: 'changed' | 'all' | 'none';
}

/** How far an apply has come. */
export interface Progress {
  readonly steps: Step[];
  readonly health: Health[];
  readonly hooks: HookRun[];
  /** False when another run took the target over. */
  isOurs: boolean;
  /** What ended it between two steps: a server that does not answer any more, a credential that ran out. */
  stopped?: Failure;
}

/** The same while it is carried out. */
export interface ApplyWork extends ApplyContext {
  readonly patience: Patience;
  /** The one way to ask whether this run may write on; what it finds out is noted in the progress. */
  readonly isStillOurs: () => Promise<boolean>;
}
