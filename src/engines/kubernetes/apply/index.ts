import { Failure } from '../../../model/failure.ts';
import type { Health, Outcome, Step } from '../../../model/outcome.ts';
import type { PlannedSet, PlannedStep } from '../plan/index.ts';
import { needsWait } from '../ready/index.ts';
import { awaitedOf, type WaitContext, waitForHealth } from '../wait/index.ts';
import type { ApplyContext, ApplyWork } from './context.ts';
import { openPatience } from './patience.ts';
import { neededReady } from './prerequisites.ts';
import { prune } from './prune.ts';
import { removeObject, waitUntilGone } from './remove.ts';
import { sendObject } from './send.ts';
import { servedKind, waitUntilServed } from './served.ts';
import { lostWords, timed } from './step.ts';
import { unstickSets } from './unstick.ts';

/** How far an apply has come. */
interface Progress {
  readonly steps: Step[];
  readonly health: Health[];
  /** False when another run took the target over. */
  isOurs: boolean;
  /** What ended it between two steps: a server that does not answer any more, a credential that ran out. */
  stopped?: Failure;
}

/**
 * Carries out a plan: waves of applies, then the wait, then deletions, last what nobody wants any more.
 * A failed step ends the wave it is in and stops the rest; nothing is deleted after a failure.
 */
export async function applySet(set: PlannedSet, context: ApplyContext): Promise<Outcome> {
  using patience = openPatience(context.world);
  const work: ApplyWork = { ...context, patience };
  const { clock } = context.world;
  const startMs = clock.elapsedMs();
  const progress: Progress = { steps: [], health: [], isOurs: true };
  const waitedMs = await carryThrough(set, progress, work);
  const { steps, health } = progress;
  steps.push(...skippedSteps(set, steps, whyNotBegun(progress)));
  return {
    result: resultOf(progress, work),
    steps: steps.map(step => since(step, startMs)),
    health: health.map(object => since(object, startMs)),
    durationMs: clock.elapsedMs() - startMs,
    waitedMs,
    ...(progress.stopped && { stopped: progress.stopped }),
  };
}

