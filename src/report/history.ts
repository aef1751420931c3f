import { type DeployRecord, recordName } from '../model/record.ts';
import { wrap } from './columns.ts';
import { durationText } from './duration.ts';
import { oneLine } from './escape.ts';

/** The columns of a history on a terminal; in Markdown they are drawn together, or they would scroll on a phone. */
const columns = ['record', 'kind', 'result', 'commit', 'by', 'started (UTC)', 'took', 'changed'] as const;

/** The history as aligned lines of at most `width` columns; the last ones move below where there is no room for them, and why stands there always. */
export function historyLines(records: readonly DeployRecord[], width: number): readonly string[] {
  const rows: readonly (readonly string[])[] = [columns, ...records.map(record => cellsOf(record, records))];
  const widths = columns.map((_, index) => Math.max(...rows.map(row => (row[index] ?? '').length)));
  const shown = columnsIn(width, widths);
  return rows.flatMap((row, index) => {
    const cells = row.slice(0, shown).map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const rest = row.slice(shown).filter(cell => cell !== '');
    const below = rest.length > 0 && index > 0 ? [`    ${rest.join('  ')}`] : [];
    const why = reasonOf(records[index - 1]);
    const because =
      why === undefined ? [] : wrap(`because: ${oneLine(why)}`, width - 4).map(line => `    ${line}`);
    return [cells.join('  ').trimEnd(), ...below, ...because];
  });
}

/** How many of the columns fit, two blanks between them. */
function columnsIn(width: number, widths: readonly number[]): number {
  let used = -2;
  const tooMany = widths.findIndex(each => {
    used += each + 2;
    return used > width;
  });
  return tooMany === -1 ? widths.length : tooMany;
}

/** Each record as cells: what it is called, of what kind, its commit, how it ended, what it changed and why, when and by whom. */
export function historyCells(
  records: readonly DeployRecord[],
): readonly (readonly [name: string, kind: string, commit: string, result: string, when: string])[] {
  return records.map(record => {
    const [
      name = '',
      kind = '',
      result = '',
      commit = '',
      actor = '',
      started = '',
      took = '',
      changed = '',
    ] = cellsOf(record, records);
    const lasted = took === '' ? '' : ` in ${took}`;
    const why = reasonOf(record);
    const because = why === undefined ? '' : `, because: ${why}`;
    return [name, kind, commit, `${result}, ${changed}${because}`, `${started} UTC by ${actor}${lasted}`];
  });
}

function cellsOf(record: DeployRecord, all: readonly DeployRecord[]): readonly string[] {
  return [
    recordName(record),
    kindOf(record, all),
    record.result ?? 'unfinished',
    commitOf(record),
    record.run?.actor ?? 'unknown',
    record.startedAt.replace('T', ' ').slice(0, 16),
    record.durationMs === undefined ? '' : durationText(record.durationMs),
    whatChanged(record),
  ];
}

/** The commit, and the pull request that brought it. */
function commitOf({ commit, dirty, pullRequest }: DeployRecord): string {
  const from = pullRequest === undefined ? '' : ` (#${pullRequest})`;
  return `${commit?.slice(0, 7) ?? 'no commit'}${from}${dirty === true ? ' + edits' : ''}`;
}

/** `rollback to #3`: where a rollback led, as long as that record is kept. */
function kindOf({ kind, rollback }: DeployRecord, all: readonly DeployRecord[]): string {
  const to = all.find(({ id }) => id === rollback?.toId);
  return to === undefined ? kind : `${kind} to #${to.sequence}`;
}

function reasonOf(record: DeployRecord | undefined): string | undefined {
  return record?.rollback?.reason ?? record?.reason;
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
