import { type DeployRecord, recordName } from '../model/record.ts';
import type { Report } from '../model/report.ts';
import { headlineOf } from '../report/headline.ts';

/** What statuses take. Source: argoproj/notifications-engine pkg/services/github.go; GitHub's description has no number. */
const limitCharacters = 140;

/** A finished run in one line of at most 140 characters: the verdict, and the record that tells the rest. */
export function describeRun(report: Report): string {
  const record = report.targets[0]?.record;
  return describe(headlineOf(report), record);
}

/** The text and the record's name in one line of at most 140 characters; the name is kept whole. */
export function describe(text: string, record: DeployRecord | string | undefined): string {
  const name = typeof record === 'object' ? recordName(record) : record;
  const end = name === undefined ? '' : ` · ${name}`;
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const room = Math.max(0, limitCharacters - end.length);
  const start = line.length <= room ? line : `${line.slice(0, Math.max(0, room - 1)).toWellFormed()}…`;
  return `${start}${end}`.slice(0, limitCharacters);
}

/** The name of the record that such a line ends with. */
export function recordIn(description: string): string | undefined {
  const name = description.slice(description.lastIndexOf(' · ') + 3);
  return /#\d+$/.test(name) && description.includes(' · ') ? name : undefined;
}
