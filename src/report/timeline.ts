import type { HookRun } from '../model/hook.ts';
import type { Health, Outcome, Step } from '../model/outcome.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { durationText } from './duration.ts';
import { titleAt } from './titles.ts';

/** So many rows make a chart that people can read; the longest are shown. */
const shownRows = 20;

/** What took how long, as a Mermaid chart in a fold for the job summary; empty when nothing took a second. */
export function timelineOf(report: Report): string {
  return report.targets
    .map(target => chartOf(target, report.targets.length > 1))
    .filter(chart => chart !== '')
    .join('\n\n');
}

interface Row {
  readonly section: 'apply' | 'wait' | 'hook' | 'delete';
  readonly title: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly isBad: boolean;
}

function chartOf(target: TargetReport, isOneOfMany: boolean): string {
  const { outcome } = target;
  if (!outcome || outcome.durationMs < 1000) return '';
  const rows = rowsOf(outcome, target)
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, shownRows)
    .toSorted((a, b) => a.startMs - b.startMs);
  if (rows.length === 0) return '';
  const sections = (['apply', 'wait', 'hook', 'delete'] as const).flatMap(section => {
    const members = rows.filter(row => row.section === section);
    return members.length === 0 ? [] : [`  section ${section}`, ...members.map(rowLine)];
  });
  const name = isOneOfMany ? ` in ${plain(target.name)}` : '';
  return [
    `<details><summary>What took how long${name}: ${durationText(outcome.durationMs)} in all</summary>`,
    '',
    '```mermaid',
    'gantt',
    '  dateFormat x',
    '  axisFormat %M:%S',
    ...sections,
    '```',
    '',
    '</details>',
  ].join('\n');
}

function rowsOf(outcome: Outcome, target: TargetReport): readonly Row[] {
  return [
    ...outcome.steps.filter(({ state }) => state !== 'skipped').map(step => stepRow(step, target)),
    ...(outcome.hooks ?? []).filter(({ state }) => state !== 'skipped').map(hook => hookRow(hook, target)),
    // A hook that failed has a row of its own.
    ...outcome.health
      .filter(({ address }) => !outcome.hooks?.some(hook => hook.address === address))
      .map(health => healthRow(health, target)),
  ];
}

function stepRow(step: Step, target: TargetReport): Row {
  return {
    section: step.action === 'delete' ? 'delete' : 'apply',
    title: titleAt(step.address, target),
    startMs: step.startMs ?? 0,
    durationMs: step.durationMs,
    isBad: step.state === 'failed',
  };
}

function hookRow(hook: HookRun, target: TargetReport): Row {
  return {
    section: 'hook',
    title: titleAt(hook.address, target),
    startMs: hook.startMs ?? 0,
    durationMs: hook.durationMs,
    isBad: hook.state === 'failed',
  };
}

function healthRow(health: Health, target: TargetReport): Row {
  return {
    section: 'wait',
    title: titleAt(health.address, target),
    startMs: health.startMs ?? 0,
    durationMs: health.waitedMs,
    isBad: health.state !== 'ready',
  };
}

function rowLine({ title, startMs, durationMs, isBad }: Row): string {
  const start = Math.round(startMs);
  const end = start + Math.max(1, Math.round(durationMs));
  return `    ${plain(title)} ${durationText(durationMs)} :${isBad ? 'crit, ' : ''}${start}, ${end}`;
}

/** Mermaid ends a name at a colon, and knows directives and comments: only what names of objects are made of stays. */
function plain(text: string): string {
  return text.replaceAll(/[^\w ./-]/g, '-').slice(0, 80);
}
