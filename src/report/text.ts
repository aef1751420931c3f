import { hasChanges } from '../model/change.ts';
import { type Diagnostic, type Severity, sortDiagnostics } from '../model/diagnostic.ts';
import { recordName } from '../model/record.ts';
import type { FailureReport, Report, TargetReport } from '../model/report.ts';
import { type Paint, paintOf, type TextOptions, wrap } from './columns.ts';
import { addressesAsked, addressesToConfirm, wayToConfirm } from './confirm.ts';
import { driftActions, driftPhrases, ignoredWords } from './drift-words.ts';
import { oneLine, visible, withoutCommands } from './escape.ts';
import { headlineOf } from './headline.ts';
import { backText } from './back-words.ts';
import { holdText } from './hold-words.ts';
import { historyLines } from './history.ts';
import { hooksText } from './hook-words.ts';
import { phraseText } from './phrase.ts';
import { obstacleText } from './obstacle-words.ts';
import { liveWords, renderedWords } from './rendered-part.ts';
import { sentence, splitHint } from './sentence.ts';
import { changesText } from './text-changes.ts';
import { wayTo } from './ways.ts';
import { outcomeText, outcomeTimes } from './text-outcome.ts';

/**
 * The report for a person at a terminal or in a log: verdict first, then what is wrong, what changes, and what to do
 * next. Lines have at most `width` columns, but for what is there to be copied.
 */
export function renderText(report: Report, options: TextOptions): string {
  const paint = paintOf(options);
  const failures = [report.failure, ...report.targets.map(target => target.failure)].flatMap(
    failure => failure ?? [],
  );
  const parts = [
    headText(report, options, paint),
    ...failures.map(failure => failureText(failure, report, options, paint)),
    ...report.targets.flatMap(target => targetParts(target, report, options, paint)),
  ];
  return withoutCommands(`${parts.filter(part => part !== '').join('\n\n')}\n`);
}

function headText(report: Report, options: TextOptions, paint: Paint): string {
  const isBad = ['failed', 'partial', 'cancelled'].includes(report.result);
  const style = isBad ? (['bold', 'red'] as const) : (['bold'] as const);
  return wrap(headlineOf(report), options.width)
    .map(line => paint([...style], line))
    .join('\n');
}

function failureText(failure: FailureReport, report: Report, options: TextOptions, paint: Paint): string {
  const { message, hint, code } = failure;
  const asked = addressesAsked(failure);
  const way = asked === undefined ? hintLines(hint, options) : confirmLines(asked, report, options);
  const [first = '', ...rest] = wrapped(sentence(message), options.width);
  const tag = `[${code}]`;
  const isFit = rest.length === 0 && first.length + 1 + tag.length <= options.width;
  const head = isFit ? [`${first} ${paint('dim', tag)}`] : [first, ...rest, paint('dim', tag)];
  return [...head, ...way].join('\n');
}

function targetParts(
  target: TargetReport,
  report: Report,
  options: TextOptions,
  paint: Paint,
): readonly string[] {
  const findings = sortDiagnostics(target.diagnostics);
  const title = paint('bold', oneLine(`${target.name} in ${target.environment}`));
  const addresses = addressesToConfirm(target.changes);
  const isAhead = report.result === 'previewed' && addresses !== '';
  return [
    report.targets.length > 1 ? title : '',
    outcomeText(target, report, options, paint),
    obstacleText(target, options, paint),
    findings.map(finding => findingText(finding, options, paint)).join('\n'),
    // What was carried out has been told line by line already.
    target.outcome ? '' : liveText(target, report, options, paint),
    hooksText(target),
    isAhead ? confirmLines(addresses, report, options).join('\n').trim() : '',
    renderedText(target, options, paint),
    limitsText(target, options),
    historyText(target, options),
    driftText(target, report, options),
    backText(target, report, options.width),
    holdText(target, report, options.width),
    footerOf(target, paint),
  ];
}

function liveText(target: TargetReport, report: Report, options: TextOptions, paint: Paint): string {
  const text = changesText(target, options, paint, report.result === 'drifted' ? driftActions : undefined);
  if (!target.rendered || target.planDigest === undefined) return text;
  return [paint('bold', `Live: ${liveWords(target)}`), ...(text === '' ? [] : [text])].join('\n');
}

