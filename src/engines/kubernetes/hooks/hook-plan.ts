import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { HookMoment, PlannedHook } from '../../../model/hook.ts';
import type { Intent } from '../plan/intent.ts';
import type { LiveObject } from '../plan/live-object.ts';
import type { ObjectContext } from '../plan/object-context.ts';
import type { Occasion } from './due.ts';
import type { Cleanup, HookMark } from './mark.ts';

/** One hook as it will be run. */
export interface HookStep {
  readonly planned: PlannedHook;
  readonly intent: Intent;
  readonly order: number;
  readonly cleanup: ReadonlySet<Cleanup>;
}

/** The hooks of a deploy in the order in which they run, what earlier ones left, and what stands against them. */
export interface HookPlan {
  readonly steps: readonly HookStep[];
  /** Jobs of hooks that the repository has no more. */
  readonly leftovers: readonly LiveObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly limits: readonly string[];
}

/** A hook whose place is known. */
export interface PlacedHook {
  readonly intent: Intent;
  readonly mark: HookMark;
}

/** What planning hooks needs beside what planning objects does. */
export interface HookContext extends ObjectContext, Occasion {
  readonly moments: readonly HookMoment[];
  readonly namespace: string;
  readonly prune: boolean;
}
