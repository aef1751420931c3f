import type { Clock, Log, World } from '../../src/model/world.ts';

/** A clock that stands still until a test moves it; sleepers wake in order. */
export interface FakeClock extends Clock {
  /** Lets time pass and wakes whoever's time has come. */
  advance(durationMs: number): Promise<void>;
}

/** A clock at zero. */
export function fakeClock(): FakeClock {
  let nowMs = 0;
  let sleepers: { readonly wakeMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    elapsedMs: () => nowMs,
    sleep: async (durationMs, signal) => {
      await new Promise<void>((resolve, reject) => {
        sleepers.push({ wakeMs: nowMs + durationMs, wake: resolve });
        signal?.addEventListener('abort', () => reject(new Error('the sleep was cut short')), { once: true });
      });
    },
    advance: async durationMs => {
      nowMs += durationMs;
      const due = sleepers.filter(sleeper => sleeper.wakeMs <= nowMs);
      sleepers = sleepers.filter(sleeper => sleeper.wakeMs > nowMs);
      for (const sleeper of due) sleeper.wake();
      await settle();
    },
  };
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}

/** A world of fakes; the lines that were logged stand in `lines`. */
export function fakeWorld(parts: Partial<World> = {}): World & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
  };
  const log: Log = {
    info: keep,
    warn: keep,
    error: keep,
    debug: keep,
    group: () => ({ end: () => undefined }),
  };
  const refuse = (name: string) => (): never => {
    throw new Error(`the test did not expect ${name}`);
  };
  return {
    lines,
    log,
    clock: fakeClock(),
    files: {
      root: '/workspace',
      find: refuse('find'),
      read: refuse('read'),
      scratch: refuse('scratch'),
      readAsset: refuse('readAsset'),
      readOutside: refuse('readOutside'),
      isTracked: refuse('isTracked'),
    },
    shell: { run: refuse('run') },
    ancestry: { compare: refuse('ancestry.compare'), forkPoint: refuse('ancestry.forkPoint') },
    runs: { isFinished: refuse('runs.isFinished') },
    processes: { isGone: () => Promise.resolve(false) },
    disk: {
      list: refuse('disk.list'),
      isFile: refuse('disk.isFile'),
      read: refuse('disk.read'),
      temporary: refuse('disk.temporary'),
      writePrivate: refuse('disk.writePrivate'),
      appendPrivate: refuse('disk.appendPrivate'),
      remove: refuse('disk.remove'),
      link: refuse('disk.link'),
      hostName: refuse('disk.hostName'),
    },
    programEnv: {},
    checkout: '/workspace',
    worktrees: { at: refuse('worktrees.at') },
    secrets: { add: () => undefined, redact: text => text, markOf: () => '000000' },
    env: {},
    run: { host: 'terminal' },
    signal: new AbortController().signal,
    program: 'gitops-push/0.1.0',
    ...parts,
  };
}
