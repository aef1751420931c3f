import type { FieldChange } from '../model/change.ts';
import type { Health, Step } from '../model/outcome.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { type Touch, touchOf } from './blamed-words.ts';
import { adviceOn, goesOn } from './causes.ts';
import { whatPhrase, whyPhrase } from './diagnosis-words.ts';
import { codeSpan, fenced, prose } from './escape.ts';
import { evidenceLines, evidenceWords } from './evidence.ts';
import { labelParts } from './label-parts.ts';
import { type Phrase, phraseMarkdown } from './phrase.ts';
import { placeLink } from './places.ts';
import { howFar, sorted } from './progress-words.ts';
import { putBackPhrase } from './put-back-words.ts';
import { sentence } from './sentence.ts';
import { shorten, shortenPair } from './shorten.ts';
import { titleAt } from './titles.ts';
import { yamlText } from './yaml-lines.ts';
import { wayTo } from './ways.ts';

/** So many objects in trouble are told in full; more than that have one cause more often than not. */
const shownObjects = 10;

/** Of so many the events and logs are shown. */
const shownEvidence = 3;

/** After a deploy that went wrong: how far it came, what is not up and why, what this deploy changed there, what to do. */
export function problemsOf(target: TargetReport, report: Report): readonly string[] {
  const { outcome } = target;
  if (!outcome) return [];
  const { ill, failed, pending } = sorted(outcome);
  const isFine = outcome.result === 'deployed' || outcome.result === 'unchanged';
  if (ill.length + failed.length === 0 && isFine) return [];
  const troubles = [
    ...ill.map(object => illness(object, target, report)),
    ...failed.map(step => breakage(step, target, report)),
  ];
  const way = wayOn(ill, failed, target, report);
  return [
    phraseMarkdown(howFar(target, report)),
    phraseMarkdown(putBackPhrase(target)),
    troubles.length === 1 ? '' : troubleList(troubles, ill, failed, target),
    troubles.length === 1 ? [...(troubles[0] ?? []), way].map(line => `- ${line}`).join('\n') : way,
    ...ill.slice(0, shownEvidence).map(object => evidence(object, ill.length > 1, target)),
    pendingWords(pending, target),
  ].filter(part => part !== '');
}

/** Several objects in trouble: each by its name, with what is known of it below. */
function troubleList(
  troubles: readonly (readonly string[])[],
  ill: readonly Health[],
  failed: readonly Step[],
  target: TargetReport,
): string {
  const names = [...ill, ...failed].map(({ address }) => codeSpan(titleAt(address, target)));
  const items = troubles
    .slice(0, shownObjects)
    .map((lines, index) => `- ${names[index] ?? ''}\n  - ${lines.join('\n  - ')}`);
  const rest = troubles.length - shownObjects;
  return [...items, ...(rest > 0 ? [`- and ${rest} more, all of them in the log`] : [])].join('\n');
}

function illness(object: Health, target: TargetReport, report: Report): readonly string[] {
  const touch = touchOf(object.address, object.diagnosis?.blamed ?? [], target);
  return [
    `**What**: ${phraseMarkdown(whatPhrase(object, titleAt(object.address, target)))}`,
    `**Why**: ${phraseMarkdown(sentenced(whyPhrase(object)))}`,
    ...(touch ? [touchWords(touch, report)] : []),
  ];
}

/** The last words get their period, the first their capital letter. */
function sentenced(phrase: Phrase): Phrase {
  return phrase.map((part, index) => {
    if (typeof part !== 'string') return part;
    const isLast = index === phrase.length - 1;
    const isFirst = index === 0;
    if (isFirst && isLast) return sentence(part);
    return part;
  });
}

function breakage(step: Step, target: TargetReport, report: Report): readonly string[] {
  const touch = touchOf(step.address, [], target);
  return [
    `**What**: ${codeSpan(titleAt(step.address, target))} could not be ${step.action === 'delete' ? 'deleted' : 'applied'}`,
    `**Why**: ${prose(sentence(step.message ?? 'no reason was given'))}`,
    ...(touch ? [touchWords(touch, report)] : []),
  ];
}

