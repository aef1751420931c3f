import { Failure } from '../../../model/failure.ts';
import type { HookRun } from '../../../model/hook.ts';
import type { Health, Outcome, Step } from '../../../model/outcome.ts';
import { neededBy } from '../hooks/needed.ts';
import { hooksAt, removeLeftovers, runHooks } from '../hooks/run.ts';
import type { PlannedSet, PlannedStep } from '../plan/index.ts';
import { needsWait } from '../ready/index.ts';
import type { ApplyContext, ApplyWork, Progress } from './context.ts';
import { isFine, isSound } from './fine.ts';
import { grouped } from './group.ts';
import { openPatience } from './patience.ts';
import { prune } from './prune.ts';
import { isStillOurs, lostWords } from './still-ours.ts';
import { applyWaves, isWrite, mayGoOn, waitFor, waitForPrerequisites } from './waves.ts';

/**
 * Carries out a plan: waves of applies, then the wait, then deletions, last what nobody wants any more.
 * A failed step ends the wave it is in and stops the rest; nothing is deleted after a failure.
 */
export async function applySet(set: PlannedSet, context: ApplyContext): Promise<Outcome> {
  using patience = openPatience(context.world);
  const progress: Progress = { steps: [], health: [], hooks: [], isOurs: true };
  const work: ApplyWork = {
    ...context,
    patience,
    isStillOurs: async () => await isStillOurs(progress, context),
  };
  const { clock } = context.world;
  const startMs = clock.elapsedMs();
  const waitedMs = await carryThrough(set, progress, work);
  const { steps, health, hooks } = progress;
  steps.push(...skippedSteps(set, steps, whyNotBegun(progress)));
  return {
    result: resultOf(progress, work),
    steps: steps.map(step => since(step, startMs)),
    health: health.map(object => since(object, startMs)),
    ...(hooks.length > 0 && { hooks: hooks.map(hook => since(hook, startMs)) }),
    durationMs: clock.elapsedMs() - startMs,
    waitedMs,
    ...(progress.stopped && { stopped: progress.stopped }),
  };
}

