import { createHash } from 'node:crypto';
import { Failure } from '../../../model/failure.ts';
import type { Announced, Entry, Guard, Ledger } from '../../../model/ledger.ts';
import { closedRecord, openedRecord } from '../../../model/new-record.ts';
import type { Plan } from '../../../model/plan.ts';
import type { DeployRecord } from '../../../model/record.ts';
import type { RecordStore } from '../../../model/record-store.ts';
import type { World } from '../../../model/world.ts';
import type { StackHistory } from '../state.ts';
import { abandon } from './abandon.ts';
import type { LedgerContext } from './context.ts';
import type { Lifted } from './hold.ts';
import { openHolds } from './holds.ts';
import { openOutbox } from './outbox.ts';
import { messageOf, recordOfUpdate, uniteRecords } from './trail.ts';

/** The ledger of a stack, and the record that is open in it. */
export interface StackLedger extends Ledger {
  /** The message of the update that carries out the open record, after the user's own; undefined when none is open. */
  message(user: string | undefined): Promise<string | undefined>;
}

/** Opens the ledger of a stack: the stack's own history, and what is kept on GitHub or in a file; nothing is read yet. */
export function openLedger(context: LedgerContext): StackLedger {
  let known: Promise<readonly DeployRecord[]> | undefined;
  let current: DeployRecord | undefined;
  const all = async (): Promise<readonly DeployRecord[]> => {
    known ??= readAll(await context.planned(), context);
    return await known;
  };
  const holds = openHolds(context, all);
  return {
    message: async user => current && messageOf(current, { user, hold: await holds.line() }),
    all,
    last: async () => (await all()).at(-1),
    acquire: async () => {
      const [then, before] = [await context.planned(), await all()];
      const now = await context.readHistory();
      known = readAll(now, context);
      holds.forget();
      return guardOf(now.marker !== then.marker || (await known).at(-1)?.id !== before.at(-1)?.id);
    },
    open: async (plan, announced) => {
      const opened = await openEntry(await all(), { plan, announced, lifted: await holds.lifted() }, context);
      current = opened.record;
      return opened;
    },
    abandon: async begun => await abandon(begun, context),
    holds,
    // Without somebody to tell there is nothing to keep, and the question is a start of the CLI.
    ...(context.world.mirrors && { outbox: openOutbox(context.tags, context.world.log) }),
  };
}

/** The lock itself is the backend's: an update takes it, and a second one is refused. */
function guardOf(hasMoved: boolean): Guard {
  return {
    hasMoved,
    keepsOthersOut: false,
    isFresh: () => true,
    stillMine: async () => await Promise.resolve(true),
    isHeld: async () => await Promise.resolve(true),
    release: async () => await Promise.resolve(),
  };
}

async function readAll(history: StackHistory, context: LedgerContext): Promise<readonly DeployRecord[]> {
  const { target, world } = context;
  const trail = history.updates.flatMap(update => recordOfUpdate(update, target, hashOf(context)) ?? []);
  const stored = (await world.records?.all(target)) ?? [];
  return uniteRecords(trail, stored);
}

interface Opening {
  readonly plan: Plan;
  readonly announced: Announced;
  readonly lifted: Lifted | undefined;
}

async function openEntry(
  earlier: readonly DeployRecord[],
  { plan, announced, lifted }: Opening,
  context: LedgerContext,
): Promise<Entry> {
  const { world, target, stack } = context;
  const store = requireStore(world);
  const record = openedRecord({
    target,
    plan,
    announced,
    previous: earlier.at(-1),
    sequence: Math.max(earlier.at(-1)?.sequence ?? 0, lifted?.sequence ?? 0) + 1,
    run: world.run,
    serverHash: hashOf(context),
    images: [],
    reason: context.reason,
    tools: { action: world.program.split('/').at(-1) ?? '', pulumi: context.cliVersion() },
    stack: { name: stack, before: (await context.planned()).marker },
    nowMs: world.clock.nowMs(),
    random: Array.from({ length: 16 }, () => Math.random()),
  });
  world.note?.({ record });
  await store?.put(record);
  return {
    record,
    close: async outcome => {
      const closed = closedRecord(record, outcome, world.clock.nowMs());
      await store?.put(closed);
      world.note?.({ record: undefined });
      return closed;
    },
  };
}

/**
 * Where the whole record is kept beside the trail in the stack. In a workflow run GitHub's Deployment shows it, and needs
 * nothing from us. @throws Failure inputs-invalid on a terminal when no file is named
 */
function requireStore(world: World): RecordStore | undefined {
  if (world.records || world.run.host !== 'terminal') return world.records;
  throw new Failure('inputs-invalid', 'there is no place for the record of this deploy', {
    hint: 'Name a file that is kept: --history deploys.jsonl.',
  });
}

/** Names the stack in records without telling where its backend is. */
function hashOf({ stack }: LedgerContext): string {
  return createHash('sha256').update(stack).digest('hex');
}
