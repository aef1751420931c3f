import type { Health, Step } from '../../../model/outcome.ts';
import { partOfLabel } from '../names.ts';
import type { PlannedSet, PlannedStep } from '../plan/index.ts';
import { needsWait } from '../ready/index.ts';
import { awaitedOf, type WaitContext, waitForHealth } from '../wait/index.ts';
import type { ApplyWork, Progress } from './context.ts';
import { isFine } from './fine.ts';
import { neededReady } from './prerequisites.ts';
import { removeObject, waitUntilGone } from './remove.ts';
import { sendObject } from './send.ts';
import { servedKind, waitUntilServed } from './served.ts';
import { timed } from './step.ts';
import { unstickSets } from './unstick.ts';

/** Applies some steps, one wave after the other; before each what it needs to be up is waited for, and nothing else. */
export async function applyWaves(
  steps: readonly PlannedStep[],
  set: PlannedSet,
  progress: Progress,
  work: ApplyWork,
): Promise<void> {
  const begun = new Set(progress.steps.map(({ address }) => address));
  const left = steps.filter(({ intent }) => !begun.has(intent.address));
  const byKey = new Map(left.map(step => [step.intent.key, step]));
  for (const wave of work.order.waves) {
    const due = wave.flatMap(key => byKey.get(key) ?? []).filter(isWrite);
    if (due.length === 0) continue;
    if (!isFine(progress, work)) return;
    await waitForPrerequisites(due, set, progress, work);
    if (hasBegun(progress) && !(await mayGoOn(progress, work))) return;
    progress.steps.push(...(await Promise.all(due.map(async step => await applyStep(step, set, work)))));
  }
}

/** True for a step that sends something. */
export function isWrite(step: PlannedStep): boolean {
  return (
    step.change.action === 'create' || step.change.action === 'update' || step.change.action === 'recreate'
  );
}

/** Between two batches: another run may have taken the target over meanwhile, and then nothing more is written. */
export async function mayGoOn(progress: Progress, work: ApplyWork): Promise<boolean> {
  return isFine(progress, work) && (await work.isStillOurs());
}

/** True when time went by since the record was opened: a step, a hook, or a wait for what the first wave needs. */
function hasBegun({ steps, hooks, health }: Progress): boolean {
  return steps.length + hooks.length + health.length > 0;
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

/** Waits for what these need to be up: a definition that is established, a namespace, a backend, what an annotation names. */
export async function waitForPrerequisites(
  due: readonly Pick<PlannedStep, 'intent'>[],
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

/** Waits, and frees those meanwhile that would never leave a broken revision by themselves. */
export async function waitFor(
  steps: readonly PlannedStep[],
  set: PlannedSet,
  work: ApplyWork,
): Promise<readonly Health[]> {
  const labelSelector = `${partOfLabel}=${work.setId}`;
  const intents = set.steps.map(({ intent }) => intent);
  const waiting: WaitContext = { ...work, labelSelector, intents };
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