function renderedText(target: TargetReport, options: TextOptions, paint: Paint): string {
  const { rendered } = target;
  if (!rendered) return '';
  const text = changesText({ ...target, changes: rendered.changes }, options, paint);
  const head = paint('bold', `Rendered: ${renderedWords(rendered, base => base)}`);
  return [head, ...(text === '' ? [] : [text])].join('\n');
}

function driftText(target: TargetReport, { result, run }: Report, { width }: TextOptions): string {
  const ignored = ignoredWords([target]);
  if (result !== 'drifted') return result === 'clean' && ignored !== '' ? `${ignored}.` : '';
  return [
    ...driftPhrases(target).flatMap(phrase => wrap(sentence(phraseText(phrase)), width)),
    ...(ignored === '' ? [] : [`${ignored}.`]),
    'Lines with - are there now, lines with + were deployed.',
    '  To keep what is there, change the files and merge that.',
    '  To put back what was deployed:',
    `    ${phraseText(wayTo('heal', run))}`,
  ].join('\n');
}

function historyText({ history, environment }: TargetReport, options: TextOptions): string {
  if (!history) return '';
  if (history.length === 0) return `Nothing was deployed to ${oneLine(environment)} yet.`;
  return historyLines(history, options.width).map(oneLine).join('\n');
}

/** The line to paste stands alone, so that a double click takes all of it. */
function confirmLines(addresses: string, report: Report, options: TextOptions): readonly string[] {
  const text = phraseText(wayToConfirm(addresses, report));
  const pattern = report.run.host === 'terminal' ? /^(To allow it: )(.*)$/s : /^(.*?)(confirm: .*)$/s;
  const [, start = '', line = ''] = pattern.exec(text) ?? [];
  return [...wrap(start.trim(), options.width - 2).map(each => `  ${each}`), `    ${line}`];
}

function hintLines(hint: string | undefined, options: TextOptions): readonly string[] {
  if (hint === undefined) return [];
  const { way, block } = splitHint(hint);
  // Lines to paste are never broken, and keep their indentation.
  const paste = block.flatMap(line => visible(line).split('\n'));
  return [...wrapped(way, options.width - 2), ...paste.map(line => `  ${line}`)].map(line => `  ${line}`);
}

function wrapped(text: string, width: number): readonly string[] {
  return visible(text)
    .split('\n')
    .flatMap(line => wrap(line, width));
}

const severityStyles = { error: 'red', warning: 'yellow', notice: 'cyan' } as const satisfies Readonly<
  Record<Severity, string>
>;

/** `file:line:column: error: message [code]`, as compilers write it and editors read it: never broken. */
function findingText(finding: Diagnostic, options: TextOptions, paint: Paint): string {
  const { location, severity, message, code, hint } = finding;
  const place = location ? `${oneLine(location.file)}:${location.line}:${location.column}: ` : '';
  const [first = '', ...rest] = visible(message).split('\n');
  const head = `${place}${paint(severityStyles[severity], severity)}: ${first} ${paint('dim', `[${code}]`)}`;
  return [
    head,
    ...rest.map(line => `    ${line}`),
    ...hintLines(hint, options).map(line => `  ${line}`),
  ].join('\n');
}

function limitsText(target: TargetReport, options: TextOptions): string {
  if (target.limits.length === 0) return '';
  const items = target.limits.flatMap(limit =>
    wrap(oneLine(sentence(limit)), options.width - 4).map(
      (line, index) => `  ${index === 0 ? '-' : ' '} ${line}`,
    ),
  );
  return ['What could not be known:', ...items].join('\n');
}

function footerOf(target: TargetReport, paint: Paint): string {
  const { record, planDigest, changes } = target;
  const parts = [
    ...(record ? [`record ${recordName(record)}`] : []),
    ...(planDigest === undefined || !hasChanges(changes) ? [] : [`plan ${planDigest.slice(0, 8)}`]),
    ...outcomeTimes(target),
  ];
  return paint('dim', oneLine(parts.join(' · ')));
}
