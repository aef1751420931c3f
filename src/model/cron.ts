/** When something begins, as five fields of cron say it: each a set of numbers. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** Whether days and weekdays are both given: then either is enough (POSIX, crontab). */
  readonly isEitherDay: boolean;
}

/** A minute on the clock on the wall somewhere. */
export interface WallMinute {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly weekday: number;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Reads `minute hour day month weekday`; gives what is wrong with it as a text. */
export function parseCron(text: string): Cron | string {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return `has ${fields.length} fields instead of minute, hour, day, month, weekday`;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = parseField(minute, { name: 'minute', from: 0, to: 59 });
  const hours = parseField(hour, { name: 'hour', from: 0, to: 23 });
  const days = parseField(day, { name: 'day', from: 1, to: 31 });
  const months = parseField(month, { name: 'month', from: 1, to: 12, names: monthNames });
  const weekdays = parseField(weekday, { name: 'weekday', from: 0, to: 7, names: weekdayNames });
  for (const field of [minutes, hours, days, months, weekdays]) if (typeof field === 'string') return field;
  if (typeof minutes === 'string' || typeof hours === 'string' || typeof days === 'string') return '';
  if (typeof months === 'string' || typeof weekdays === 'string') return '';
  return {
    minutes,
    hours,
    days,
    months,
    weekdays: new Set([...weekdays].map(each => each % 7)),
    isEitherDay: !day.startsWith('*') && !weekday.startsWith('*'),
  };
}

/** True when it begins in this minute. */
export function matchesCron(cron: Cron, at: WallMinute): boolean {
  if (!cron.minutes.has(at.minute) || !cron.hours.has(at.hour) || !cron.months.has(at.month)) return false;
  const [isDay, isWeekday] = [cron.days.has(at.day), cron.weekdays.has(at.weekday)];
  return cron.isEitherDay ? isDay || isWeekday : isDay && isWeekday;
}

interface FieldRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names for the numbers from `from` on. */
  readonly names?: readonly string[];
}

function parseField(text: string, range: FieldRange): ReadonlySet<number> | string {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, span = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const ends = endsOf(span, range, step !== undefined);
    const by = Number(step ?? 1);
    if (!ends || by < 1) return `has the ${range.name} "${part}"`;
    for (let value = ends[0]; value <= ends[1]; value += by) found.add(value);
  }
  return found;
}

function endsOf(span: string, range: FieldRange, isStepped: boolean): readonly [number, number] | undefined {
  if (span === '*') return [range.from, range.to];
  const [first = '', last = isStepped ? String(range.to) : first, ...more] = span.split('-');
  const [from, to] = [numberOf(first, range), numberOf(last, range)];
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  return from >= range.from && to <= range.to && from <= to ? [from, to] : undefined;
}

function numberOf(text: string, { names = [], from }: FieldRange): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return index + from;
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}
