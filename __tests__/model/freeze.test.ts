import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/input/read.ts';
import { parseCron } from '../../src/model/cron.ts';
import { openFreeze } from '../../src/model/freeze.ts';
import type { FreezeRule } from '../../src/model/freeze.ts';

function rulesOf(freeze: string): readonly FreezeRule[] | readonly string[] {
  const read = readSettings({ mode: 'deploy', name: 'shop', freeze }, { host: 'action', event: 'push' });
  return 'mistakes' in read ? read.mistakes.map(({ message }) => message) : read.settings.freeze;
}

function untilOf(freeze: string, now: string): string | undefined {
  const rules = rulesOf(freeze).filter(rule => typeof rule !== 'string');
  expect(rules.length).toBeGreaterThan(0);
  const open = openFreeze(rules, Date.parse(now));
  return open && new Date(open.untilMs).toISOString();
}

const weekend = '0 16 * * FRI, 64h, Europe/Berlin';

describe('a freeze window', () => {
  it.each([
    ['Friday before four', weekend, '2026-11-27T14:59:59Z', undefined],
    ['Friday at four in Berlin, winter', weekend, '2026-11-27T15:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['Sunday', weekend, '2026-11-29T12:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['the last minute', weekend, '2026-11-30T06:59:59Z', '2026-11-30T07:00:00.000Z'],
    ['Monday at eight', weekend, '2026-11-30T07:00:00Z', undefined],
    ['Friday at four in Berlin, summer', weekend, '2026-07-03T14:00:00Z', '2026-07-06T06:00:00.000Z'],
    [
      'lasts as long as it lasts when the clock goes back',
      weekend,
      '2026-10-23T14:00:00Z',
      '2026-10-26T06:00:00.000Z',
    ],
    [
      'every night, over midnight',
      '30 23 * * *, 1h, UTC',
      '2026-01-02T00:29:00Z',
      '2026-01-02T00:30:00.000Z',
    ],
    [
      'a day of the month or a weekday',
      '0 0 1 * MON, 1h, UTC',
      '2026-06-01T00:10:00Z',
      '2026-06-01T01:00:00.000Z',
    ],
    ['either day is enough', '0 0 13 * MON, 1h, UTC', '2026-06-13T00:10:00Z', '2026-06-13T01:00:00.000Z'],
    ['a weekday alone', '0 0 * * 7, 1h, UTC', '2026-06-07T00:10:00Z', '2026-06-07T01:00:00.000Z'],
    [
      'lists, ranges and steps',
      '*/20 8-10 1,15 jan-mar *, 5m, UTC',
      '2026-02-15T09:43:00Z',
      '2026-02-15T09:45:00.000Z',
    ],
    ['not between the steps', '*/20 8-10 1,15 jan-mar *, 5m, UTC', '2026-02-15T09:46:00Z', undefined],
    [
      'half an hour of a zone',
      '0 9 * * *, 1h, Asia/Kolkata',
      '2026-02-15T03:30:00Z',
      '2026-02-15T04:30:00.000Z',
    ],
  ])('%s', (_, freeze, now, until) => {
    expect(untilOf(freeze, now)).toBe(until);
  });

  it.each([
    // In Berlin it is never 02:30 on 29 March 2026: the clock jumps from 02:00 to 03:00 at 01:00 UTC.
    [
      'a beginning that summer time skips is when the clock jumps',
      '2026-03-29T01:00:00Z',
      '2026-03-29T01:10:00.000Z',
    ],
    ['and not before', '2026-03-29T00:59:00Z', undefined],
    ['nor half an hour later', '2026-03-29T01:30:00Z', undefined],
    // 02:30 comes twice on 25 October 2026: at 00:30 and at 01:30 UTC.
    ['one that comes twice begins twice: first', '2026-10-25T00:30:00Z', '2026-10-25T00:40:00.000Z'],
    ['one that comes twice begins twice: second', '2026-10-25T01:35:00Z', '2026-10-25T01:40:00.000Z'],
    ['and not in between', '2026-10-25T01:00:00Z', undefined],
  ])('%s', (_, now, until) => {
    expect(untilOf('30 2 * * *, 10m, Europe/Berlin', now)).toBe(until);
  });

  it('that ends last counts, and lines may be comments', () => {
    const freeze = '# quiet hours\n0 0 * * *, 2h, UTC\n0 1 * * *, 5h, UTC; 0 0 * * *, 3h, UTC\n';
    expect(untilOf(freeze, '2026-01-01T01:30:00Z')).toBe('2026-01-01T06:00:00.000Z');
  });

  it.each([
    ['0 16 * * FRI', 'does not name'],
    ['0 16 * *, 64h, UTC', 'has 4 fields'],
    ['60 16 * * *, 1h, UTC', 'has the minute "60"'],
    ['0 24 * * *, 1h, UTC', 'has the hour "24"'],
    ['0 0 0 * *, 1h, UTC', 'has the day "0"'],
    ['0 0 * foo *, 1h, UTC', 'has the month "foo"'],
    ['0 0 * * 8, 1h, UTC', 'has the weekday "8"'],
    ['0 5-3 * * *, 1h, UTC', 'has the hour "5-3"'],
    ['0 */0 * * *, 1h, UTC', 'has the hour "*/0"'],
    ['0 0 * * *, 1w, UTC', 'lasts "1w"'],
    ['0 0 * * *, 32d, UTC', 'lasts "32d"'],
    ['0 0 * * *, 1h, Mars/Base', 'names the time zone "Mars/Base"'],
    ['0 0 * * *, 1h,', 'names the time zone ""'],
  ])('with a mistake is refused: %s', (freeze, message) => {
    expect(rulesOf(freeze)).toEqual([expect.stringContaining(message)]);
  });

  it('takes Sunday as 0 and as 7', () => {
    expect(parseCron('0 0 * * 0')).toEqual(parseCron('0 0 * * 7'));
  });
});
