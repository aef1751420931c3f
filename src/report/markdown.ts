import { hasChanges } from '../model/change.ts';
import { recordName } from '../model/record.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { alertsOf } from './alerts.ts';
import type { Detail } from './change-body.ts';
import { codeSpan, prose, withoutCommands } from './escape.ts';
import { driftPhrases, ignoredWords } from './drift-words.ts';
import { failureBlock, findingsOf } from './findings.ts';
import { fitTexts, type Texts } from './fit.ts';
import { type Fold, foldMarkdown, splitFold } from './fold.ts';
import { verdictOf } from './headline.ts';
import { packFolds } from './pack.ts';
import { phraseMarkdown } from './phrase.ts';
import { hooksMarkdown } from './hook-words.ts';
import { backWords } from './back-words.ts';
import { holdWords } from './hold-words.ts';
import { previewedOn, previewNotes } from './preview-words.ts';
import { problemsOf } from './problems.ts';
import { partsOf } from './rendered-part.ts';
import { counted, sentence } from './sentence.ts';
import { historyTable, targetTable } from './tables.ts';
import { outcomeTimes } from './text-outcome.ts';
import { wayTo } from './ways.ts';

/** Bytes of Markdown that every place of GitHub takes: a comment has 65,536 characters. */
const limitBytes = 60_000;

/** A fold that is longer is parted when not all folds fit. */
const partBytes = 15_000;

/** So many sentences about what is not known stand in the text. */
const shownLimits: Readonly<Record<Detail, number>> = { comment: 50, whole: Number.POSITIVE_INFINITY };

/** What a report says, in the order in which it is read. */
export interface Pieces extends Texts {
  readonly folds: readonly Fold[];
}

/**
 * The report as one text: verdict, what to worry about, a row per target, the changes in folds, what could not be known,
 * where it comes from. True also for a reader who opens no fold. At most 60,000 bytes: beyond that whole objects are left
 * out, and the text says how many.
 */
export function renderMarkdown(report: Report): string {
  const { folds, ...texts } = piecesOf(report, 'comment');
  const { start, end, left } = fitTexts(texts, limitBytes);
  const room = { continuations: 0, continuationBytes: 0 };
  const whole = packFolds(folds, { ...room, firstBytes: left });
  const parted = (): readonly Fold[] => folds.flatMap(fold => splitFold(fold, partBytes));
  const { first, rest } =
    whole.rest.length === 0 ? whole : packFolds(parted(), { ...room, firstBytes: left });
  const note = rest.length === 0 ? [] : [omittedWords(rest)];
  return withoutCommands(`${[...start, ...first.map(foldMarkdown), ...note, ...end].join('\n\n')}\n`);
}

function omittedWords(folds: readonly Fold[]): string {
  const count = folds.reduce((sum, fold) => sum + fold.changes, 0);
  const parts = folds.filter(fold => fold.changes === 0 && fold.titles.length > 0).length;
  const what = [
    ...(count === 0 ? [] : [counted(count, 'more change')]),
    ...(parts === 0 ? [] : [counted(parts, 'more part')]),
  ].join(' and ');
  const verb = count + parts === 1 ? 'is' : 'are';
  return `${what} ${verb} not shown here, because the text would be too long; the table above counts all changes.`;
}

/** What a report says, for a comment or in full. */
export function piecesOf(report: Report, detail: Detail): Pieces {
  const { targets } = report;
  const failures = [report.failure, ...targets.map(target => target.failure)].flatMap(
    failure => failure ?? [],
  );
  const start = [
    `### ${phraseMarkdown(verdictOf(report))}`,
    ...failures.map(failure => failureBlock(failure, report)),
    ...targets.flatMap(target => problemsOf(target, report)),
    isOneInTrouble(report) ? '' : targetTable(report),
    ...targets.flatMap(target => alertsOf(target, report)),
    ...targets.map(target => hooksMarkdown(target, report)),
    ...targets.map(target => findingsOf(target, report, detail)),
    ...targets.map(previewNotes),
    ...targets.map(historyTable),
    driftWords(report),
    ...targets.map(target => backWords(target, report)),
    ...targets.map(target => holdWords(target, report)),
    undoWords(report),
  ];
  const folds = targets.flatMap((target, index) =>
    partsOf(target, report, { position: index === 0 && !isOneInTrouble(report) ? 'first' : 'later', detail }),
  );
  const end = [...targets.map(target => unknowns(target, detail)), footerOf(report)];
  return { start: kept(start), folds, end: kept(end) };
}

