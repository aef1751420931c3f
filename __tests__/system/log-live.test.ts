import { describe, expect, it } from 'vitest';
import { liveLog } from '../../src/system/log-live.ts';
import type { Log } from '../../src/model/world.ts';
import { type FakeClock, fakeClock } from '../fakes/world.ts';
import { openScreen, type Screen } from '../stage/terminal/screen.ts';

interface Opened {
  readonly log: Log & { live(key: string, text?: string): void };
  readonly screen: Screen;
  readonly clock: FakeClock;
  readonly resize: (columns: number) => void;
}

function open(columns: number, rows = 24): Opened {
  const size = { columns, rows };
  const screen = openScreen(columns, rows);
  const clock = fakeClock();
  const log = liveLog({
    write: text => screen.write(text),
    redact: text => text.replaceAll('hunter2', '***'),
    debug: false,
    size: () => size,
    clock,
  });
  const resize = (next: number): void => {
    size.columns = next;
    screen.resize(next);
  };
  return { log: { ...log, live: (key, text) => log.live?.(key, text) }, screen, clock, resize };
}

describe('a live view', () => {
  it('is not steered by what a container wrote', () => {
    const { log, screen } = open(80);
    log.info('first');
    log.info('a\u001B[2Jb \u001B]0;title\u0007c');
    expect(screen.lines()).toEqual(['first', 'aU+001B[2Jb U+001B]0;titleU+0007c']);
  });

  it('changes lines in place below those that stay, and counts the seconds', async () => {
    const { log, screen, clock } = open(80);
    log.info('created a');
    log.live('a', '0 of 2 Pods ready');
    log.live('b', 'running');
    await clock.advance(1000);
    log.live('a', '1 of 2 Pods ready');
    log.info('created c');
    expect(screen.lines()).toEqual([
      'created a',
      'created c',
      '   1 s  a: 1 of 2 Pods ready',
      '   1 s  b: running',
    ]);
    await clock.advance(1000);
    expect(screen.lines().at(-1)).toBe('   2 s  b: running');
    log.live('a');
    log.info('ready a');
    log.live('b');
    expect(screen.lines()).toEqual(['created a', 'created c', 'ready a']);
    await clock.advance(5000);
    expect(screen.lines()).toEqual(['created a', 'created c', 'ready a']);
  });

  it('keeps secrets, control characters and line ends out of its lines', () => {
    const { log, screen } = open(80);
    log.live('a', 'the password hunter2\nis\u001B[31m wrong\u0007');
    expect(screen.lines()).toEqual(['   0 s  a: the password *** is wrong ']);
  });

  it.each([200, 80, 40, 20, 9, 3, 1])('never wraps a line at %i columns', columns => {
    const { log, screen } = open(columns);
    log.live('deployment', 'long words '.repeat(30));
    log.live('名前', '準備ができていません'.repeat(20));
    for (const line of screen.lines()) expect(line.length).toBeLessThanOrEqual(columns);
    expect(screen.isWrapped()).toBe(false);
  });

  it('shows as many as there is room for, and counts the others', () => {
    const { log, screen } = open(60, 8);
    for (let index = 0; index < 500; index += 1) log.live(`object-${index}`, 'waiting');
    expect(screen.lines().map(line => line.trim())).toEqual([
      ...[0, 1, 2].map(index => `0 s  object-${index}: waiting`),
      'and 497 more',
    ]);
    for (let index = 0; index < 500; index += 1) log.live(`object-${index}`);
    expect(screen.lines()).toEqual([]);
  });

  it('leaves nothing behind and takes nothing away when the window is resized in between', async () => {
    const random = mulberry(7);
    for (let round = 0; round < 200; round += 1) {
      const { log, screen, clock, resize } = open(30 + Math.floor(random() * 90), 30);
      const stays: string[] = [];
      for (let step = 0; step < 30; step += 1) {
        const key = `object-${Math.floor(random() * 4)}`;
        const choice = random();
        if (choice < 0.3) resize(20 + Math.floor(random() * 100));
        else if (choice < 0.5) {
          stays.push(`line ${step} ${'x'.repeat(Math.floor(random() * 60))}`);
          log.info(stays.at(-1) ?? '');
        } else if (choice < 0.9) log.live(key, `${'word '.repeat(Math.floor(random() * 40))}${step}`);
        else await clock.advance(1000);
        expect(
          screen.lines().filter(line => line.startsWith('line')),
          `round ${round}`,
        ).toEqual(stays);
      }
      for (let index = 0; index < 4; index += 1) log.live(`object-${index}`);
      expect(screen.lines(), `round ${round}`).toEqual(stays);
    }
  });
});

/** Numbers between 0 and 1, the same for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
