import { styleText } from 'node:util';
import { actions, type Action, type Change, type FieldChange } from '../model/change.ts';
import { type Diagnostic, type Severity, sortDiagnostics } from '../model/diagnostic.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { fieldLines } from './field-lines.ts';
import { headlineOf, seconds } from './headline.ts';
import { historyLines } from './history.ts';

/** How a terminal shows text: colours or not, and how many columns it has. */
export interface TextOptions {
  readonly color: boolean;
  readonly width: number;
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** The report for a person at a terminal or in a log: verdict first, then what is wrong, what changes, and what to do next. */
export function renderText(report: Report, options: TextOptions): string {
  const paint: Paint = (style, text) =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const failures = [report.failure, ...report.targets.map(target => target.failure)].flatMap(
    failure => failure ?? [],
  );
  const parts = [
    paint(
      failures.length > 0 || report.result === 'failed' || report.result === 'partial'
        ? ['bold', 'red']
        : 'bold',
      headlineOf(report),
    ),
    ...failures.map(({ message, hint, code }) =>
      [`${message} [${code}]`, ...(hint === undefined ? [] : indent(hint, '  '))].join('\n'),
    ),
    ...report.targets.flatMap(target => targetParts(target, options, paint)),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function targetParts(target: TargetReport, options: TextOptions, paint: Paint): readonly string[] {
  const shown = actions.flatMap(action =>
    action === 'unchanged' ? [] : target.changes.filter(change => change.action === action),
  );
  return [
    sortDiagnostics(target.diagnostics)
      .map(diagnostic => diagnosticText(diagnostic, paint))
      .join('\n'),
    shown.map(change => changeText(change, options, paint)).join('\n'),
    outcomeText(target, paint),
    target.limits.map(limit => `not known: ${limit}`).join('\n'),
    target.history ? historyLines(target.history).join('\n') : '',
    footerOf(target, paint),
  ];
}

const severityStyles = { error: 'red', warning: 'yellow', notice: 'cyan' } as const satisfies Readonly<
  Record<Severity, string>
>;

function diagnosticText(diagnostic: Diagnostic, paint: Paint): string {
  const { location, severity, message, code, hint } = diagnostic;
  const place = location ? `${location.file}:${location.line}:${location.column}: ` : '';
  const [first = '', ...rest] = message.split('\n');
  const head = `${place}${paint(severityStyles[severity], severity)}: ${first} ${paint('dim', `[${code}]`)}`;
  return [head, ...rest.map(line => `    ${line}`), ...(hint === undefined ? [] : indent(hint, '    '))].join(
    '\n',
  );
}

const actionStyles = {
  create: 'green',
  update: 'yellow',
  recreate: 'red',
  delete: 'red',
  unknown: 'magenta',
  unchanged: 'dim',
} as const satisfies Readonly<Record<Action, string>>;

function changeText(change: Change, options: TextOptions, paint: Paint): string {
  const place = change.location ? paint('dim', `  ${change.location.file}:${change.location.line}`) : '';
  const head = `${paint(actionStyles[change.action], change.action.padEnd(8))} ${change.confirmAddress}${place}`;
  const warning = change.risk === undefined ? [] : [paint('red', `  ! ${change.risk}`)];
  const note = change.note === undefined ? [] : [`  ${change.note}`];
  return [
    head,
    ...warning,
    ...note,
    ...change.fields.flatMap(field => fieldText(field, options, paint)),
  ].join('\n');
}

function fieldText(field: FieldChange, options: TextOptions, paint: Paint): readonly string[] {
  const owner = field.owner === undefined ? '' : paint('dim', `  (set by ${field.owner})`);
  const lines = fieldLines(field, options.width - 8);
  return [`    ${field.label}${owner}`, ...lines.map(line => `      ${lineStyle(line, paint)}`)];
}

function lineStyle(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint('green', line);
  return line.startsWith('-') ? paint('red', line) : line;
}

/** After a deploy: what is not up, what failed and what was left out; nothing when all went well. */
function outcomeText(target: TargetReport, paint: Paint): string {
  const { outcome } = target;
  if (!outcome) return '';
  const ill = outcome.health.filter(object => object.state !== 'ready');
  const broken = outcome.steps.filter(step => step.state !== 'done');
  return [
    ...ill.map(object => `${paint('red', object.state)} ${object.address}\n    ${object.message}`),
    ...broken.map(
      step =>
        `${paint('red', step.state)} ${step.action} ${step.address}${step.message === undefined ? '' : `\n    ${step.message}`}`,
    ),
  ].join('\n');
}

function footerOf(target: TargetReport, paint: Paint): string {
  const { outcome, record, planDigest } = target;
  const parts = [
    ...(record ? [`record ${record.environment}/${record.target.name}#${record.sequence}`] : []),
    ...(planDigest === undefined ? [] : [`plan ${planDigest.slice(0, 8)}`]),
    ...(outcome
      ? [`${seconds(outcome.durationMs)}, ${seconds(outcome.waitedMs)} of it waiting for Pods`]
      : []),
  ];
  return paint('dim', parts.join(' · '));
}

function indent(text: string, space: string): readonly string[] {
  return text.split('\n').map(line => `${space}${line}`);
}