/** The only target went wrong: the text above tells more than a row of a table, and what is wrong matters more than the diff. */
function isOneInTrouble({ targets }: Report): boolean {
  const [target] = targets;
  return targets.length === 1 && target !== undefined && problemsIn(target);
}

function problemsIn({ outcome }: TargetReport): boolean {
  return outcome !== undefined && outcome.result !== 'deployed' && outcome.result !== 'unchanged';
}

function kept(parts: readonly string[]): readonly string[] {
  return parts.filter(part => part !== '');
}

/** What a reader of drift can do, and how to read the diff below. */
function driftWords({ result, run, targets }: Report): string {
  const ignored = ignoredWords(targets);
  const left = ignored === '' ? '' : `${ignored}.`;
  if (result !== 'drifted') return result === 'clean' ? left : '';
  return [
    ...targets.flatMap(driftPhrases).map(phrase => `- ${phraseMarkdown(phrase)}`),
    '',
    ...(left === '' ? [] : [left, '']),
    'In the diffs `-` is what is there now, `+` what was deployed. What you can do:',
    '',
    '- keep what is there: change the files and merge that',
    `- put back what was deployed: ${phraseMarkdown(wayTo('heal', run))}`,
  ].join('\n');
}

/** The way back after a deploy that has an earlier one before it. */
function undoWords({ result, run, targets }: Report): string {
  const hasPrevious = targets.some(target => target.record?.previous !== undefined);
  if (result !== 'deployed' || !hasPrevious) return '';
  return `To undo: ${phraseMarkdown(wayTo('rollback', run))}.`;
}

function unknowns(target: TargetReport, detail: Detail): string {
  if (target.limits.length === 0) return '';
  const items = target.limits.slice(0, shownLimits[detail]).map(limit => `- ${prose(sentence(limit))}`);
  const rest = target.limits.length - shownLimits[detail];
  const list = [...items, ...(rest > 0 ? [`- and ${rest} more, all of them in the log`] : [])].join('\n');
  return `<details><summary>What could not be known: ${counted(target.limits.length, 'point')}</summary>\n\n${list}\n\n</details>`;
}

function footerOf(report: Report): string {
  const { run, targets } = report;
  const dirty = run.dirty === true ? ' with uncommitted changes' : '';
  // Of a pull request the newest commit of its branch: GitHub's test merge means nothing to its readers.
  const sha = report.mode === 'preview' ? (run.pullRequest?.headSha ?? run.commit) : run.commit;
  const commit =
    sha === undefined
      ? []
      : [`${report.mode === 'preview' ? 'Preview of' : 'Commit'} ${codeSpan(sha.slice(0, 7))}${dirty}`];
  const digests = targets.flatMap(({ planDigest, changes }) =>
    planDigest !== undefined && hasChanges(changes) ? [planDigest.slice(0, 8)] : [],
  );
  const plans = [...new Set(digests)].map(digest => `plan ${codeSpan(digest)}`);
  const records = targets.flatMap(({ record }) => (record ? [`record ${codeSpan(recordName(record))}`] : []));
  const link =
    run.runUrl !== undefined && /^https?:\/\/[^\s()<>]+$/.test(run.runUrl) ? [`[run](${run.runUrl})`] : [];
  // How long it took stands in the headline of a deploy that went well.
  const times =
    report.result === 'deployed' || report.result === 'rolled-back' ? [] : targets.flatMap(outcomeTimes);
  return [...commit, ...plans, ...previewedOn(targets), ...records, ...times, ...link].join(' · ');
}
