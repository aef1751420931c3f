/** Whether answers come as fast as they did, slower, or much slower than at the best time of this run. */
export type Pace = 'steady' | 'slower' | 'much slower';

/** Follows how long answers take, one series per kind of request: a list is not compared with an apply. */
export interface Latency {
  add(series: string, latencyMs: number): void;
  /** By the last full window of the series. */
  paceOf(series: string): Pace;
}

/** So many answers make one mean; fewer would follow single slow webhooks. */
const window = 24;

/** Opens an empty memory of latencies. */
export function followLatency(): Latency {
  const all = new Map<string, { best: number; last: number; sum: number; count: number }>();
  return {
    add(series, latencyMs) {
      const known = all.get(series) ?? { best: Infinity, last: 0, sum: 0, count: 0 };
      all.set(series, known);
      known.sum += latencyMs;
      known.count += 1;
      if (known.count < window) return;
      known.last = known.sum / known.count;
      known.best = Math.min(known.best, known.last);
      known.sum = 0;
      known.count = 0;
    },
    paceOf(series) {
      const known = all.get(series);
      if (!known || known.last <= known.best * 1.5) return 'steady';
      return known.last <= known.best * 3 ? 'slower' : 'much slower';
    },
  };
}
