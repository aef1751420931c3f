import type { HookMoment, HookRun, PlannedHook } from '../model/hook.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { columnOf } from './columns.ts';
import { durationText } from './duration.ts';
import { codeSpan, oneLine } from './escape.ts';
import { placeLink, placeText } from './places.ts';
import { counted } from './sentence.ts';
import { titleAt, titleOf } from './titles.ts';

const momentWords: Readonly<Record<HookMoment, string>> = {
  before: 'before the deploy',
  after: 'after the deploy',
  'on-failure': 'if the deploy fails',
  'before-rollback': 'before the rollback',
  'after-rollback': 'after the rollback',
};

/** The hooks of a target: before a deploy which run and where they stand, afterwards what became of each. */
export function hooksMarkdown(target: TargetReport, report: Report): string {
  const ran = ranOf(target);
  const items = ran
    ? ran.map(
        run => `- ${markOf(run)}${codeSpan(titleAt(run.address, target))} ${momentOf(run)}${endOf(run)}`,
      )
    : (target.hooks ?? []).map(hook => {
        const place = hook.location ? ` (${placeLink(hook.location, report.run)})` : '';
        return `- ${codeSpan(titleOf(hook))} ${momentWords[hook.moment]}${place}`;
      });
  return items.length === 0 ? '' : ['Hooks:', '', ...items].join('\n');
}

/** The same for a terminal. */
export function hooksText(target: TargetReport): string {
  const ran = ranOf(target);
  const rows: readonly (readonly [string, string])[] = ran
    ? ran.map(run => [
        `${markOf(run).padEnd(2)}${titleAt(run.address, target)}`,
        `${momentOf(run)}${endOf(run)}`,
      ])
    : (target.hooks ?? []).map(hook => [
        `hook      ${hook.confirmAddress}`,
        `${momentWords[hook.moment]}${hook.location ? `, ${placeText(hook.location)}` : ''}`,
      ]);
  const names = rows.map(([name]) => oneLine(name));
  const column = columnOf(names, 60) + 2;
  return rows.map(([, words], index) => `${(names[index] ?? '').padEnd(column)}${oneLine(words)}`).join('\n');
}

/** `2 hooks to run`, afterwards `2 hooks run`; nothing where there is none. What only a failure sets off is not counted ahead. */
export function hookCount(targets: readonly TargetReport[]): string {
  const planned = targets.flatMap(({ hooks = [], outcome }) =>
    outcome ? [] : hooks.filter(({ moment }) => moment !== 'on-failure'),
  );
  const ran = targets.flatMap(
    ({ outcome }) => outcome?.hooks?.filter(({ state }) => state !== 'skipped') ?? [],
  );
  if (ran.length > 0) return `${counted(ran.length, 'hook')} run`;
  return planned.length === 0 ? '' : `${counted(planned.length, 'hook')} to run`;
}

function ranOf({ outcome }: TargetReport): readonly HookRun[] | undefined {
  return outcome ? (outcome.hooks ?? []) : undefined;
}

function momentOf({ moment }: Pick<PlannedHook, 'moment'>): string {
  return moment === 'on-failure' ? 'because the deploy failed' : momentWords[moment];
}

function markOf({ state }: HookRun): string {
  return state === 'succeeded' ? '✓ ' : state === 'failed' ? '✗ ' : '';
}

function endOf({ state, durationMs }: HookRun): string {
  return state === 'skipped' ? ': not begun' : `: ${state}, ${durationText(durationMs)}`;
}
