import type { Health, Step } from '../model/outcome.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { adviceOn } from './causes.ts';
import { labelled, type Paint, type TextOptions } from './columns.ts';
import { durationText } from './duration.ts';
import { oneLine } from './escape.ts';
import { fieldLines } from './field-lines.ts';
import { placeText } from './places.ts';
import { counted, sentence } from './sentence.ts';
import { changeAt } from './titles.ts';

/** Where the text beside `What to do` starts. */
const column = 12;

/** After a deploy that went wrong: cause first, then how far it came and what to do; nothing when all went well. */
export function outcomeText(
  target: TargetReport,
  report: Report,
  options: TextOptions,
  paint: Paint,
): string {
  const { outcome } = target;
  if (!outcome) return '';
  const ill = outcome.health.filter(object => object.state !== 'ready');
  const failed = outcome.steps.filter(step => step.state === 'failed');
  if (ill.length + failed.length === 0 && (outcome.result === 'deployed' || outcome.result === 'unchanged'))
    return '';
  const entry = (name: string, text: string): readonly string[] =>
    labelled(name, oneLine(text), { column, width: options.width }).map((line, index) =>
      index === 0 ? paint('bold', line.slice(0, column)) + line.slice(column) : line,
    );
  const blocks = [
    ...ill.map(object => [
      ...entry('What', illness(object)),
      ...entry('Why', sentence(object.message)),
      ...changedHere(object.address, target, options),
    ]),
    ...failed.map(step => [
      ...entry('What', `${step.address} could not be ${step.action === 'delete' ? 'deleted' : 'applied'}.`),
      ...entry('Why', sentence(step.message ?? 'no reason was given')),
      ...changedHere(step.address, target, options),
    ]),
    [...entry('How far', progress(outcome.steps)), ...entry('What to do', wayOn(ill, failed, report))],
  ];
  return blocks.map(lines => lines.join('\n')).join('\n\n');
}

/** `record production/shop#7 · plan 7c41e90b · 14.2 s, 12.1 s of it waiting`. */
export function outcomeTimes({ outcome }: TargetReport): readonly string[] {
  if (!outcome) return [];
  const waited = outcome.waitedMs >= 100 ? `, ${durationText(outcome.waitedMs)} of it waiting` : '';
  return [`${durationText(outcome.durationMs)}${waited}`];
}

function illness(object: Health): string {
  const state =
    object.state === 'stuck' ? `is stuck, ${durationText(object.waitedMs)} into the wait` : 'is not ready';
  return `${object.address} ${state}.`;
}

function changedHere(address: string, target: TargetReport, options: TextOptions): readonly string[] {
  const change = changeAt(address, target);
  if (!change) return [];
  const where = change.location ? oneLine(placeText(change.location)) : '';
  const head = `${'Changed'.padEnd(column)}${change.action === 'create' ? `new, ${where}` : where}`.trimEnd();
  const lines = fieldLines(change.fields.slice(0, 5), options.width - column);
  return change.fields.length === 0 && change.action !== 'create'
    ? []
    : [head, ...lines.map(line => `${' '.repeat(column)}${line}`)];
}

function progress(steps: readonly Step[]): string {
  const done = steps.filter(step => step.state === 'done').length;
  const skipped = steps.filter(step => step.state === 'skipped').map(step => step.address);
  const rest =
    skipped.length === 0
      ? ''
      : ` Not begun: ${skipped.slice(0, 12).join(', ')}${skipped.length > 12 ? `, and ${skipped.length - 12} more` : ''}.`;
  return `${done} of ${counted(steps.length, 'change')} ${done === 1 ? 'was' : 'were'} made.${rest}`;
}

function wayOn(ill: readonly Health[], failed: readonly Step[], { run }: Report): string {
  const back = run.host === 'github' ? 'run the workflow with mode: rollback' : 'run gitops-push rollback';
  return `${adviceOn(ill, failed).replaceAll('`', '')} To go back, revert the commit, or ${back}.`;
}
