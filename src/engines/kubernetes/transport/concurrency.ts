import type { Limits } from './limits.ts';
import { openRate } from './rate.ts';

/** How a request ended, as far as the rate of sending is concerned. */
export type Verdict = 'accepted' | 'throttled' | 'failed';

/** The right to have one request in flight. */
export interface Seat {
  /** Gives the seat back; `series` is the kind of request, for comparing latencies. */
  leave(verdict: Verdict, series: string, latencyMs: number): void;
}

/** The seats of one cluster, shared by all work of a run. */
export interface Seats {
  /** Waits for a free seat; `urgent` goes before all who wait. */
  take(urgency: 'normal' | 'urgent'): Promise<Seat>;
  readonly limit: number;
}

/** Opens the seats of one cluster. */
export function openSeats(limits: Pick<Limits, 'inFlightAtStart' | 'inFlightAtMost'>): Seats {
  const rate = openRate(limits);
  const waiting: (() => void)[] = [];
  let taken = 0;

  const wake = (): void => {
    while (taken < rate.limit && waiting.length > 0) {
      taken += 1;
      waiting.shift()?.();
    }
  };
  const seat = (): Seat => {
    const sentIn = rate.era;
    const inFlight = taken;
    return {
      leave(verdict, series, latencyMs) {
        taken -= 1;
        if (verdict === 'accepted') rate.accepted(series, latencyMs);
        if (verdict === 'throttled') rate.throttled(sentIn, inFlight);
        wake();
      },
    };
  };
  return {
    async take(urgency) {
      if (taken < rate.limit && waiting.length === 0) taken += 1;
      else await new Promise<void>(go => (urgency === 'urgent' ? waiting.unshift(go) : waiting.push(go)));
      return seat();
    },
    get limit() {
      return rate.limit;
    },
  };
}
