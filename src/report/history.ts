import { type DeployRecord, recordName } from '../model/record.ts';
import { durationText } from './duration.ts';

/** The columns of a history on a terminal; in Markdown they are drawn together, or they would scroll on a phone. */
const columns = ['record', 'result', 'commit', 'by', 'started (UTC)', 'took', 'changed'] as const;

/** The history as aligned lines of at most `width` columns; what changed moves below where there is no room for it. */
export function historyLines(records: readonly DeployRecord[], width: number): readonly string[] {
  const rows: readonly (readonly string[])[] = [columns, ...records.map(cellsOf)];
  const widths = columns.map((_, index) => Math.max(...rows.map(row => (row[index] ?? '').length)));
  const full = widths.reduce((sum, each) => sum + each + 2, -2);
  const shown = full > width ? columns.length - 1 : columns.length;
  return rows.flatMap((row, index) => {
    const cells = row.slice(0, shown).map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const below = shown < columns.length && index > 0 ? [`    ${row.at(-1) ?? ''}`] : [];
    return [cells.join('  ').trimEnd(), ...below];
  });
}

/** One record as four cells: what it is called, its commit, how it ended and what it changed, when and by whom. */
export function historyCells(record: DeployRecord): readonly [string, string, string, string] {
  const [name = '', result = '', commit = '', actor = '', started = '', took = '', changed = ''] =
    cellsOf(record);
  const lasted = took === '' ? '' : ` in ${took}`;
  return [name, commit, `${result}, ${changed}`, `${started} UTC by ${actor}${lasted}`];
}

function cellsOf(record: DeployRecord): readonly string[] {
  return [
    recordName(record),
    record.result ?? 'unfinished',
    `${record.commit?.slice(0, 7) ?? 'no commit'}${record.dirty === true ? ' + edits' : ''}`,
    record.run?.actor ?? 'unknown',
    record.startedAt.replace('T', ' ').slice(0, 16),
    record.durationMs === undefined ? '' : durationText(record.durationMs),
    whatChanged(record),
  ];
}

function whatChanged({ objects, brokenOff }: DeployRecord): string {
  if (brokenOff === true) return 'not known';
  const parts = [
    [objects.created, 'created'],
    [objects.changed, 'changed'],
    [objects.pruned, 'deleted'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? 'nothing' : words.join(', ');
}
