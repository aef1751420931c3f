import { Failure } from '../../../model/failure.ts';
import type { World } from '../../../model/world.ts';
import { pause } from '../apply/pause.ts';
import { type HeldLease, type Holder, runOfHolder } from './lease-object.ts';
import { deleteLease, getLease, type LeasePlace, putLease } from './lease-store.ts';
import { keepRenewing } from './renewal.ts';

/** How often a lock that somebody else holds is looked at. */
const lookEveryMs = 1000;
/** How often GitHub is asked whether the holder's run is over. */
const askEveryMs = 10_000;

/** What taking a lock needs. */
export interface LockContext {
  readonly place: LeasePlace;
  readonly holder: Holder;
  readonly world: Pick<World, 'clock' | 'signal' | 'log' | 'runs' | 'processes' | 'note'>;
  /** How long a live holder is waited for. */
  readonly timeoutMs: number;
}

/** A lock that is ours until it is released, lost, or not renewed for too long. */
export interface Lock {
  readonly lease: HeldLease;
  /** True when another holder was waited for or replaced. */
  readonly wasContested: boolean;
  /** Whether it is certainly still ours, judged on our own clock alone. */
  isFresh(): boolean;
  /** Renews now, or takes it again when it is free; false when somebody else has it. */
  confirm(): Promise<boolean>;
  /** Deletes it if it is still ours; never fails, since it expires by itself. */
  release(): Promise<void>;
}

/**
 * Takes the lock of a target, waiting for a live holder. One that has not been renewed for its whole duration, watched
 * on our own clock, whose workflow run is over or whose process has ended on this very machine, is taken over.
 * @throws Failure locked, permission-missing, cancelled
 */
export async function takeLock(context: LockContext): Promise<Lock> {
  const { place, holder, world } = context;
  const startMs = world.clock.elapsedMs();
  const watch = new HolderWatch(context);
  for (;;) {
    if (world.signal.aborted) throw new Failure('cancelled', 'the run was cancelled; nothing was written');
    const held = await getOrMake(context);
    if (held.isOurs) return openLock(held.lease, watch.hasSeenOther, context);
    if (await watch.mayTakeOver(held.lease)) {
      const taken = await putLease(place, holder, world.clock.nowMs(), held.lease);
      if (taken) return openLock(taken, true, context);
      continue;
    }
    if (world.clock.elapsedMs() - startMs >= context.timeoutMs) throw locked(held.lease, context);
    await pause(lookEveryMs, world);
  }
}

type Found = { readonly lease: HeldLease; readonly isOurs: boolean };

async function getOrMake({ place, holder, world }: LockContext): Promise<Found> {
  for (;;) {
    const made = await putLease(place, holder, world.clock.nowMs());
    if (made) return { lease: made, isOurs: true };
    const lease = await getLease(place);
    if (lease) return { lease, isOurs: lease.holder.token === holder.token };
  }
}

/** Watches one holder after the other, until one of them may be replaced. */
class HolderWatch {
  readonly #context: LockContext;
  #seen: { readonly lease: HeldLease; readonly sinceMs: number } | undefined;
  #askedAtMs = -Infinity;

  constructor(context: LockContext) {
    this.#context = context;
  }

  get hasSeenOther(): boolean {
    return this.#seen !== undefined;
  }

  async mayTakeOver(lease: HeldLease): Promise<boolean> {
    const { clock, log } = this.#context.world;
    const before = this.#seen;
    if (before?.lease.resourceVersion !== lease.resourceVersion) {
      if (before?.lease.holder.token !== lease.holder.token) {
        log.info(`waiting for ${whoHolds(lease)}, which is deploying to this target`);
        this.#askedAtMs = -Infinity;
      }
      this.#seen = { lease, sinceMs: clock.elapsedMs() };
    }
    if (lease.holder.name === '') return true;
    if (await this.#isFinished(lease.holder)) {
      log.info(`${whoHolds(lease)} is over, so its lock is taken over`);
      return true;
    }
    const unchangedMs = clock.elapsedMs() - (this.#seen?.sinceMs ?? 0);
    if (unchangedMs < lease.durationMs) return false;
    log.info(
      `${whoHolds(lease)} has not renewed its lock for ${Math.round(unchangedMs / 1000)} s: taken over`,
    );
    return true;
  }

  async #isFinished(holder: Holder): Promise<boolean> {
    const { clock, processes, runs } = this.#context.world;
    if (holder.process !== undefined && (await processes.isGone(holder.process))) return true;
    const run = runOfHolder(holder.name);
    if (!run) return false;
    const ours = runOfHolder(this.#context.holder.name);
    const isSameRun = ours?.repository === run.repository && ours.id === run.id;
    // GitHub starts another attempt of a run only when the one before has ended.
    if (isSameRun && run.attempt < ours.attempt) return true;
    if (clock.elapsedMs() - this.#askedAtMs < askEveryMs) return false;
    this.#askedAtMs = clock.elapsedMs();
    return (await runs.isFinished(run)) === true;
  }
}

function openLock(lease: HeldLease, wasContested: boolean, { place, holder, world }: LockContext): Lock {
  let renewal = keepRenewing(lease, { place, holder, world });
  // Who had it meanwhile may have given it back without writing: what was written since, the record tells.
  const retake = async (): Promise<boolean> => {
    const again = await putLease(place, holder, world.clock.nowMs());
    if (again) renewal = keepRenewing(again, { place, holder, world });
    return again !== undefined;
  };
  return {
    lease,
    wasContested,
    isFresh: () => renewal.isFresh(),
    confirm: async () => (await renewal.renew()) || (await retake()),
    release: async () => {
      const last = await renewal.stop();
      try {
        if (last && !(await deleteLease(place, last))) {
          const now = await getLease(place);
          if (now?.holder.token === holder.token) await deleteLease(place, now);
        }
        world.note?.({ lock: undefined });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        world.log.warn(`the lock could not be given back and will expire by itself: ${error.message}`);
      }
    },
  };
}

function locked(lease: HeldLease, { place, timeoutMs }: LockContext): Failure {
  return new Failure(
    'locked',
    `${whoHolds(lease)} is still deploying to this target after ${Math.round(timeoutMs / 1000)} s (Lease ${place.namespace}/${place.name})`,
    {
      hint: 'Run again when it is done, or raise timeout. A concurrency group in the workflow keeps runs apart without waiting in them.',
    },
  );
}

/** The holder in words, with the address of its run where there is one. */
function whoHolds({ holder }: HeldLease): string {
  const run = runOfHolder(holder.name);
  if (run) return `run ${holder.url ?? `${run.repository} ${run.id}`}`;
  return holder.name === '' ? 'an unnamed holder' : holder.name;
}
