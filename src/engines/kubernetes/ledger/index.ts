import { Failure } from '../../../model/failure.ts';
import type { Hold } from '../../../model/hold.ts';
import type { ImageOverride } from '../../../model/image-reference.ts';
import type { Guard, Holds, Ledger } from '../../../model/ledger.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import type { DeployRecord, RecordedRendering } from '../../../model/record.ts';
import type { Target } from '../../../model/target.ts';
import type { World } from '../../../model/world.ts';
import type { Cluster } from '../cluster.ts';
import { abandon } from './abandon.ts';
import { isNewest, openEntry, writeResume } from './entry.ts';
import { holderOf } from './lease-object.ts';
import { takeLock } from './lock.ts';
import { checkOwner } from './owner.ts';
import { readDigests, type SetDigests } from './kept-digests.ts';
import type { Parent } from './parent.ts';
import { leasePlaceOf, loadParent, type StorePlace, writeRecords } from './store.ts';
import { targetLost } from './target-lost.ts';

/** The wanted set as a record keeps it: its objects, their images, and which of these the files do not say. */
export interface Wanted {
  readonly ids: readonly ObjectId[];
  readonly images: readonly string[];
  readonly imageOverrides: readonly ImageOverride[];
  readonly rendering?: RecordedRendering;
  /** Absent when what is in them must not be guessed. */
  readonly digests?: SetDigests;
}

/** What the ledger of a target is built on. */
export interface LedgerContext {
  readonly target: Target;
  readonly world: World;
  /** Addresses that a person said yes to. */
  readonly confirmed: readonly string[];
  /** How long another run that deploys to the target is waited for. */
  readonly timeoutMs: number;
  /** Why, for the record of a kind other than rollback. */
  readonly reason: string | undefined;
  /** Opened on first use: a mode that never asks never connects. */
  readonly cluster: () => Promise<Cluster>;
  readonly namespace: () => Promise<string>;
  /** The wanted set of the current plan. */
  readonly wanted: () => Promise<Wanted>;
  /** Makes what lock and record need first: their namespace, when the change itself brings it. */
  readonly prepare: () => Promise<void>;
}

/** The ledger kept in the ApplySet parent, with the parent as it was read for the planner. */
export interface KubernetesLedger extends Ledger {
  /** The parent as it was read last and checked to be ours. @throws Failure target-owned-elsewhere */
  parent(): Promise<Parent | undefined>;
  /** The objects of a record with their digests, as long as they are kept. */
  digestsOf(record: DeployRecord): Promise<SetDigests | undefined>;
}

/** What is known of the target in this run. */
interface State {
  parent: Promise<Parent | undefined> | undefined;
  guard: Guard | undefined;
  record: DeployRecord | undefined;
  /** What is held back from the next record on; undefined: what was. */
  hold: { readonly next: Hold | undefined } | undefined;
}

/** Opens the ledger of a target; nothing is read yet. */
export function openLedger(context: LedgerContext): KubernetesLedger {
  const state: State = { parent: undefined, guard: undefined, record: undefined, hold: undefined };
  const place = async (): Promise<StorePlace> => ({
    cluster: await context.cluster(),
    target: context.target.name,
    namespace: await context.namespace(),
    tooling: context.world.program,
  });
  const parent = async (): Promise<Parent | undefined> => {
    state.parent ??= place().then(async where =>
      checkOwner(await loadParent(where, 'plan'), context, where.namespace),
    );
    return await state.parent;
  };
  return {
    parent,
    digestsOf: async ({ id }) => readDigests((await parent())?.digests).get(id),
    all: async () => (await parent())?.records ?? [],
    last: async () => (await parent())?.records.at(-1),
    acquire: async () => {
      const before = await parent();
      await context.prepare();
      state.guard = await openGuard(await place(), before, state, context);
      return state.guard;
    },
    goOnUnder: async guard => {
      const [where, before] = [await place(), await parent()];
      if (!(await guard.isHeld())) throw targetLost();
      const now = checkOwner(await loadParent(where, 'lock'), context, where.namespace);
      state.parent = Promise.resolve(now);
      state.guard = guardOf({ ...guard, hasMoved: isOther(before, now) }, where, state);
      return state.guard;
    },
    open: async (plan, announced) => {
      if (!state.guard) throw new Failure('internal', 'a record was opened without the lock of its target');
      const { target, world } = context;
      const wanted = await context.wanted();
      const entryContext = { target, world, reason: context.reason, place: await place(), ...wanted };
      const entry = await openEntry(await parent(), { plan, announced, hold: state.hold }, entryContext);
      state.record = entry.record;
      return entry;
    },
    abandon: async begun => await abandon(begun, await place(), context),
    outbox: {
      known: async () => (await state.parent)?.outbox ?? [],
      keep: async letters => {
        const now = await parent();
        if (!state.guard || !now) throw new Failure('internal', 'letters were kept without the lock');
        const outbox = letters.slice(-mostLetters);
        await writeRecords(await place(), now, { ...now, outbox });
        return letters.length - outbox.length;
      },
    },
    holds: holdsOf(state, { parent, place, world: context.world }),
  };
}

/** A letter has some 2 KB: more than these would crowd the records out. */
const mostLetters = 60;

function holdsOf(
  state: State,
  {
    parent,
    place,
    world,
  }: Pick<LedgerContext, 'world'> & {
    readonly parent: () => Promise<Parent | undefined>;
    readonly place: () => Promise<StorePlace>;
  },
): Holds {
  return {
    current: async () => (await parent())?.hold,
    set: hold => {
      state.hold = { next: hold };
    },
    lift: async reason => {
      const before = await parent();
      if (!state.guard || !before) throw new Failure('internal', 'a hold was lifted without the lock');
      return await writeResume(before, reason, { world, place: await place() });
    },
  };
}

/** Takes the lock, then reads the parent again: what stands there now is what everything from here on is decided by. */
async function openGuard(
  place: StorePlace,
  before: Parent | undefined,
  state: State,
  context: LedgerContext,
): Promise<Guard> {
  const { world, timeoutMs } = context;
  const token = crypto.randomUUID();
  world.note?.({ lock: token });
  const lock = await takeLock({
    place: leasePlaceOf(place),
    holder: holderOf(world.run, token, world.processes.own),
    world,
    timeoutMs,
  });
  try {
    const now = checkOwner(await loadParent(place, 'lock'), context, place.namespace);
    state.parent = Promise.resolve(now);
    const right = {
      hasMoved: lock.wasContested || isOther(before, now),
      keepsOthersOut: true,
      isFresh: () => lock.isFresh(),
      isHeld: async () => lock.isFresh() || (await lock.confirm()),
    };
    return { ...guardOf(right, place, state), release: async () => await lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** True when somebody wrote to the parent in between. */
function isOther(before: Parent | undefined, now: Parent | undefined): boolean {
  return now?.uid !== before?.uid || now?.resourceVersion !== before?.resourceVersion;
}

/** The right of this ledger: it ends with the lock, and as soon as another run has opened a record. Nothing is given back. */
function guardOf(right: Omit<Guard, 'stillMine' | 'release'>, place: StorePlace, state: State): Guard {
  return {
    ...right,
    stillMine: async () =>
      (await right.isHeld()) && (state.record === undefined || (await isNewest(place, state.record))),
    release: async () => await Promise.resolve(),
  };
}
