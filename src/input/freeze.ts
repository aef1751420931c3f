import { parseCron } from '../model/cron.ts';
import type { FreezeRule } from '../model/freeze.ts';
import type { Settings } from '../model/settings.ts';
import { givenLines } from './given-lines.ts';
import type { Reader } from './reader.ts';

const hint =
  'Write a line for each window: when it begins as five fields of cron, how long it lasts, and the time zone, such as 0 16 * * FRI, 64h, Europe/Berlin.';

/** The longest window; beyond it somebody should take the workflow away. */
const longestMs = 31 * 24 * 3_600_000;

/** The windows in which nothing is deployed, and why they do not count this time. */
export function readFreeze(reader: Reader): Pick<Settings, 'freeze' | 'freezeOverride'> {
  const freeze = givenLines(reader.text('freeze') ?? '').flatMap(line => {
    const rule = parseRule(line);
    if (typeof rule !== 'string') return [rule];
    reader.complain('freeze', `has the line "${line}", which ${rule}`, hint);
    return [];
  });
  const override = reader.text('freeze-override');
  return { freeze, ...(override !== undefined && { freezeOverride: override }) };
}

function parseRule(text: string): FreezeRule | string {
  const parts = text.split(',').map(part => part.trim());
  if (parts.length < 3) return 'does not name a beginning, a duration and a time zone';
  const [duration = '', zone = ''] = parts.slice(-2);
  const cron = parseCron(parts.slice(0, -2).join(','));
  if (typeof cron === 'string') return cron;
  const durationMs = durationOf(duration);
  if (durationMs === undefined) return `lasts "${duration}", which is not between 1m and 31d`;
  if (!isZone(zone)) return `names the time zone "${zone}", which does not exist`;
  return { text, cron, durationMs, zone };
}

/** Days, hours and minutes with their units: `2d12h`. */
function durationOf(text: string): number | undefined {
  const match = /^(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text);
  const [days = 0, hours = 0, minutes = 0] = [1, 2, 3].map(group => Number(match?.[group] ?? 0));
  const durationMs = ((days * 24 + hours) * 60 + minutes) * 60_000;
  return match && durationMs > 0 && durationMs <= longestMs ? durationMs : undefined;
}

function isZone(zone: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '' && zone !== ''
    );
  } catch {
    return false;
  }
}
