import { type DeployRecord, recordName } from '../model/record.ts';
import { durationText } from './duration.ts';

/** One row per record, as cells: record, result, commit, who, when, how long, what. */
export function historyRows(records: readonly DeployRecord[]): readonly (readonly string[])[] {
  return records.map(record => [
    recordName(record),
    record.result ?? 'unfinished',
    `${record.commit?.slice(0, 7) ?? 'no commit'}${record.dirty === true ? ' (changed)' : ''}`,
    record.run?.actor ?? 'unknown',
    record.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'),
    record.durationMs === undefined ? '' : durationText(record.durationMs),
    whatChanged(record),
  ]);
}

/** The heads of the columns of `historyRows`. */
export const historyColumns = ['record', 'result', 'commit', 'by', 'started', 'took', 'changed'] as const;

/** The history as aligned lines for a terminal. */
export function historyLines(records: readonly DeployRecord[]): readonly string[] {
  if (records.length === 0) return ['Nothing was deployed yet.'];
  const rows = [historyColumns, ...historyRows(records)];
  const widths = historyColumns.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function whatChanged({ objects }: DeployRecord): string {
  const parts = [
    [objects.created, 'created'],
    [objects.changed, 'changed'],
    [objects.pruned, 'deleted'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? 'nothing' : words.join(', ');
}
