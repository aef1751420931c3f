import { type Change, countChanges } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Engine } from '../model/engine.ts';
import type { ReasonCode } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Result, TargetReport } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { Target } from '../model/target.ts';
import type { World } from '../model/world.ts';

/** What every flow gets. */
export interface FlowInput {
  readonly engine: Engine;
  readonly target: Target;
  readonly settings: Settings;
  readonly world: World;
  /**
   * The same target at another commit of the checkout, for as long as it is needed; with the images and the settings
   * that a record of it was deployed with, never with images of this run. @throws Failure commit-missing
   */
  openAt(commit: string, recorded?: DeployRecord): Promise<OpenedAt>;
}

/** An engine and its world at another commit; closed together. */
export interface OpenedAt extends AsyncDisposable {
  readonly engine: Engine;
  readonly world: World;
}

/** How a flow ended; `rendered` is the text that mode render prints. */
export interface FlowResult {
  readonly result: Result;
  readonly reasonCode: ReasonCode | '';
  readonly target: TargetReport;
  readonly rendered?: string;
}

/** One mode, start to end. @throws Failure when the run cannot go on */
export type Flow = (input: FlowInput) => Promise<FlowResult>;

/** A report of the target with nothing found yet but these diagnostics. */
export function reportOf(target: Target, diagnostics: readonly Diagnostic[]): TargetReport {
  const changes: readonly Change[] = [];
  const { name, environment } = target;
  return {
    name,
    environment,
    engine: target.source.engine,
    counts: countChanges(changes),
    changes,
    diagnostics,
    limits: [],
  };
}

/** The same report with a plan in it; the plan's findings come after the earlier ones. */
export function withPlan(report: TargetReport, plan: Plan): TargetReport {
  return {
    ...report,
    planDigest: plan.digest,
    planEntries: plan.entries,
    ...(plan.renderedDigest !== '' && { renderedDigest: plan.renderedDigest }),
    counts: countChanges(plan.changes),
    changes: plan.changes,
    diagnostics: [...report.diagnostics, ...plan.diagnostics],
    limits: plan.limits,
    ...(plan.hooks && plan.hooks.length > 0 && { hooks: plan.hooks }),
  };
}

/** Why findings stop a run: missing permissions and objects of other sets have reasons of their own. */
export function reasonOfErrors(diagnostics: readonly Diagnostic[]): ReasonCode {
  const hasError = (wanted: string): boolean =>
    diagnostics.some(({ severity, code }) => severity === 'error' && code === wanted);
  if (hasError('permission-missing')) return 'forbidden';
  if (hasError('field-conflict')) return 'conflict';
  if (hasError('render-failed')) return 'render-failed';
  return hasError('owned-elsewhere') ? 'target-owned-elsewhere' : 'validation';
}
