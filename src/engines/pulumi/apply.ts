import type { JsonObject } from '../../model/json.ts';
import type { Outcome, Step } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import type { World } from '../../model/world.ts';
import { Failure } from '../../model/failure.ts';
import type { OnEvent, OperationOptions } from './automation.ts';
import type { EngineEvent } from './events/event.ts';
import { foldSteps } from './events/rows.ts';
import { type Fence, movedFailure, openFence } from './fence.ts';
import { readOutputs } from './outputs.ts';
import { openEventLog } from './plan.ts';
import type { PulumiStack } from './stack.ts';

/** What is carried out: an update of the stack under its saved plan, or a destroy. */
export interface Update {
  readonly stack: PulumiStack;
  readonly options: OperationOptions;
  /** Where the plan lies that bounds it; absent: the resources go. */
  readonly planPath?: string;
  /** The events of the preview that was planned by. */
  readonly planned?: readonly EngineEvent[];
}

/** How an update is carried out. */
export interface UpdateOptions {
  readonly outputs: 'read' | 'unread';
  /** Why the CLI failed. */
  readonly explain: (error: unknown, events: readonly EngineEvent[]) => unknown;
}

/**
 * Updates the stack under its saved plan, or lets go of its resources. The CLI previews once more first, so what the plan
 * does not hold is found before a resource is touched. @throws Failure plan-violated, stack-locked, ... when nothing was touched
 */
export async function applyPlan(
  plan: Plan,
  update: Update,
  world: World,
  { outputs, explain }: UpdateOptions,
): Promise<Outcome> {
  const { stack } = update;
  const door = await stack.door();
  const log = openEventLog();
  const startMs = world.clock.elapsedMs();
  const fence = openFence(update.planned ?? []);
  const onEvent: OnEvent = event => {
    log.onEvent(event);
    fence.watch(event);
  };
  let failure: Failure | undefined;
  try {
    world.signal.throwIfAborted();
    if (update.planPath === undefined) await door.destroy(update.options, onEvent);
    else await door.up(update.options, onEvent, { planPath: update.planPath, end: fence.signal });
  } catch (error) {
    const why = whyMoved(fence, log.read(), world) ?? explain(error, log.read());
    if (!(why instanceof Failure) || !hasTouched(log.read())) throw why;
    failure = why;
  }
  // It may have been too late to end it.
  failure ??= whyMoved(fence, log.read(), world);
  const steps = stepsOf(plan, log.read(), failure);
  const handedOut = outputs === 'read' && !failure ? await handOutputs(stack, log.read(), world) : undefined;
  return {
    result: resultOf(steps, failure),
    steps,
    health: [],
    durationMs: Math.round(world.clock.elapsedMs() - startMs),
    waitedMs: 0,
    ...(fence.moved !== undefined && failure && { stopped: failure }),
    ...(handedOut && { outputs: handedOut }),
  };
}

/** Why the fence ended the update; a run that was cancelled ends as that. */
function whyMoved(
  { moved }: Fence,
  events: readonly EngineEvent[],
  { signal }: Pick<World, 'signal'>,
): Failure | undefined {
  if (moved === undefined || signal.aborted) return undefined;
  return movedFailure(moved, hasTouched(events) ? 'touched' : 'untouched');
}

/** Whether the update itself began to work on a resource; events of its preview do not count. */
function hasTouched(events: readonly EngineEvent[]): boolean {
  return foldSteps(events, 'update').some(row => row.action !== 'unchanged');
}

/** What became of each planned change, in the order in which the engine came to it. */
function stepsOf(plan: Plan, events: readonly EngineEvent[], failure: Failure | undefined): readonly Step[] {
  const rows = new Map(foldSteps(events, 'update').map(row => [row.urn, row]));
  const messages = new Map(
    events.flatMap(event =>
      event.kind === 'diagnostic' && event.severity === 'error' && event.urn !== undefined
        ? [[event.urn, event.message] as const]
        : [],
    ),
  );
  return plan.changes
    .filter(change => change.action !== 'unchanged')
    .map(({ address, action }): Step => {
      const row = rows.get(address);
      const base = { address, action, durationMs: 0 };
      if (row?.state === 'done') return { ...base, state: 'done' };
      if (row === undefined && !failure) return { ...base, state: 'done' };
      if (row === undefined) return { ...base, state: 'skipped', message: 'not begun' };
      return { ...base, state: 'failed', message: messages.get(address) ?? failure?.message ?? 'broken off' };
    });
}

function resultOf(steps: readonly Step[], failure: Failure | undefined): Outcome['result'] {
  if (!failure) return steps.length === 0 ? 'unchanged' : 'deployed';
  const done = steps.some(step => step.state === 'done');
  if (failure.code === 'cancelled') return done ? 'partial' : 'cancelled';
  return done ? 'partial' : 'failed';
}

/** Gives the outputs to later steps, once every secret in them is masked; for people they stay blinded. */
async function handOutputs(
  stack: PulumiStack,
  events: readonly EngineEvent[],
  world: World,
): Promise<JsonObject> {
  const { clear, masked } = await readOutputs(stack, events, world.secrets);
  world.handOut?.(clear);
  return masked;
}