/** The fields of this very deploy: where the reader looks first. */
function touchWords(touch: Touch, { run }: Report): string {
  const { kind, fields, more, location, name, title } = touch;
  const where = location ? ` in ${placeLink(location, run)}` : '';
  const of = title === undefined ? '' : ` of ${codeSpan(title)}`;
  const rest = more > 0 ? ` and ${more} more` : '';
  switch (kind) {
    case 'changed':
      return `**Changed here**: ${fields.map(fieldWords).join(', ')}${rest}${of}${where}, by this deploy`;
    case 'elsewhere':
      return `**Changed here**: this deploy deletes${of === '' ? ' it' : of.slice(3)}`;
    case 'new':
      return `**Changed here**: it is new${name === undefined ? '' : `; ${codeSpan(shorten(name, 60))}`}${where}`;
    case 'written':
      return `**Written**: ${codeSpan(shorten(name ?? '', 60))}${of}${where}, not changed by this deploy`;
    case 'hook changed':
      return `**Written**: ${codeSpan(shorten(name ?? '', 60))}${of}${where}, in a hook that is new or changed`;
  }
}

function fieldWords(field: FieldChange): string {
  const name = codeSpan(shorten(labelParts(field.label).name, 60));
  if (field.after === undefined && field.before !== undefined) return `${name} taken out`;
  const [before, after] = withoutShared(field.label, wordOf(field.before), wordOf(field.after));
  if (before === '' || after === '' || field.lines || field.masked) return name;
  const [old, next] = shortenPair(before, after, 60);
  return `${name} ${codeSpan(old)} → **${codeSpan(next)}**`;
}

/** Of two images of one repository only what differs. */
function withoutShared(label: string, before: string, after: string): readonly [string, string] {
  const cut = (text: string): number => Math.max(text.lastIndexOf(':'), text.lastIndexOf('@'));
  const isOneImage = label.endsWith('.image') && before.slice(0, cut(before)) === after.slice(0, cut(after));
  return isOneImage ? [before.slice(cut(before) + 1), after.slice(cut(after) + 1)] : [before, after];
}

/** A scalar as text; nothing for anything longer. */
function wordOf(value: FieldChange['before']): string {
  if (typeof value === 'string') return yamlText(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function evidence({ address, diagnosis }: Health, isOneOfMany: boolean, target: TargetReport): string {
  if (!diagnosis) return '';
  const words = evidenceWords(diagnosis);
  const lines = evidenceLines(diagnosis);
  if (lines.length === 0) return '';
  const whose = isOneOfMany ? ` of ${prose(titleAt(address, target))}` : '';
  return `<details><summary>Events and log${whose} (${prose(words)})</summary>\n\n${fenced('text', lines)}\n\n</details>`;
}

function pendingWords(pending: readonly Health[], target: TargetReport): string {
  if (pending.length === 0) return '';
  const names = pending.slice(0, shownObjects).map(({ address }) => codeSpan(titleAt(address, target)));
  const more = pending.length > shownObjects ? ` and ${pending.length - shownObjects} more` : '';
  return `Not ready yet when this run stopped, with nothing wrong to be seen: ${names.join(', ')}${more}.`;
}

/** What to do: by what is wrong, then the way back, which is always open. */
function wayOn(
  ill: readonly Health[],
  failed: readonly Step[],
  { putBack, hold }: TargetReport,
  { run, reasonCode }: Report,
): string {
  const how = reasonCode === 'cancelled' ? goesOn : adviceOn(ill, failed, hold ? 'held' : 'not held');
  const advice = `**What to do**: ${prose(how)}`;
  if (putBack?.state === 'done') return advice;
  return `${advice} To go back, revert the commit, or: ${phraseMarkdown(wayTo('rollback', run))}.`;
}
