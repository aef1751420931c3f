import { type Cron, matchesCron, type WallMinute } from './cron.ts';

/** A window that comes again and again, in which nothing is deployed. */
export interface FreezeRule {
  /** As it was written. */
  readonly text: string;
  readonly cron: Cron;
  readonly durationMs: number;
  /** An IANA name: `Europe/Berlin`. */
  readonly zone: string;
}

/** A window that is open now. */
export interface OpenFreeze {
  readonly rule: FreezeRule;
  readonly sinceMs: number;
  readonly untilMs: number;
}

const minuteMs = 60_000;

/**
 * The window that is open at this time and ends last; undefined when none is. Windows begin by the clock on the wall of their
 * zone and last as long as they last: an hour that summer time skips begins them when the clock jumps, one that comes twice
 * begins them twice.
 */
export function openFreeze(rules: readonly FreezeRule[], nowMs: number): OpenFreeze | undefined {
  const open = rules.flatMap(rule => windowAt(rule, nowMs) ?? []);
  return open.reduce<OpenFreeze | undefined>(
    (latest, window) => (latest === undefined || window.untilMs > latest.untilMs ? window : latest),
    undefined,
  );
}

/** The latest beginning that still lasts: of one rule it ends last. */
function windowAt(rule: FreezeRule, nowMs: number): OpenFreeze | undefined {
  const wall = wallClockOf(rule.zone);
  const last = Math.floor(nowMs / minuteMs) * minuteMs;
  let after = wall(last);
  for (let atMs = last; atMs > nowMs - rule.durationMs; atMs -= minuteMs) {
    const before = wall(atMs - minuteMs);
    if (minutesBetween(before, after).some(minute => matchesCron(rule.cron, minute)))
      return { rule, sinceMs: atMs, untilMs: atMs + rule.durationMs };
    after = before;
  }
  return undefined;
}

/** Minutes since an arbitrary beginning, as the wall shows them in the zone. */
type WallClock = (atMs: number) => number;

function wallClockOf(zone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return atMs => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    return shown / minuteMs;
  };
}

/** The minutes that the wall showed after `before`, up to `after`: one, more where the clock jumped, the last where it went back. */
function minutesBetween(before: number, after: number): readonly WallMinute[] {
  const count = after > before && after - before <= 180 ? after - before : 1;
  return Array.from({ length: count }, (_, index) => wallMinuteOf(after - index));
}

function wallMinuteOf(minutes: number): WallMinute {
  const date = new Date(minutes * minuteMs);
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay(),
  };
}
