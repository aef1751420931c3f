import type { Health, Step } from '../model/outcome.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { type Touch, touchOf } from './blamed-words.ts';
import { adviceOn, goesOn } from './causes.ts';
import { labelled, type Paint, type TextOptions, wrap } from './columns.ts';
import { whatPhrase, whyPhrase } from './diagnosis-words.ts';
import { durationText } from './duration.ts';
import { oneLine } from './escape.ts';
import { evidenceLines, evidenceWords } from './evidence.ts';
import { fieldLines } from './field-lines.ts';
import { phraseText } from './phrase.ts';
import { placeText } from './places.ts';
import { howFar, sorted } from './progress-words.ts';
import { putBackPhrase } from './put-back-words.ts';
import { sentence } from './sentence.ts';
import { wayTo } from './ways.ts';

/** Where the text beside `What to do` starts. */
const column = 12;

/** Of so many objects the events and logs are shown. */
const shownEvidence = 3;

type Entry = (name: string, text: string) => readonly string[];

/** After a deploy that went wrong: cause first, then how far it came and what to do; nothing when all went well. */
export function outcomeText(
  target: TargetReport,
  report: Report,
  options: TextOptions,
  paint: Paint,
): string {
  const { outcome } = target;
  if (!outcome) return '';
  const { ill, failed, pending } = sorted(outcome);
  if (ill.length + failed.length === 0 && (outcome.result === 'deployed' || outcome.result === 'unchanged'))
    return '';
  const entry: Entry = (name, text) =>
    labelled(name, oneLine(text), { column, width: options.width }).map((line, index) =>
      index === 0 ? paint('bold', line.slice(0, column)) + line.slice(column) : line,
    );
  const blocks = [
    ...ill.map((object, index) => [
      ...entry('What', illness(object)),
      ...entry('Why', sentence(phraseText(whyPhrase(object)))),
      ...touched(touchOf(object.address, object.diagnosis?.blamed ?? [], target), options, entry),
      ...(index < shownEvidence ? evidence(object, options, entry) : []),
    ]),
    ...failed.map(step => [
      ...entry('What', `${step.address} could not be ${step.action === 'delete' ? 'deleted' : 'applied'}.`),
      ...entry('Why', sentence(step.message ?? 'no reason was given')),
      ...touched(touchOf(step.address, [], target), options, entry),
    ]),
    [
      ...entry('How far', phraseText(howFar(target, report))),
      ...(target.putBack
        ? entry('Put back', phraseText(putBackPhrase(target)).replace(/^Put back: /, ''))
        : []),
      ...(pending.length > 0 ? entry('Waiting', pendingText(pending)) : []),
      ...whatToDo(entry, wayOn(ill, failed, target, report)),
    ],
  ];
  return blocks.map(lines => lines.join('\n')).join('\n\n');
}

/** `record production/shop#7 · plan 7c41e90b · 14.2 s, 12.1 s of it waiting`. */
export function outcomeTimes({ outcome }: Pick<TargetReport, 'outcome'>): readonly string[] {
  if (!outcome) return [];
  const waited = outcome.waitedMs >= 100 ? `, ${durationText(outcome.waitedMs)} of it waiting` : '';
  return [`${durationText(outcome.durationMs)}${waited}`];
}

function illness(object: Health): string {
  const what = phraseText(whatPhrase(object, object.address));
  return object.diagnosis?.pod === undefined ? `${what}.` : `${object.address}: ${what}.`;
}

function touched(touch: Touch | undefined, options: TextOptions, entry: Entry): readonly string[] {
  if (!touch) return [];
  const { kind, fields, location, name, title } = touch;
  const where = location ? oneLine(placeText(location)) : '';
  const of = title === undefined ? '' : ` of ${oneLine(title)}`;
  switch (kind) {
    case 'changed':
      return [
        ...entry('Changed', `by this deploy${of}, ${where}`),
        ...fieldLines(fields, options.width - column).map(line => `${' '.repeat(column)}${line}`),
      ];
    case 'elsewhere':
      return entry('Changed', `this deploy deletes${of === '' ? ' it' : of.slice(3)}`);
    case 'new':
      return entry('Changed', `new${name === undefined ? '' : `, ${name}`}, ${where}`);
    case 'written':
      return entry('Written', `${name ?? ''}${of}, ${where}, not changed by this deploy`);
    case 'hook changed':
      return entry('Written', `${name ?? ''}${of}, ${where}, in a hook that is new or changed`);
  }
}

function evidence({ diagnosis }: Health, { width }: TextOptions, entry: Entry): readonly string[] {
  if (!diagnosis) return [];
  const lines = evidenceLines(diagnosis);
  const words = evidenceWords(diagnosis);
  const broken = lines.flatMap(line => {
    const indent = `  ${/^ */.exec(line)?.[0] ?? ''}`;
    return wrap(line.trimStart(), width - 8).map((part, index) =>
      `${index === 0 ? indent : `${indent}    `}${part}`.trimEnd(),
    );
  });
  return lines.length === 0 ? [] : [...entry('Evidence', words), ...broken];
}

function pendingText(pending: readonly Health[]): string {
  const names = pending.slice(0, 10).map(({ address }) => address);
  const more = pending.length > 10 ? ` and ${pending.length - 10} more` : '';
  return `${names.join(', ')}${more}: not ready yet when this run stopped, with nothing wrong to be seen.`;
}

function whatToDo(entry: Entry, [advice, command]: readonly [string, string]): readonly string[] {
  return [...entry('What to do', advice), ...(command === '' ? [] : [`${' '.repeat(column)}${command}`])];
}

/** What is wrong with it says what to do; the way back is always open, and stands on a line of its own where it is a command. */
function wayOn(
  ill: readonly Health[],
  failed: readonly Step[],
  { putBack, hold }: TargetReport,
  { run, reasonCode }: Report,
): readonly [advice: string, command: string] {
  const how = reasonCode === 'cancelled' ? goesOn : adviceOn(ill, failed, hold ? 'held' : 'not held');
  const advice = how.replaceAll('`', '');
  if (putBack?.state === 'done') return [advice, ''];
  const way = phraseText(wayTo('rollback', run));
  return run.host === 'terminal'
    ? [`${advice} To go back, revert the commit, or run:`, way]
    : [`${advice} To go back, revert the commit, or: ${way}.`, ''];
}
