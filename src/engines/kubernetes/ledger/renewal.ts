import { Failure } from '../../../model/failure.ts';
import type { World } from '../../../model/world.ts';
import { type HeldLease, type Holder, leaseSeconds } from './lease-object.ts';
import { type LeasePlace, putLease } from './lease-store.ts';

const renewEveryMs = 15_000;
const retryAfterMs = 3000;
/** Nothing is written on a lock that is older than this: what is on its way then ends before others may begin. */
const freshMs = (leaseSeconds - 20) * 1000;

/** A lock that is being renewed in the background. */
export interface Renewal {
  isFresh(): boolean;
  /** Renews at once; false when the lock is somebody else's or gone. @throws Failure server-unreachable, ... */
  renew(): Promise<boolean>;
  /** Ends the renewals; gives the lease as it was written last, undefined when it was lost. */
  stop(): Promise<HeldLease | undefined>;
}

/** Renews a lock every 15 s until it is stopped or lost. A renewal that fails is tried again; the lock is not fresh meanwhile. */
export function keepRenewing(
  lease: HeldLease,
  context: {
    readonly place: LeasePlace;
    readonly holder: Holder;
    readonly world: Pick<World, 'clock' | 'log'>;
  },
): Renewal {
  const { clock, log } = context.world;
  const ended = new AbortController();
  let held: HeldLease | undefined = lease;
  let renewedAtMs = clock.elapsedMs();
  let running: Promise<boolean> | undefined;

  const renewOnce = async (): Promise<boolean> => {
    if (!held) return false;
    // The time before the request counts: what the server stored then is at least as young.
    const askedAtMs = clock.elapsedMs();
    held = await putLease(context.place, context.holder, clock.nowMs(), held);
    if (held) renewedAtMs = askedAtMs;
    else log.warn('the lock of this target was not renewed in time, and another run had it since');
    return held !== undefined;
  };
  const renew = async (): Promise<boolean> => {
    running ??= renewOnce().finally(() => (running = undefined));
    return await running;
  };
  const loop = async (): Promise<void> => {
    let waitMs = renewEveryMs;
    for (;;) {
      await clock.sleep(waitMs, ended.signal).catch(() => undefined);
      if (ended.signal.aborted || !held) return;
      waitMs = await renew().then(
        () => renewEveryMs,
        (error: unknown) => {
          log.debug(`the lock was not renewed: ${error instanceof Failure ? error.message : String(error)}`);
          return retryAfterMs;
        },
      );
    }
  };
  const looping = loop();
  return {
    isFresh: () => held !== undefined && clock.elapsedMs() - renewedAtMs < freshMs,
    renew,
    stop: async () => {
      ended.abort();
      await looping;
      await running?.catch(() => undefined);
      return held;
    },
  };
}