/** Hooks, waves, wait, deletions, as far as they go; gives how long it waited. @throws Failure when nothing was begun */
async function carryThrough(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<number> {
  const { clock, log } = work.world;
  let waitedMs = 0;
  try {
    await runBefore(set, progress, work);
    const apply = { count: set.steps.filter(isWrite).length, what: 'apply' };
    await grouped(log, apply, async () => await applyWaves(set.steps, set, progress, work));
    const waitStartMs = clock.elapsedMs();
    const awaited = isSound(progress) ? workloadsOf(set, progress, work) : [];
    const wait = { count: awaited.length, what: 'wait for' };
    progress.health.push(...(await grouped(log, wait, async () => await waitFor(awaited, set, work))));
    waitedMs = clock.elapsedMs() - waitStartMs;
    await runHooks(hooksAt(set, ['after', 'after-rollback']), set, progress, work);
    if (set.deletions.length > 0 && (await mayGoOn(progress, work))) await pruneAll(set, progress, work);
    await runLast(set, progress, work);
  } catch (error) {
    if (!(error instanceof Failure) || progress.steps.length + progress.hooks.length === 0) throw error;
    // What was done until then must be told and recorded all the same.
    log.error(error.message);
    progress.stopped = error;
    await runAfterStop(set, progress, work);
  }
  return waitedMs;
}

/** What a failure sets off, when the run was stopped instead of coming to its end. What stopped it is what is told. */
async function runAfterStop(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<void> {
  const hasRun = progress.hooks.some(({ moment }) => moment === 'on-failure');
  if (hasRun || !progress.isOurs || work.world.signal.aborted) return;
  try {
    await runHooks(hooksAt(set, ['on-failure']), set, progress, work);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    work.world.log.error(`what is to run after a failure was not run: ${error.message}`);
  }
}

/** Counted from the start of the apply, as reports tell it. */
function since<T extends Step | Health | HookRun>(one: T, startMs: number): T {
  return one.startMs === undefined ? one : { ...one, startMs: Math.round(one.startMs - startMs) };
}

/** What runs before the rest, after what it needs itself: its ServiceAccount, its settings, its namespace. */
async function runBefore(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<void> {
  const hooks = hooksAt(set, ['before', 'before-rollback']);
  if (hooks.length === 0) return;
  const needed = neededBy(hooks, set.steps);
  const early = set.steps.filter(({ intent }) => needed.keys.has(intent.key));
  await applyWaves(early, set, progress, work);
  const order = { ...work.order, edges: needed.edges };
  if (isFine(progress, work)) await waitForPrerequisites(hooks, set, progress, { ...work, order });
  await runHooks(hooks, set, progress, work);
}

/** What follows: what a failure sets off, or the end of Jobs that no hook will replace any more. */
async function runLast(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<void> {
  const { leftovers } = set.hooks;
  if (isFine(progress, work)) {
    if (leftovers.length > 0 && (await mayGoOn(progress, work))) await removeLeftovers(leftovers, work);
    return;
  }
  if (!progress.isOurs || work.world.signal.aborted) return;
  await runHooks(hooksAt(set, ['on-failure']), set, progress, work);
}

/**
 * What is waited for at the end. Namespaces and definitions that nothing in the set needed are ready once the server
 * took them: asking for them would need a right to list them.
 */
function workloadsOf(set: PlannedSet, progress: Progress, work: ApplyWork): readonly PlannedStep[] {
  if (work.waitFor === 'none') return [];
  const waited = new Set(progress.health.map(({ address }) => address));
  const done = new Set(progress.steps.map(({ address }) => address));
  // A cancelled run waits for nothing, but what it wrote and did not see come up must not pass for deployed.
  const isCancelled = work.world.signal.aborted;
  return set.steps
    .filter(step => (isCancelled ? done.has(step.change.address) : work.waitFor === 'all' || isWrite(step)))
    .filter(
      ({ intent: { id, address, body } }) =>
        needsWait(id, work.rules, body) &&
        !waited.has(address) &&
        id.kind !== 'Namespace' &&
        id.kind !== 'CustomResourceDefinition',
    );
}

async function pruneAll(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<void> {
  const go = { count: set.deletions.length, what: 'delete' };
  progress.steps.push(...(await grouped(work.world.log, go, async () => await prune(set, work))));
}

/** Planned steps that never began because something before them failed. */
function skippedSteps(
  set: PlannedSet,
  done: readonly Step[],
  why: Pick<Step, 'message' | 'code'>,
): readonly Step[] {
  const begun = new Set(done.map(step => step.address));
  const planned = [...set.steps.filter(isWrite), ...set.deletions].map(step => step.change);
  return planned
    .filter(change => !begun.has(change.address))
    .map(({ address, action }) => ({ address, action, state: 'skipped', durationMs: 0, ...why }));
}

function whyNotBegun({ isOurs, stopped }: Progress): Pick<Step, 'message' | 'code'> {
  if (!isOurs) return lostWords;
  if (!stopped) return { message: 'not begun, because the run stopped before' };
  return { message: `not begun: ${stopped.message}`, code: stopped.code };
}

/** What was applied but does not come up is failed; what stopped between two writes is partial. */
function resultOf({ steps, health, hooks, stopped }: Progress, { world }: ApplyWork): Outcome['result'] {
  const isHealthy = health.every(object => object.state === 'ready');
  const hasBegun =
    steps.some(step => step.state === 'done' || step.code === 'cancelled') ||
    hooks.some(({ state }) => state !== 'skipped');
  const isDone = [
    ...steps.map(step => step.state === 'done'),
    ...hooks.map(hook => hook.state === 'succeeded'),
  ];
  if (isHealthy && !stopped && isDone.every(Boolean)) return hasBegun ? 'deployed' : 'unchanged';
  if (world.signal.aborted) return hasBegun ? 'partial' : 'cancelled';
  return isHealthy && hasBegun ? 'partial' : 'failed';
}
