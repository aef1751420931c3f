import type { FieldChange } from '../model/change.ts';
import type { Health, Step } from '../model/outcome.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { adviceOn } from './causes.ts';
import { durationText } from './duration.ts';
import { codeSpan, prose } from './escape.ts';
import { labelParts } from './label-parts.ts';
import { placeLink } from './places.ts';
import { counted, sentence } from './sentence.ts';
import { shorten } from './shorten.ts';
import { changeAt, titleAt } from './titles.ts';
import { yamlText } from './yaml-lines.ts';

/** So many objects in trouble are told in full; more than that have one cause more often than not. */
const shownObjects = 10;

/** After a deploy that went wrong: how far it came, what is not up and why, what this deploy changed there, what to do. */
export function problemsOf(target: TargetReport, report: Report): readonly string[] {
  const { outcome } = target;
  if (!outcome) return [];
  const ill = outcome.health.filter(object => object.state !== 'ready');
  const failed = outcome.steps.filter(step => step.state === 'failed');
  if (
    ill.length === 0 &&
    failed.length === 0 &&
    outcome.result !== 'cancelled' &&
    outcome.result !== 'partial'
  )
    return [];
  return [
    progressOf(target, report),
    troubleList([
      ...ill.map(object => illness(object, target, report)),
      ...failed.map(step => breakage(step, target, report)),
    ]),
    wayOn(ill, failed, report),
  ].filter(part => part !== '');
}

function progressOf(target: TargetReport, { run }: Report): string {
  const steps = target.outcome?.steps ?? [];
  const done = steps.filter(step => step.state === 'done').length;
  const commit = run.commit === undefined ? 'this version' : codeSpan(run.commit.slice(0, 7));
  const where = `**${prose(target.environment)}**`;
  if (done === 0) return `${where} is as it was: none of ${counted(steps.length, 'change')} was made.`;
  if (done === steps.length)
    return `${where} is on ${commit}: all of ${counted(steps.length, 'change')} ${steps.length === 1 ? 'was' : 'were'} made, but not everything came up.`;
  const skipped = steps
    .filter(step => step.state === 'skipped')
    .map(step => codeSpan(titleAt(step.address, target)));
  const more = skipped.length > shownObjects ? `, and ${skipped.length - shownObjects} more` : '';
  const rest = skipped.length === 0 ? '' : ` Not begun: ${skipped.slice(0, shownObjects).join(', ')}${more}.`;
  return `${where} is partly on ${commit}: ${done} of ${counted(steps.length, 'change')} ${done === 1 ? 'was' : 'were'} made.${rest}`;
}

/** One object in trouble as a flat list, several each with what is known of them below. */
function troubleList(troubles: readonly (readonly string[])[]): string {
  const [only] = troubles;
  if (troubles.length === 1 && only) return only.map(line => `- ${line}`).join('\n');
  const items = troubles.slice(0, shownObjects).map(lines => `- ${lines.join('\n  - ')}`);
  const rest = troubles.length - shownObjects;
  return [...items, ...(rest > 0 ? [`- and ${rest} more, all of them in the log`] : [])].join('\n');
}

function illness(object: Health, target: TargetReport, report: Report): readonly string[] {
  // Of what is still waiting the message says how long: the last news of it may be old.
  const state =
    object.state === 'stuck' ? `is stuck, ${durationText(object.waitedMs)} into the wait` : 'is not ready';
  return [
    `**What**: ${codeSpan(titleAt(object.address, target))} ${state}`,
    `**Why**: ${prose(sentence(object.message))}`,
    ...changedHere(object.address, target, report),
  ];
}

function breakage(step: Step, target: TargetReport, report: Report): readonly string[] {
  return [
    `**What**: ${codeSpan(titleAt(step.address, target))} could not be ${step.action === 'delete' ? 'deleted' : 'applied'}`,
    `**Why**: ${prose(sentence(step.message ?? 'no reason was given'))}`,
    ...changedHere(step.address, target, report),
  ];
}

/** The fields of this very deploy: where the reader looks first. */
function changedHere(address: string, target: TargetReport, report: Report): readonly string[] {
  const change = changeAt(address, target);
  if (!change) return [];
  const where = change.location ? ` in ${placeLink(change.location, report.run)}` : '';
  if (change.action === 'create') return [`**Changed here**: it is new${where}`];
  const fields = change.fields.slice(0, 3).map(fieldWords);
  if (fields.length === 0) return [];
  const more = change.fields.length > 3 ? ` and ${change.fields.length - 3} more` : '';
  return [`**Changed here**: ${fields.join(', ')}${more}${where}`];
}

function fieldWords(field: FieldChange): string {
  const name = codeSpan(shorten(labelParts(field.label).name, 60));
  if (typeof field.before !== 'string' || typeof field.after !== 'string' || field.lines) return name;
  return `${name} ${codeSpan(shorten(yamlText(field.before), 60))} → ${codeSpan(shorten(yamlText(field.after), 60))}`;
}

/** What to do: by what is wrong, then the way back, which is always open. */
function wayOn(ill: readonly Health[], failed: readonly Step[], { run }: Report): string {
  const back =
    run.host === 'github' ? '**Run workflow** with `mode: rollback`' : 'run `gitops-push rollback`';
  return `**What to do**: ${prose(adviceOn(ill, failed))} To go back, revert the commit, or ${back}.`;
}
