import type { Change } from '../../model/change.ts';
import type { Outcome, Step } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import { entriesDigest } from '../../model/receipt.ts';
import type { World } from '../../model/world.ts';
import { applyPlan, type UpdateOptions } from './apply.ts';
import type { OperationOptions } from './automation.ts';
import { CliExit } from './cli/command.ts';
import { firstError } from './cli/failure.ts';
import { type EngineEvent, plainText } from './events/event.ts';
import type { PulumiStack } from './stack.ts';

/** The plan with the stack itself in it, when the input `remove` lets that go too. */
export function withStackRemoved(plan: Plan, stack: string): Plan {
  const change: Change = {
    address: addressOf(stack),
    confirmAddress: addressOf(stack),
    title: { kind: 'Stack', name: stack },
    action: 'delete',
    fields: [],
    evidence: 'server',
    risk: 'its history and its outputs are lost with it',
  };
  const entries = [
    ...plan.entries,
    { address: change.address, action: change.action, fields: [], value: null },
  ];
  return { ...plan, entries, digest: entriesDigest(entries), changes: [...plan.changes, change] };
}

/** What a destroy works on: the stack, and the events of the preview that was shown. */
export interface Destruction {
  readonly stack: PulumiStack;
  readonly options: OperationOptions;
  readonly events: readonly EngineEvent[];
  readonly remove: boolean;
}

/**
 * The options of a destroy that lets go what its preview showed and nothing else: every resource is named, so the CLI
 * stops before it touches the first when there is one more by now (`will be destroyed but was not specified`).
 */
function onlyPlanned(options: OperationOptions, events: readonly EngineEvent[]): OperationOptions {
  const gone = events.flatMap(event => (event.kind === 'step' && event.op === 'delete' ? [event.urn] : []));
  return {
    ...options,
    // The engine comes to them in any order, and the names shall not differ from run to run.
    target: [...new Set(gone)].toSorted(),
    targetDependents: false,
    exclude: [],
    excludeDependents: false,
    excludeProtected: false,
  };
}

/** Deletes what the preview showed, and then the stack itself when `remove` says so. @throws Failure as applyPlan does */
export async function destroyStack(
  plan: Plan,
  { stack, options, events, remove }: Destruction,
  world: World,
  explain: UpdateOptions['explain'],
): Promise<Outcome> {
  const only = onlyPlanned(options, events);
  const nothing: Outcome = { result: 'deployed', steps: [], health: [], durationMs: 0, waitedMs: 0 };
  // Without a name the CLI would take all.
  const outcome =
    only.target.length === 0
      ? nothing
      : await applyPlan(plan, { stack, options: only }, world, { outputs: 'unread', explain });
  return remove ? await removeStack(outcome, stack, world) : outcome;
}

/** Removes an emptied stack with its history; its file in the checkout stays. Tells how that ended as the last step. */
async function removeStack(outcome: Outcome, stack: PulumiStack, world: World): Promise<Outcome> {
  const address = addressOf(stack.name);
  const others = outcome.steps.filter(step => step.address !== address);
  const base = { address, action: 'delete', durationMs: 0 } as const;
  if (outcome.result !== 'deployed') {
    const step: Step = { ...base, state: 'skipped', message: 'not begun' };
    return { ...outcome, steps: [...others, step] };
  }
  try {
    await stack.command.run(['stack', 'rm', stack.name, '--yes', '--preserve-config'], {
      folder: stack.project.folder,
      cancel: 'ignore',
    });
    world.log.info(`stack ${stack.name} was removed`);
    return { ...outcome, steps: [...others, { ...base, state: 'done' }] };
  } catch (error) {
    if (!(error instanceof CliExit)) throw error;
    const message = `the stack stays: ${firstError(plainText(`${error.stderr}\n${error.stdout}`))}`;
    world.log.warn(message);
    const step: Step = { ...base, state: 'failed', message };
    return { ...outcome, result: 'partial', steps: [...others, step] };
  }
}

function addressOf(stack: string): string {
  return `stack ${stack}`;
}
