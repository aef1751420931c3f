import type { Counts } from '../model/change.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { changeCount, doneCounts, planWords } from './count-words.ts';
import { durationText } from './duration.ts';
import { driftActions } from './drift-words.ts';
import { codeCell, prose } from './escape.ts';
import { historyCells } from './history.ts';

/** A row per target: what will change, or after a deploy what came of it. Empty when nothing was planned. */
export function targetTable(report: Report): string {
  const { targets } = report;
  if (targets.every(target => target.changes.length === 0)) return renderedTable(targets);
  if (targets.some(target => target.outcome))
    return table(['target', 'result', 'changed', 'took'], '|---|---|--:|--:|', targets.map(deployedRow));
  const head = ['target', report.result === 'drifted' ? 'differs' : 'will change', 'unchanged'];
  const words = report.result === 'drifted' ? driftActions : undefined;
  return table(
    head,
    '|---|---|--:|',
    targets.map(target => plannedRow(target, words)),
  );
}

/** Without a cluster the files tell; empty when they were not compared with anything. */
function renderedTable(targets: readonly TargetReport[]): string {
  const rows = targets.flatMap(target =>
    target.rendered ? [plannedRow({ ...target, ...target.rendered })] : [],
  );
  return rows.length === 0
    ? ''
    : table(['target', 'changes in the files', 'unchanged'], '|---|---|--:|', rows);
}

/** The records of a target, newest first; a sentence when there are none, empty when nobody asked. */
export function historyTable(target: TargetReport): string {
  if (!target.history) return '';
  if (target.history.length === 0) return `Nothing was deployed to ${prose(target.environment)} yet.`;
  const rows = historyCells(target.history).map(([name, kind, commit, result, when]) => [
    `${codeCell(name)} ${prose(kind)}`,
    codeCell(commit),
    prose(result),
    prose(when),
  ]);
  return table(['record', 'commit', 'result', 'when'], '|---|---|---|---|', rows);
}

function table(head: readonly string[], rule: string, rows: readonly (readonly string[])[]): string {
  return [`| ${head.join(' | ')} |`, rule, ...rows.map(row => `| ${row.join(' | ')} |`)].join('\n');
}

function plannedRow(target: TargetReport, words?: typeof driftActions): readonly string[] {
  const told = planWords(target, words).replaceAll(/\d+ (?:deleted?|added|recreate|unknown)\b/g, '**$&**');
  return [placeCell(target), told === '' ? 'nothing' : told, String(target.counts.unchanged)];
}

function deployedRow(target: TargetReport): readonly string[] {
  const { outcome } = target;
  const counts = doneCounts(target);
  const took = outcome ? durationText(outcome.durationMs) : '';
  return [placeCell(target), resultWords(target), `${changeCount(counts)} of ${total(target.counts)}`, took];
}

function resultWords({ outcome }: TargetReport): string {
  if (!outcome) return 'not begun';
  const isWell = outcome.result === 'deployed' || outcome.result === 'unchanged';
  const ready = outcome.health.filter(object => object.state === 'ready').length;
  const health = outcome.health.length === 0 ? '' : ` ${ready} of ${outcome.health.length} ready`;
  return isWell ? `✓${health}` : `✗ **${outcome.result}**${health === '' ? '' : `,${health}`}`;
}

function placeCell(target: TargetReport): string {
  return `**${codeCell(target.name)}** in ${codeCell(target.environment)}`;
}

function total(counts: Counts): number {
  return changeCount(counts) + counts.unchanged;
}
