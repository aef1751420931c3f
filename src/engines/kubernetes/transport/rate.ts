import { followLatency } from './latency.ts';
import type { Limits } from './limits.ts';

/** How many requests may be in flight now: grows slowly, halves when the server throttles, shrinks when it gets slow. */
export interface Rate {
  readonly limit: number;
  /** Counts the halvings; a request remembers the era in which it was sent. */
  readonly era: number;
  /** A request was answered; `series` is its kind, so that a list is not compared with an apply. */
  accepted(series: string, latencyMs: number): void;
  /** A request was throttled that had been sent in this era as the n-th in flight. */
  throttled(sentIn: number, inFlight: number): void;
}

/** Below this many, slowness alone does not shrink the limit. */
const smallest = 8;

/**
 * Full rounds of answers for one more in flight: while nothing was ever throttled, usually, and next to a number that was
 * throttled before. The first is quick, because a run of a thousand requests is over in a second or two.
 */
const firstRounds = 1 / 8;
const usualRounds = 2;
const cautiousRounds = 16;
const mostCautiousRounds = 256;

/** The rate at the start of a run. */
export function openRate(limits: Pick<Limits, 'inFlightAtStart' | 'inFlightAtMost'>): Rate {
  const most = limits.inFlightAtMost;
  const latency = followLatency();
  let limit = Math.min(limits.inFlightAtStart, most);
  let era = 0;
  let answers = 0;
  /** The least number in flight that was throttled, until it was passed without harm. */
  let tooMany = Infinity;
  let caution = cautiousRounds;

  return {
    get limit() {
      return limit;
    },
    get era() {
      return era;
    },
    accepted(series, latencyMs) {
      latency.add(series, latencyMs);
      answers += 1;
      const rounds = limit + 1 >= tooMany ? caution : era === 0 ? firstRounds : usualRounds;
      if (answers < limit * rounds) return;
      answers = 0;
      const pace = latency.paceOf(series);
      if (pace === 'much slower' && limit > smallest) limit -= 1;
      if (pace !== 'steady' || limit >= most) return;
      limit += 1;
      if (limit <= tooMany) return;
      tooMany = Infinity;
      caution = cautiousRounds;
    },
    throttled(sentIn, inFlight) {
      // A burst of refusals for requests sent before the last halving is one event.
      if (sentIn === era) {
        if (inFlight >= tooMany) caution = Math.min(caution * 2, mostCautiousRounds);
        era += 1;
        answers = 0;
        limit = Math.floor(limit / 2);
      }
      tooMany = Math.min(tooMany, inFlight);
      limit = Math.max(1, Math.min(limit, tooMany - 1));
    },
  };
}
