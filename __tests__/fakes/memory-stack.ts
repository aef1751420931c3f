import type { OnEvent, StackDoor } from '../../src/engines/pulumi/automation.ts';
import { CliExit } from '../../src/engines/pulumi/cli/command.ts';
import type { PulumiStack } from '../../src/engines/pulumi/stack.ts';
import type { ShellResult } from '../../src/model/world.ts';
import { pulumiSettings } from './pulumi-settings.ts';

/** What a program wants, or what a stack holds: the size of each resource, by its name. */
export type Sizes = Readonly<Record<string, string>>;

/** A stack in memory, as the backend in a folder keeps it. */
export interface MemoryStack {
  readonly state: Sizes;
  /** Who holds its lock. */
  readonly lock: string | undefined;
  readonly history: readonly { readonly message: string; readonly result: string }[];
  /** What a run sees of it: its program wants `wanted`; `turn` is awaited before and after every step of the CLI. */
  connect(run: string, wanted: Sizes, turn: (kind: 'sent' | 'answered') => Promise<void>): PulumiStack;
}

type Op = 'same' | 'create' | 'update' | 'delete';

/**
 * A stack with the rules of the real CLI, as `npm run soak -- stack-facts` shows them: a preview takes no lock; an update
 * previews under its plan first, then takes the lock and reads the state again; the plan bounds what becomes of a resource
 * and not from what; the history tells an update when it is over.
 */
export function memoryStack(): MemoryStack {
  let state: Sizes = {};
  let lock: string | undefined;
  const history: { message: string; result: string }[] = [];
  const plans = new Map<string, Readonly<Record<string, Op>>>();
  const opsOf = (wanted: Sizes): Readonly<Record<string, Op>> => {
    const names = [...new Set([...Object.keys(state), ...Object.keys(wanted)])].toSorted();
    return Object.fromEntries(names.map(name => [name, opOf(state[name], wanted[name])]));
  };
  return {
    get state() {
      return state;
    },
    get lock() {
      return lock;
    },
    history,
    connect: (run, wanted, turn) => {
      const tell = (onEvent: OnEvent, planning: boolean): void => {
        for (const [name, op] of Object.entries(opsOf(wanted))) {
          onEvent({ resourcePreEvent: { planning, metadata: metadataOf(name, op, state, wanted) } });
          if (planning)
            onEvent({ resOutputsEvent: { planning, metadata: metadataOf(name, op, state, wanted) } });
        }
      };
      const keepTo = (plan: Readonly<Record<string, Op>> = {}): void => {
        for (const [name, op] of Object.entries(opsOf(wanted)))
          if (!mayBe(op, plan[name])) throw exit(1, `error: resource ${urnOf(name)} violates plan: ${op}`);
      };
      const work = async (onEvent: OnEvent, message: string, end: AbortSignal): Promise<void> => {
        for (const [name, op] of Object.entries(opsOf(wanted))) {
          const metadata = metadataOf(name, op, state, wanted);
          onEvent({ resourcePreEvent: { planning: false, metadata } });
          await turn('answered');
          if (end.aborted) {
            history.unshift({ message, result: 'failed' });
            throw exit(8, 'error: update canceled');
          }
          const { [name]: _, ...others } = state;
          const size = wanted[name];
          state = op === 'delete' || size === undefined ? others : { ...others, [name]: size };
          onEvent({ resOutputsEvent: { planning: false, metadata } });
        }
        history.unshift({ message, result: 'succeeded' });
      };
      const door: StackDoor = {
        preview: async (_options, onEvent, planPath) => {
          await turn('sent');
          tell(onEvent, true);
          if (planPath !== undefined) plans.set(planPath, opsOf(wanted));
          await turn('answered');
        },
        up: async ({ message = '' }, onEvent, { planPath, end }) => {
          await turn('sent');
          tell(onEvent, true);
          keepTo(plans.get(planPath));
          await turn('sent');
          if (end.aborted) throw exit(8, 'error: preview canceled');
          if (lock !== undefined) throw exit(1, 'error: the stack is currently locked by 1 lock(s)');
          lock = run;
          try {
            keepTo(plans.get(planPath));
            await work(onEvent, message, end);
          } finally {
            lock = undefined;
          }
          await turn('answered');
        },
        previewDestroy: async () => await Promise.reject(new Error('nothing is destroyed here')),
        destroy: async () => await Promise.reject(new Error('nothing is destroyed here')),
      };
      const ask = async ([what, verb]: readonly string[]): Promise<ShellResult> => {
        await turn('sent');
        const answer = verb === 'history' ? historyJson(history) : '{}';
        await turn('answered');
        if (what !== 'stack') throw exit(2, 'error: nothing else is asked here');
        return { code: 0, stdout: answer, stderr: '' };
      };
      return {
        name: 'dev',
        project: {
          folder: '/workspace/infra',
          path: 'infra',
          name: 'shop',
          runtime: 'yaml',
          digest: '',
          stackFile: { path: 'infra/Pulumi.dev.yaml', text: '', object: {} },
          diagnostics: [],
        },
        command: {
          cli: { command: '/bin/pulumi', version: '3.255.0' },
          starts: [],
          newest: undefined,
          run: async () => await Promise.reject(new Error('the stack is there')),
        },
        backendUrl: 'file:///state',
        options: pulumiSettings(),
        ask,
        door: async () => await Promise.resolve(door),
      };
    },
  };
}

function opOf(before: string | undefined, after: string | undefined): Op {
  if (before === after) return 'same';
  if (before === undefined) return 'create';
  return after === undefined ? 'delete' : 'update';
}

/** What a plan lets pass. */
function mayBe(op: Op, planned: Op | undefined): boolean {
  if (op === 'same') return true;
  return op === planned;
}

/** The name of a resource of it as the engine tells it. */
export function urnOf(name: string): string {
  return `urn:pulumi:dev::shop::test:index:Thing::${name}`;
}

function metadataOf(name: string, op: Op, before: Sizes, after: Sizes) {
  const side = (size: string | undefined) =>
    size === undefined ? null : { id: name, inputs: { size }, outputs: { size } };
  const detailedDiff = op === 'update' ? { size: { diffKind: 'update', inputDiff: true } } : null;
  return {
    op,
    urn: urnOf(name),
    type: 'test:index:Thing',
    old: side(before[name]),
    new: side(after[name]),
    detailedDiff,
  };
}

function historyJson(history: MemoryStack['history']): string {
  const entries = history.map(({ message, result }, index) => ({
    kind: 'update',
    message,
    result,
    version: history.length - index,
    startTime: '2026-01-01T00:00:00.000Z',
  }));
  return JSON.stringify(entries.slice(0, 20));
}

function exit(code: number, stderr: string): CliExit {
  return new CliExit({ code, stdout: '', stderr }, ['up']);
}
