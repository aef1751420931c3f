import type { Guard } from '../../../model/ledger.ts';
import type { Health, Outcome, Step } from '../../../model/outcome.ts';
import type { World } from '../../../model/world.ts';
import { deletionRank } from '../manifest/order.ts';
import type { Cluster } from '../cluster.ts';
import type { PlannedSet, PlannedStep } from '../plan/index.ts';
import { needsWait, type ReadinessRules } from '../ready/index.ts';
import { awaitedOf, type WaitContext, waitForHealth } from '../wait/index.ts';
import { removeObject, waitUntilGone } from './remove.ts';
import { sendObject } from './send.ts';
import { servedKind, waitUntilServed } from './served.ts';
import { lostWords, timed } from './step.ts';
import { unstickSets } from './unstick.ts';
import { waveCount, waveOf } from './waves.ts';

/** What an apply needs beside the plan. */
export interface ApplyContext {
  readonly cluster: Cluster;
  readonly world: World;
  /** The right to write, asked again between waves and before deletions. */
  readonly guard: Guard;
  readonly setId: string;
  readonly timeoutMs: number;
  /** How long a container may run without becoming ready, beyond the time that its probes ask for. */
  readonly stallMs: number;
  readonly rules: ReadinessRules;
  /** `changed`: wait for what was written; `all`: for the whole set, after a deploy that did not end well; `none`: not at all. */
  readonly waitFor: 'changed' | 'all' | 'none';
}

/**
 * Carries out a plan: waves of applies, then the wait, then deletions, last what nobody wants any more.
 * A failed step ends the wave it is in and stops the rest; nothing is deleted after a failure.
 */
export async function applySet(set: PlannedSet, context: ApplyContext): Promise<Outcome> {
  const { clock } = context.world;
  const startMs = clock.elapsedMs();
  const steps: Step[] = [];
  const health: Health[] = [];
  let isOurs = true;
  const isFine = (): boolean => isOurs && hasGoneWell(steps, health, context);
  for (let wave = 0; wave < waveCount && isFine(); wave += 1) {
    const due = set.steps.filter(step => isWrite(step) && waveOf(step.intent.id) === wave);
    if (due.length === 0) continue;
    if (steps.length > 0) isOurs = await mayGoOn(context);
    if (!isOurs) break;
    steps.push(...(await Promise.all(due.map(async step => await applyStep(step, set, context)))));
    if (wave === 0 && isFine()) health.push(...(await waitForPrerequisites(due, set, context)));
  }
  const waitStartMs = clock.elapsedMs();
  if (isFine()) health.push(...(await waitFor(workloadsOf(set, context), set, context)));
  const waitedMs = clock.elapsedMs() - waitStartMs;
  if (set.deletions.length > 0 && isFine()) {
    isOurs = await mayGoOn(context);
    if (isOurs) steps.push(...(await prune(set, context)));
  }
  steps.push(...skippedSteps(set, steps, isOurs ? stoppedWords : lostWords));
  return {
    result: resultOf(steps, health, context),
    steps: steps.map(step => since(step, startMs)),
    health: health.map(object => since(object, startMs)),
    durationMs: clock.elapsedMs() - startMs,
    waitedMs,
  };
}

/** Counted from the start of the apply, as reports tell it. */
function since<T extends Step | Health>(one: T, startMs: number): T {
  return one.startMs === undefined ? one : { ...one, startMs: Math.round(one.startMs - startMs) };
}

function isWrite(step: PlannedStep): boolean {
  return (
    step.change.action === 'create' || step.change.action === 'update' || step.change.action === 'recreate'
  );
}

function hasGoneWell(steps: readonly Step[], health: readonly Health[], context: ApplyContext): boolean {
  const isHealthy = health.every(object => object.state === 'ready');
  return isHealthy && steps.every(step => step.state === 'done') && !context.world.signal.aborted;
}

/** Between two batches: another run may have taken the target over meanwhile, and then nothing more is written. */
async function mayGoOn({ guard, world }: ApplyContext): Promise<boolean> {
  if (await guard.stillMine()) return true;
  world.log.error('another run took this target over: nothing more is written');
  return false;
}

