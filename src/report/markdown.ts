import { type Change, countChanges, hasChanges } from '../model/change.ts';
import { type Diagnostic, sortDiagnostics } from '../model/diagnostic.ts';
import type { FailureReport, Report, TargetReport } from '../model/report.ts';
import { codeCell, codeSpan, htmlCode, prose } from './escape.ts';
import { changeBody } from './change-body.ts';
import { fit } from './fit.ts';
import { groupChanges } from './groups.ts';
import { countWords, headlineOf, seconds } from './headline.ts';
import { historyColumns, historyRows } from './history.ts';

/** Bytes of Markdown that every place of GitHub takes: a comment has 65,536 characters. */
const limitBytes = 60_000;

/** Folds whose body has fewer lines than this are open. */
const shortLines = 10;

/**
 * The report as the body of a comment or a job summary: verdict, a row per target, what is dangerous, the changes in
 * folds, what could not be known, how to go on. True also for a reader who opens no fold. At most 60,000 bytes:
 * beyond that whole objects are left out, and the text says how many.
 */
export function renderMarkdown(report: Report): string {
  const start = [
    `### ${prose(headlineOf(report))}`,
    ...[report.failure, ...report.targets.map(target => target.failure)].flatMap(failure =>
      failure ? [failureBlock(failure)] : [],
    ),
    report.targets.some(target => target.changes.length > 0) ? tableOf(report.targets) : '',
    ...report.targets.flatMap(dangers),
    ...report.targets.map(problems),
    ...report.targets.map(diagnosticsList),
    ...report.targets.map(historyTable),
  ];
  const folds = report.targets.flatMap(target => changeFolds(target, report.targets.length > 1));
  const end = [...report.targets.map(unknowns), footerOf(report)];
  return fit({ start: kept(start), folds, end: kept(end) }, limitBytes);
}

function kept(parts: readonly string[]): readonly string[] {
  return parts.filter(part => part !== '');
}

function failureBlock({ message, hint }: FailureReport): string {
  return kept([`**${prose(message)}**`, hint === undefined ? '' : `**What to do**: ${prose(hint)}`]).join(
    '\n\n',
  );
}

function tableOf(targets: readonly TargetReport[]): string {
  const rows = targets.map(target => {
    const { unchanged, ...counts } = countChanges(target.changes);
    const words = countWords({ ...counts, unchanged: 0 }).replaceAll(
      /(\d+ (?:delete|recreate|unknown))/g,
      '**$1**',
    );
    return `| **${codeCell(target.name)}** in ${codeCell(target.environment)} | ${words === '' ? 'nothing' : words} | ${unchanged} |`;
  });
  return [
    `| target | ${targets.some(target => target.outcome) ? 'changed' : 'will change'} | unchanged |`,
    '|---|---|--:|',
    ...rows,
  ].join('\n');
}

/** Deletions and recreations, always open: a reviewer who reads nothing else must see them. */
function dangers(target: TargetReport): readonly string[] {
  return target.changes.flatMap(change => {
    if (change.risk === undefined) return [];
    const verb = change.action === 'delete' ? 'deleted' : 'recreated';
    const where = change.location ? ` (${codeSpan(`${change.location.file}:${change.location.line}`)})` : '';
    const why = change.note === undefined ? '' : `: ${prose(change.note)}`;
    return [
      [
        change.action === 'delete' ? '> [!CAUTION]' : '> [!WARNING]',
        `> **${codeSpan(change.confirmAddress)} is ${verb}**${why}${where}. ${sentence(prose(change.risk))}`,
        `> To allow it, confirm ${codeSpan(change.confirmAddress)}.`,
      ].join('\n'),
    ];
  });
}

/** After a deploy: what is not up and what was not done. */
function problems({ outcome }: TargetReport): string {
  if (!outcome) return '';
  const ill = outcome.health.filter(object => object.state !== 'ready');
  const broken = outcome.steps.filter(step => step.state !== 'done');
  return [
    ...ill.map(object => `- ${codeSpan(object.address)}: ${prose(object.message)}`),
    ...broken.map(
      step =>
        `- ${step.action} ${codeSpan(step.address)} ${step.state}${step.message === undefined ? '' : `: ${prose(step.message)}`}`,
    ),
  ].join('\n');
}

function diagnosticsList(target: TargetReport): string {
  return sortDiagnostics(target.diagnostics).map(diagnosticItem).join('\n');
}

function diagnosticItem({ severity, message, hint, location, code }: Diagnostic): string {
  const place = location ? `${codeSpan(`${location.file}:${location.line}`)}: ` : '';
  const way = hint === undefined ? '' : ` ${prose(hint)}`;
  return `- **${severity}** ${place}${prose(message)}${/[.!?]$/.test(message) ? '' : '.'}${way} (${codeSpan(code)})`;
}

function historyTable(target: TargetReport): string {
  if (!target.history) return '';
  if (target.history.length === 0) return 'Nothing was deployed yet.';
  const rows = historyRows(target.history).map(
    cells => `| ${cells.map(cell => (cell === '' ? '' : codeCell(cell))).join(' | ')} |`,
  );
  return [
    `| ${historyColumns.join(' | ')} |`,
    `|${historyColumns.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n');
}

/** One fold per group of like changes; the first is open, and so are short ones. */
function changeFolds(target: TargetReport, named: boolean): readonly string[] {
  const shown = ['delete', 'recreate', 'unknown', 'update', 'create'].flatMap(action =>
    target.changes.filter(change => change.action === action),
  );
  return groupChanges(shown).map((group, index) => {
    const body = changeBody([group.first, ...group.others]);
    const isOpen = index === 0 || body.split('\n').length < shortLines;
    const more = group.others.length === 0 ? '' : ` and ${group.others.length} more`;
    const prefix = named ? `<b>${htmlCode(target.name)}</b>: ` : '';
    const summary = `${prefix}${htmlCode(titleOf(group.first))}${more} &nbsp;·&nbsp; ${extentOf(group.first)}`;
    return `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n</details>`;
  });
}

/** `Deployment shop/cart` of `Deployment/shop/cart`. */
function titleOf(change: Change): string {
  return change.confirmAddress.replace('/', ' ');
}

function extentOf(change: Change): string {
  const fields = change.fields.length;
  const words = fields === 0 ? '' : `, ${fields} ${fields === 1 ? 'field' : 'fields'}`;
  return change.action === 'update' ? words.slice(2) || 'update' : `${change.action}${words}`;
}

function unknowns(target: TargetReport): string {
  if (target.limits.length === 0) return '';
  const items = target.limits.map(limit => `- ${prose(limit)}`).join('\n');
  return `<details><summary>What could not be known: ${target.limits.length}</summary>\n\n${items}\n</details>`;
}

function footerOf(report: Report): string {
  const [target] = report.targets;
  const parts = [
    ...(report.run.commit === undefined
      ? []
      : [
          `Commit ${codeSpan(report.run.commit.slice(0, 7))}${report.run.dirty === true ? ' with uncommitted changes' : ''}`,
        ]),
    ...(target?.planDigest !== undefined && hasChanges(target.changes)
      ? [`plan ${codeSpan(target.planDigest.slice(0, 8))}`]
      : []),
    ...(target?.record
      ? [`record ${codeSpan(`${target.environment}/${target.name}#${target.record.sequence}`)}`]
      : []),
    ...(target?.outcome
      ? [`${seconds(target.outcome.durationMs)}, ${seconds(target.outcome.waitedMs)} of it waiting for Pods`]
      : []),
    ...(report.run.runUrl === undefined ? [] : [`[run](${report.run.runUrl})`]),
  ];
  return parts.join(' · ');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
