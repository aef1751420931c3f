import type { DeployRecord } from './model/record.ts';
import { type Report, reportSchema } from './model/report.ts';
import type { Begun } from './model/begun.ts';
import type { Mode, Settings } from './model/settings.ts';
import type { Engine } from './model/engine.ts';
import type { Target } from './model/target.ts';
import type { World } from './model/world.ts';
import { asRecorded } from './flows/as-recorded.ts';
import { chooseSource } from './flows/choose-source.ts';
import { cleanUp } from './flows/clean-up.ts';
import { deploy } from './flows/deploy.ts';
import { destroy } from './flows/destroy.ts';
import { drift } from './flows/drift.ts';
import { requireAllowedEvent } from './flows/event-guard.ts';
import { redactReport } from './report/redacted.ts';
import { describeFailure } from './flows/failure-report.ts';
import { type Flow, type FlowInput, type FlowResult, type OpenedAt, reportOf } from './flows/flow.ts';
import { heal } from './flows/heal.ts';
import { history } from './flows/history.ts';
import { preview } from './flows/preview.ts';
import { resume } from './flows/resume.ts';
import { rollback } from './flows/rollback.ts';
import { showRun } from './flows/show-run.ts';
import { rbac } from './flows/rbac.ts';
import { render } from './flows/render.ts';
import { validate } from './flows/validate.ts';
import { loadEngine } from './registry.ts';

/** What a run hands to its door: the report, and the text of mode render. */
export interface RunResult {
  readonly report: Report;
  readonly rendered?: string;
  /** Places on GitHub that have yet to be told of it. */
  readonly untold: readonly string[];
}

/** The story of one run: choose the engine and the flow, run it, turn whatever happened into one report, and show that. */
export async function run(settings: Settings, world: World): Promise<RunResult> {
  const startMs = world.clock.elapsedMs();
  const { engine, rendered, ...ended } = await startFlow(settings, world);
  try {
    const report = reportOfRun(settings, world, ended, Math.round(world.clock.elapsedMs() - startMs));
    const shown = { report, ...(rendered !== undefined && { rendered }) };
    const ledger = engine?.ledger;
    return { ...shown, untold: await showRun({ ...shown, ...(ledger && { ledger }), settings, world }) };
  } finally {
    engine?.close();
  }
}

/** The end of a run whose process was killed: what it left is ended, and shown as its report when there is something to tell. */
export async function endOf(settings: Settings, world: World, begun: Begun): Promise<void> {
  const opened: { engine?: Engine } = {};
  const abandon = async (): Promise<DeployRecord | undefined> => {
    const source = await chooseSource(settings, world.files);
    const { name, environment } = settings;
    const open = await loadEngine(source.engine);
    opened.engine = await open({ name, environment, source }, settings, world);
    return await opened.engine.ledger.abandon?.(begun);
  };
  try {
    const ended = await cleanUp(unreadTarget(settings), begun, { world, abandon });
    if (!ended) return;
    const report = reportOfRun(settings, world, ended, ended.target.record?.durationMs ?? 0);
    const ledger = opened.engine?.ledger;
    await showRun({ report, ...(ledger && { ledger }), settings, world });
  } finally {
    opened.engine?.close();
  }
}

/** The report of a run, without a secret. */
function reportOfRun(
  { mode }: Settings,
  world: World,
  { result, reasonCode, target }: FlowResult,
  durationMs: number,
): Report {
  const report: Report = {
    schema: reportSchema,
    mode,
    result,
    reasonCode,
    targets: [target],
    run: world.run,
    durationMs,
  };
  return redactReport(report, text => world.secrets.redact(text));
}

/** The target as far as the inputs tell, before its files are looked at. */
function unreadTarget({ name, environment, path }: Settings): Target {
  return { name, environment, source: { engine: 'kubernetes', path } };
}

/** How the flow ended, and the engine that it was run on, still open. */
type Ended = FlowResult & { readonly engine?: Engine };

async function startFlow(settings: Settings, world: World): Promise<Ended> {
  const { name, environment } = settings;
  try {
    requireAllowedEvent(settings.mode, world.run, settings.deployRefs);
    const source = await chooseSource(settings, world.files);
    return await runFlow(settings, { name, environment, source }, world);
  } catch (error) {
    return failed(unreadTarget(settings), error, world);
  }
}

async function runFlow(settings: Settings, target: Target, world: World): Promise<Ended> {
  let engine: Engine | undefined;
  try {
    const open = await loadEngine(target.source.engine);
    engine = await open(target, settings, world);
    const openAt: FlowInput['openAt'] = async (commit, recorded) => {
      const then = asRecorded({ target, settings }, recorded);
      const openThen = async (elsewhere: World): Promise<Engine> =>
        await open(then.target, { ...then.settings, mode: modeElsewhere(settings.mode) }, elsewhere);
      return await openEngineAt(commit, openThen, world);
    };
    const ended = await flowOf(settings.mode)({ engine, target, settings, world, openAt });
    return { ...ended, engine };
  } catch (error) {
    return { ...failed(target, error, world), ...(engine && { engine }) };
  }
}

/** What a deploy opens another commit for is the way back. */
function modeElsewhere(mode: Mode): Mode {
  return mode === 'deploy' ? 'rollback' : mode;
}

/** An engine that reads the files of another commit; everything else of the world stays. */
async function openEngineAt(
  commit: string,
  open: (world: World) => Promise<Engine>,
  world: World,
): Promise<OpenedAt> {
  const worktree = await world.worktrees.at(commit);
  const elsewhere: World = { ...world, files: worktree.files, run: { ...world.run, commit, dirty: false } };
  const engine = await open(elsewhere);
  return {
    engine,
    world: elsewhere,
    [Symbol.asyncDispose]: async () => {
      engine.close();
      await worktree[Symbol.asyncDispose]();
    },
  };
}

function failed(target: Target, error: unknown, world: World): FlowResult {
  const failure = describeFailure(error, world);
  const isCancelled = failure.reasonCode === 'cancelled';
  return {
    result: isCancelled ? 'cancelled' : 'failed',
    reasonCode: failure.reasonCode,
    target: { ...reportOf(target, []), failure },
  };
}

function flowOf(mode: Mode): Flow {
  switch (mode) {
    case 'validate':
      return validate;
    case 'preview':
      return preview;
    case 'deploy':
      return deploy;
    case 'rollback':
      return rollback;
    case 'resume':
      return resume;
    case 'drift':
      return drift;
    case 'heal':
      return heal;
    case 'destroy':
      return destroy;
    case 'render':
      return render;
    case 'rbac':
      return rbac;
    case 'history':
      return history;
  }
}