async function applyStep(step: PlannedStep, set: PlannedSet, context: ApplyContext): Promise<Step> {
  const { address, action } = step.change;
  return await timed({ address, action }, context, async () => {
    const resource = step.intent.resource ?? (await servedKind(step.intent.id, context.cluster));
    if (action !== 'recreate' || !step.live) {
      await sendObject(step, resource, { cluster: context.cluster, lookAgain: set.lookAgain });
      return;
    }
    const removal = { id: step.intent.id, resource, object: step.live };
    await removeObject(context.cluster, removal, undefined, 'apply');
    await waitUntilGone(
      context.cluster,
      removal,
      { world: context.world, timeoutMs: context.timeoutMs },
      'apply',
    );
    await sendObject({ ...step, live: undefined }, resource, {
      cluster: context.cluster,
      lookAgain: set.lookAgain,
    });
  });
}

/** Other kinds of the first wave are ready once the server took them: asking for them would need a right to list them. */
async function waitForPrerequisites(
  due: readonly PlannedStep[],
  set: PlannedSet,
  context: ApplyContext,
): Promise<readonly Health[]> {
  const awaited = due.filter(({ intent }) => needsWait(intent.id, context.rules));
  const health = await waitFor(awaited, set, context);
  const newKinds = set.steps.filter(({ intent }) => !intent.resource).map(({ intent }) => intent.id);
  if (newKinds.length > 0 && hasGoneWell([], health, context)) await waitUntilServed(newKinds, context);
  return health;
}

function workloadsOf(set: PlannedSet, context: ApplyContext): readonly PlannedStep[] {
  if (context.waitFor === 'none') return [];
  return set.steps.filter(
    step =>
      waveOf(step.intent.id) > 0 &&
      needsWait(step.intent.id, context.rules, step.intent.body) &&
      (context.waitFor === 'all' || isWrite(step)),
  );
}

/** Waits, and frees those meanwhile that would never leave a broken revision by themselves. */
async function waitFor(
  steps: readonly PlannedStep[],
  set: PlannedSet,
  context: ApplyContext,
): Promise<readonly Health[]> {
  const waiting: WaitContext = { ...context, intents: set.steps.map(({ intent }) => intent) };
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, context.world.signal]);
  const freeing = unstickSets(steps, { ...context, ended });
  try {
    return await waitForHealth(await awaitedOf(steps, waiting), waiting);
  } finally {
    stop.abort();
    await freeing;
  }
}

/** Deletes the surplus, dependants before what they depend on. */
async function prune(set: PlannedSet, context: ApplyContext): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const ranks = [...new Set(set.deletions.map(deletion => deletionRank(deletion.live.id)))].toSorted(
    (a, b) => a - b,
  );
  for (const rank of ranks) {
    const due = set.deletions.filter(deletion => deletionRank(deletion.live.id) === rank);
    const done = due.map(async ({ live, change }) => {
      const { address, action } = change;
      return await timed(
        { address, action },
        context,
        async () => await removeObject(context.cluster, live, context.setId, 'prune'),
      );
    });
    steps.push(...(await Promise.all(done)));
    if (steps.some(step => step.state !== 'done') || context.world.signal.aborted) break;
  }
  return steps;
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

const stoppedWords = { message: 'not begun, because the run stopped before' } as const;

/** What was applied but does not come up is failed; what stopped between two writes is partial. */
function resultOf(
  steps: readonly Step[],
  health: readonly Health[],
  context: ApplyContext,
): Outcome['result'] {
  const isHealthy = health.every(object => object.state === 'ready');
  const hasBegun = steps.some(step => step.state === 'done');
  if (isHealthy && steps.every(step => step.state === 'done')) return hasBegun ? 'deployed' : 'unchanged';
  if (context.world.signal.aborted) return hasBegun ? 'partial' : 'cancelled';
  return isHealthy && hasBegun ? 'partial' : 'failed';
}
