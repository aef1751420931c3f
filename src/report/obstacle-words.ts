import type { ReasonCode } from '../model/failure.ts';
import type { Obstacle, TargetReport } from '../model/report.ts';
import { type Paint, type TextOptions, wrap } from './columns.ts';
import { fenced, oneLine, prose } from './escape.ts';
import { sentence, splitHint } from './sentence.ts';

/** What would become of a deploy of what was previewed, as an alert of GitHub; empty when it would go on. */
export function obstacleAlert({ obstacle }: TargetReport): string {
  if (obstacle === undefined || obstacle === 'none') return '';
  const { way, block } = splitHint(obstacle.hint ?? '');
  const paste = block.length === 0 ? [] : ['', ...fenced('text', block).split('\n')];
  const lines = [
    `**${verdictOf(obstacle)}**: ${prose(sentence(obstacle.message))} ${prose(way)}`.trim(),
    ...paste,
  ];
  return ['> [!WARNING]', ...lines.map(line => `> ${line}`.trimEnd())].join('\n');
}

/** The same for a terminal. */
export function obstacleText({ obstacle }: TargetReport, { width }: TextOptions, paint: Paint): string {
  if (obstacle === undefined || obstacle === 'none') return '';
  const { way, block } = splitHint(obstacle.hint ?? '');
  const lines = wrap(oneLine(`${verdictOf(obstacle)}: ${sentence(obstacle.message)}`), width);
  const hint = way === '' ? [] : wrap(oneLine(way), width - 2).map(line => `  ${line}`);
  return [...lines.map(line => paint('yellow', line)), ...hint, ...block.map(line => `    ${line}`)].join(
    '\n',
  );
}

const verdicts: Readonly<Partial<Record<ReasonCode, string>>> = {
  held: 'A deploy of this would be held',
  superseded: 'A deploy of this would do nothing',
};

function verdictOf({ reasonCode }: Obstacle): string {
  return verdicts[reasonCode] ?? 'A deploy of this would be refused';
}
