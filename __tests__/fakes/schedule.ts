import { fakeClock, type FakeClock } from './world.ts';
import { settle } from './world.ts';

/** Decides who of several runs goes on, step by step, from a seed: every request and every sleep is a step. */
export interface Schedule {
  /** A clock for one run; it stands still for a run that is paused. */
  clock(run: string): FakeClock;
  /** Waits for the turn of this run: until a request of it arrives, or until it reads the answer. */
  turn(run: string, kind: Waiting['kind']): Promise<void>;
  /** Takes no turns of this run until so much time has passed; what it sleeps for passes meanwhile unnoticed. */
  pause(run: string, durationMs: number): void;
  /** Lets a run begin when the others have taken so many turns. */
  beginAfter(run: string, turns: number): Promise<void>;
  /** Plays until all of these have ended. @throws Error when nobody can go on */
  play(runs: readonly Promise<unknown>[]): Promise<void>;
}

interface Waiting {
  readonly run: string;
  /** `sent`: a request on its way; `answered`: its answer, which only a process that runs can read. */
  readonly kind: 'sent' | 'answered';
  readonly go: () => void;
}

interface Sleeper extends Omit<Waiting, 'kind'> {
  readonly wakeMs: number;
}

/** A schedule of its own; `random` gives numbers in [0, 1). */
export function openSchedule(random: () => number): Schedule {
  const waiting: Waiting[] = [];
  const sleepers: Sleeper[] = [];
  const pausedUntilMs = new Map<string, number>();
  const beginners: { readonly atTurn: number; readonly go: () => void }[] = [];
  let [nowMs, turns] = [0, 0];
  const isPaused = (run: string): boolean => (pausedUntilMs.get(run) ?? 0) > nowMs;
  const takeTurn = (): boolean => {
    const free = waiting.filter(({ run }) => !isPaused(run));
    const next = free[Math.floor(random() * free.length)];
    if (!next) return false;
    waiting.splice(waiting.indexOf(next), 1);
    turns += 1;
    next.go();
    return true;
  };
  const begin = (isForced: boolean): boolean => {
    const due = beginners.findIndex(({ atTurn }) => isForced || atTurn <= turns);
    if (due < 0) return false;
    for (const beginner of beginners.splice(due, 1)) beginner.go();
    return true;
  };
  const passTime = (): boolean => {
    const wakes = sleepers.map(({ run, wakeMs }) => Math.max(wakeMs, pausedUntilMs.get(run) ?? 0));
    const ends = [...pausedUntilMs].flatMap(([run, ms]) =>
      ms > nowMs && waiting.some(each => each.run === run) ? [ms] : [],
    );
    const next = Math.min(...wakes, ...ends);
    if (!Number.isFinite(next)) return false;
    nowMs = Math.max(nowMs, next);
    const due = sleepers.filter(({ run, wakeMs }) => wakeMs <= nowMs && !isPaused(run));
    for (const sleeper of due) {
      sleepers.splice(sleepers.indexOf(sleeper), 1);
      sleeper.go();
    }
    return true;
  };
  return {
    clock: run => ({
      ...fakeClock(),
      nowMs: () => nowMs,
      elapsedMs: () => nowMs,
      sleep: async (durationMs, signal) => {
        await new Promise<void>((resolve, reject) => {
          const sleeper = { run, wakeMs: nowMs + durationMs, go: resolve };
          sleepers.push(sleeper);
          signal?.addEventListener(
            'abort',
            () => {
              sleepers.splice(sleepers.indexOf(sleeper), sleepers.includes(sleeper) ? 1 : 0);
              reject(new Error('the sleep was cut short'));
            },
            { once: true },
          );
        });
      },
    }),
    turn: async (run, kind) => await new Promise(go => waiting.push({ run, kind, go })),
    pause: (run, durationMs) => {
      pausedUntilMs.set(run, nowMs + durationMs);
      // What a process has sent goes its way while the process stands still.
      for (const sent of waiting.filter(each => each.run === run && each.kind === 'sent')) {
        waiting.splice(waiting.indexOf(sent), 1);
        sent.go();
      }
    },
    beginAfter: async (_run, atTurn) => await new Promise(go => beginners.push({ atTurn, go })),
    play: async runs => {
      const end = new AbortController();
      const all = Promise.allSettled(runs).then(() => end.abort());
      for (let idle = 0; ; ) {
        await settle();
        if (end.signal.aborted) break;
        const hasMoved = begin(false) || takeTurn() || begin(true) || passTime();
        idle = hasMoved ? 0 : idle + 1;
        // The program loads parts of itself on the way.
        if (idle > 10) await new Promise(resolve => setTimeout(resolve, 1));
        if (idle > 5000) throw new Error('nobody can go on');
      }
      await all;
    },
  };
}
