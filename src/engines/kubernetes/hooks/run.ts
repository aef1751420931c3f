import { Failure } from '../../../model/failure.ts';
import type { HookMoment, HookRun } from '../../../model/hook.ts';
import { isObject, type JsonObject, stringifyJson } from '../../../model/json.ts';
import type { Health } from '../../../model/outcome.ts';
import { addressOf } from '../../../model/manifest.ts';
import { refusal } from '../api/refusal.ts';
import type { ApplyWork, Progress } from '../apply/context.ts';
import { isFine } from '../apply/fine.ts';
import { removeObject, waitUntilGone } from '../apply/remove.ts';
import { servedKind } from '../apply/served.ts';
import { lostWords } from '../apply/still-ours.ts';
import type { Resource } from '../cluster.ts';
import { hookLabel, hookOf, manager, memberOf } from '../names.ts';
import type { PlannedSet } from '../plan/index.ts';
import type { LiveObject } from '../plan/live-object.ts';
import { waitForHealth } from '../wait/index.ts';
import { followLog } from './follow-log.ts';
import type { HookStep } from './hook-plan.ts';
import { showLog } from './log.ts';
import { hookReadiness } from './readiness.ts';

const phase = 'hook';

/** The hooks of some moments, in the order in which they run. */
export function hooksAt({ hooks }: PlannedSet, moments: readonly HookMoment[]): readonly HookStep[] {
  return hooks.steps.filter(({ planned }) => moments.includes(planned.moment));
}

/**
 * Runs hooks one after the other. The first that fails ends a deploy, and those behind it are not begun; after a failure
 * each has its turn, whatever becomes of the others.
 */
export async function runHooks(
  steps: readonly HookStep[],
  set: PlannedSet,
  progress: Progress,
  work: ApplyWork,
): Promise<void> {
  for (const step of steps) {
    const { address, moment, digest } = step.planned;
    const isAfterFailure = moment === 'on-failure';
    const mayBegin = isAfterFailure ? !work.world.signal.aborted : isFine(progress, work);
    if (!mayBegin || !(await work.isStillOurs())) {
      const message = progress.isOurs ? 'not begun, because the run stopped before' : lostWords.message;
      progress.hooks.push({ address, moment, digest, state: 'skipped', durationMs: 0, message });
      continue;
    }
    const { run, health } = await runHook(step, set, work);
    progress.hooks.push(run);
    if (health) progress.health.push(health);
  }
}

/** Deletes what hooks left that the repository has no more. What cannot be deleted is only told. */
export async function removeLeftovers(leftovers: readonly LiveObject[], work: ApplyWork): Promise<void> {
  for (const live of leftovers) {
    const address = addressOf(live.id);
    try {
      await removeObject(work.cluster, live, undefined, phase);
      work.world.log.info(`deleted ${address}, left by a hook that the repository has no more`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      work.world.log.warn(`${address}, left by an earlier hook, was not deleted: ${error.message}`);
    }
  }
}

interface Ran {
  readonly run: HookRun;
  /** What is not up, when it did not succeed. */
  readonly health?: Health;
}

async function runHook(step: HookStep, set: PlannedSet, work: ApplyWork): Promise<Ran> {
  const { address, moment, digest } = step.planned;
  const { clock, log, signal } = work.world;
  const startMs = clock.elapsedMs();
  const told = (state: HookRun['state'], message?: string): HookRun => ({
    address,
    moment,
    digest,
    state,
    startMs,
    durationMs: clock.elapsedMs() - startMs,
    ...(message !== undefined && { message }),
  });
  log.info(`hook ${address} (${moment}) begins`);
  try {
    const resource = step.intent.resource ?? (await servedKind(step.intent.id, work.cluster));
    const job = await startJob(step, resource, work);
    const followed = followLog(job, step.intent, work);
    let isShown = false;
    let health: Health;
    try {
      health = await waitForJob(step, resource, set, work);
    } finally {
      isShown = await followed.end();
    }
    const isGood = health.state === 'ready';
    if (!isShown) await showLog(job, step.intent, work);
    if (signal.aborted)
      return { run: told('failed', 'the run was cancelled; the Job goes on in the cluster'), health };
    if (step.cleanup.has(isGood ? 'on-success' : 'on-failure')) await clean(step, resource, work);
    if (isGood) {
      log.info(`hook ${address} (${moment}) succeeded`);
      return { run: told('succeeded') };
    }
    log.error(`hook ${address} (${moment}) failed: ${health.message}`);
    return { run: told('failed', health.message), health };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'cancelled') return { run: told('skipped', error.message) };
    const message = [error.message, error.hint].filter(part => part !== undefined).join(' ');
    log.error(`hook ${address} (${moment}) failed: ${message}`);
    const health: Health = {
      address,
      state: 'stuck',
      message,
      waitedMs: clock.elapsedMs() - startMs,
      startMs,
    };
    return { run: told('failed', message), health };
  }
}

/** Ends what is left of an earlier run, its Pods included, so that never two run at once; then makes the Job. */
async function startJob(step: HookStep, resource: Resource, work: ApplyWork): Promise<JsonObject> {
  const { cluster, world, timeoutMs, setId } = work;
  const { id, body, address } = step.intent;
  const live = await cluster.get(resource, id, phase);
  if (live) {
    if (hookOf(live) !== setId && memberOf(live) !== setId)
      throw new Failure('object-changed', `${address} is there, and no deploy of this target has made it`, {
        hint: 'Give the hook another name, or delete that Job yourself.',
      });
    const removal = { id, resource, object: live, propagation: 'Foreground' } as const;
    if ((await removeObject(cluster, removal, undefined, phase)) === 'leaving')
      await waitUntilGone(cluster, removal, { world, timeoutMs }, phase);
  }
  const options = { manager, force: false, dryRun: false };
  const answer = await cluster.apply(resource, id, stringifyJson(body), options, phase);
  if (answer.status || !isObject(answer.body)) throw refusal(answer, { verb: 'patch', resource, ...id });
  return answer.body;
}

async function waitForJob(
  step: HookStep,
  resource: Resource,
  set: PlannedSet,
  work: ApplyWork,
): Promise<Health> {
  const { id, address } = step.intent;
  const [health] = await waitForHealth([{ id, address, resource, isWritten: true }], {
    ...work,
    labelSelector: `${hookLabel}=${work.setId}`,
    rules: new Map([...work.rules, ['batch/Job', hookReadiness]]),
    intents: [...set.hooks.steps, ...set.steps].map(({ intent }) => intent),
  });
  return health ?? { address, state: 'stuck', message: 'it was not seen', waitedMs: 0 };
}

/** To leave a Job behind harms nobody: the next run replaces it. */
async function clean({ intent, planned }: HookStep, resource: Resource, work: ApplyWork): Promise<void> {
  try {
    const object = await work.cluster.get(resource, intent.id, phase);
    if (object) await removeObject(work.cluster, { id: intent.id, resource, object }, undefined, phase);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    work.world.log.warn(`the Job of hook ${planned.address} was not deleted: ${error.message}`);
  }
}