/** Waves, wait, deletions, as far as they go; gives how long it waited. @throws Failure when nothing was begun */
async function carryThrough(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<number> {
  const { clock, log } = work.world;
  let waitedMs = 0;
  try {
    await applyWaves(set, progress, work);
    const waitStartMs = clock.elapsedMs();
    if (isFine(progress, work))
      progress.health.push(...(await waitFor(workloadsOf(set, progress, work), set, work)));
    waitedMs = clock.elapsedMs() - waitStartMs;
    if (set.deletions.length > 0 && (await mayGoOn(progress, work))) await pruneAll(set, progress, work);
  } catch (error) {
    if (!(error instanceof Failure) || progress.steps.length === 0) throw error;
    // What was done until then must be told and recorded all the same.
    log.error(error.message);
    progress.stopped = error;
  }
  return waitedMs;
}

/** Counted from the start of the apply, as reports tell it. */
function since<T extends Step | Health>(one: T, startMs: number): T {
  return one.startMs === undefined ? one : { ...one, startMs: Math.round(one.startMs - startMs) };
}

/** One wave after the other; before each what it needs to be up is waited for, and nothing else. */
async function applyWaves(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<void> {
  const byKey = new Map(set.steps.map(step => [step.intent.key, step]));
  for (const wave of work.order.waves) {
    const due = wave.flatMap(key => byKey.get(key) ?? []).filter(isWrite);
    if (due.length === 0) continue;
    if (!isFine(progress, work)) return;
    await waitForPrerequisites(due, set, progress, work);
    if (progress.steps.length > 0 && !(await mayGoOn(progress, work))) return;
    progress.steps.push(...(await Promise.all(due.map(async step => await applyStep(step, set, work)))));
  }
}

function isWrite(step: PlannedStep): boolean {
  return (
    step.change.action === 'create' || step.change.action === 'update' || step.change.action === 'recreate'
  );
}

function isFine({ steps, health, isOurs }: Progress, { world }: ApplyWork): boolean {
  const isHealthy = health.every(object => object.state === 'ready');
  return isOurs && isHealthy && steps.every(step => step.state === 'done') && !world.signal.aborted;
}

/** Between two batches: another run may have taken the target over meanwhile, and then nothing more is written. */
async function mayGoOn(progress: Progress, work: ApplyWork): Promise<boolean> {
  if (!isFine(progress, work)) return false;
  progress.isOurs = await work.guard.stillMine();
  if (!progress.isOurs) work.world.log.error('another run took this target over: nothing more is written');
  return progress.isOurs;
}

async function applyStep(step: PlannedStep, set: PlannedSet, work: ApplyWork): Promise<Step> {
  const { address, action } = step.change;
  return await timed({ address, action }, work, async () => {
    const { cluster, world, timeoutMs } = work;
    const resource = step.intent.resource ?? (await servedKind(step.intent.id, cluster));
    if (action !== 'recreate' || !step.live) {
      await sendObject(step, resource, { cluster, lookAgain: set.lookAgain });
      return;
    }
    const removal = { id: step.intent.id, resource, object: step.live };
    await removeObject(cluster, removal, undefined, 'apply');
    await waitUntilGone(cluster, removal, { world, timeoutMs }, 'apply');
    await sendObject({ ...step, live: undefined }, resource, { cluster, lookAgain: set.lookAgain });
  });
}

/** What the wave needs to be up: a definition that is established, a namespace, a backend, what an annotation names. */
async function waitForPrerequisites(
  due: readonly PlannedStep[],
  set: PlannedSet,
  progress: Progress,
  work: ApplyWork,
): Promise<void> {
  const waited = new Set(progress.health.map(({ address }) => address));
  const needed = neededReady(due, set.steps, work.order).filter(
    ({ intent }) => needsWait(intent.id, work.rules, intent.body) && !waited.has(intent.address),
  );
  progress.health.push(...(await waitFor(needed, set, work)));
  const newKinds = due.filter(({ intent }) => !intent.resource).map(({ intent }) => intent.id);
  if (newKinds.length > 0 && isFine(progress, work)) await waitUntilServed(newKinds, work);
}

/**
 * What is waited for at the end. Namespaces and definitions that nothing in the set needed are ready once the server
 * took them: asking for them would need a right to list them.
 */
function workloadsOf(set: PlannedSet, progress: Progress, work: ApplyWork): readonly PlannedStep[] {
  if (work.waitFor === 'none') return [];
  const waited = new Set(progress.health.map(({ address }) => address));
  return set.steps
    .filter(step => work.waitFor === 'all' || isWrite(step))
    .filter(
      ({ intent: { id, address, body } }) =>
        needsWait(id, work.rules, body) &&
        !waited.has(address) &&
        id.kind !== 'Namespace' &&
        id.kind !== 'CustomResourceDefinition',
    );
}

/** Waits, and frees those meanwhile that would never leave a broken revision by themselves. */
async function waitFor(
  steps: readonly PlannedStep[],
  set: PlannedSet,
  work: ApplyWork,
): Promise<readonly Health[]> {
  const waiting: WaitContext = { ...work, intents: set.steps.map(({ intent }) => intent) };
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, work.world.signal]);
  const freeing = unstickSets(steps, { ...work, ended });
  try {
    return await waitForHealth(await awaitedOf(steps, waiting), waiting);
  } finally {
    stop.abort();
    await freeing;
  }
}

async function pruneAll(set: PlannedSet, progress: Progress, work: ApplyWork): Promise<void> {
  const pruned = await prune(set, work);
  progress.steps.push(...pruned.steps);
  progress.isOurs = pruned.isOurs;
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
function resultOf({ steps, health, stopped }: Progress, { world }: ApplyWork): Outcome['result'] {
  const isHealthy = health.every(object => object.state === 'ready');
  const hasBegun = steps.some(step => step.state === 'done' || step.code === 'cancelled');
  if (isHealthy && !stopped && steps.every(step => step.state === 'done'))
    return hasBegun ? 'deployed' : 'unchanged';
  if (world.signal.aborted) return hasBegun ? 'partial' : 'cancelled';
  return isHealthy && hasBegun ? 'partial' : 'failed';
}
