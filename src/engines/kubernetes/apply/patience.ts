import type { World } from '../../../model/world.ts';

/**
 * How long writes in flight may still take after a cancel: the record must be written within 7 s of it, before the
 * runner ends the process (actions/runner src/Runner.Sdk/ProcessInvoker.cs).
 */
const afterCancelMs = 4000;

/** The end of the time that answers are waited for; it only comes after a cancel. */
export interface Patience extends Disposable {
  readonly ended: Promise<'unanswered'>;
}

/** Starts watching for the cancel. */
export function openPatience({ clock, signal }: Pick<World, 'clock' | 'signal'>): Patience {
  const closed = new AbortController();
  const ended = new Promise<'unanswered'>(resolve => {
    const countDown = (): void => {
      clock.sleep(afterCancelMs, closed.signal).then(
        () => resolve('unanswered'),
        () => undefined,
      );
    };
    if (signal.aborted) countDown();
    else signal.addEventListener('abort', countDown, { once: true, signal: closed.signal });
  });
  return { ended, [Symbol.dispose]: () => closed.abort() };
}
