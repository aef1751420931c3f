import type { Health, Outcome, Step } from '../model/outcome.ts';
import type { Report, TargetReport } from '../model/report.ts';
import type { Phrase } from './phrase.ts';
import { counted } from './sentence.ts';
import { titleAt } from './titles.ts';

const shownObjects = 10;

/** What of an outcome went wrong, and what was only not done yet when the run stopped. */
export interface Sorted {
  readonly ill: readonly Health[];
  readonly failed: readonly Step[];
  /** Still on their way when something else stopped the run. */
  readonly pending: readonly Health[];
}

/** Sorts an outcome: stuck objects first; those that merely waited count as ill only when nothing else is. */
export function sorted({ health, steps }: Pick<Outcome, 'health' | 'steps'>): Sorted {
  const failed = steps.filter(step => step.state === 'failed');
  const notReady = health.filter(object => object.state !== 'ready');
  const stuck = notReady.filter(object => object.state === 'stuck');
  const isTelling = ({ diagnosis }: Health): boolean => diagnosis !== undefined && diagnosis.cause !== 'late';
  const telling = notReady.filter(object => object.state !== 'stuck' && isTelling(object));
  const ill = [...stuck, ...telling];
  if (ill.length + failed.length === 0) return { ill: notReady, failed, pending: [] };
  return { ill, failed, pending: notReady.filter(object => !ill.includes(object)) };
}

/** How far the run came, and who serves the traffic meanwhile. */
export function howFar(target: TargetReport, { run }: Report): Phrase {
  const steps = target.outcome?.steps ?? [];
  const done = steps.filter(step => step.state === 'done').length;
  const commit: Phrase[number] = run.commit === undefined ? 'this version' : { code: run.commit.slice(0, 7) };
  const where = { strong: target.environment };
  // After the way back the failed version is history, and so are the Pods before it.
  const isBack = target.putBack?.state === 'done';
  const serves = isBack ? [] : traffic(target);
  const verb = isBack ? ' was' : ' is';
  if (done === 0 && steps.length > 0)
    return [
      where,
      ` is as it was: ${steps.length === 1 ? 'its one change was not made' : `none of ${counted(steps.length, 'change')} was made`}.`,
    ];
  if (done === steps.length) {
    const made =
      steps.length === 0
        ? ''
        : `: ${steps.length === 1 ? 'its one change was' : `all ${counted(steps.length, 'change')} were`} made, but`;
    const rest = steps.length === 0 ? ', but not everything is up.' : ' not everything came up.';
    return [where, `${verb} on `, commit, `${made}${rest}`, ...serves];
  }
  const skipped = steps.filter(step => step.state === 'skipped');
  const more = skipped.length > shownObjects ? `, and ${skipped.length - shownObjects} more` : '';
  const names = skipped
    .slice(0, shownObjects)
    .flatMap((step, index): Phrase => [index === 0 ? '' : ', ', { code: titleAt(step.address, target) }]);
  const rest: Phrase = skipped.length === 0 ? [] : [' Not begun: ', ...names, `${more}.`];
  return [
    where,
    `${verb} partly on `,
    commit,
    `: ${done} of ${counted(steps.length, 'change')} ${done === 1 ? 'was' : 'were'} made.`,
    ...rest,
    ...serves,
  ];
}

/** Whether the version before still serves: the first thing that whoever is on duty wants to know. */
function traffic({ outcome, ...target }: TargetReport): Phrase {
  const told = (outcome?.health ?? []).flatMap(({ address, diagnosis }) =>
    diagnosis?.oldPods ? [{ address, ...diagnosis.oldPods }] : [],
  );
  const [first] = told;
  if (!first) return [];
  const total = told.reduce((sum, each) => sum + each.total, 0);
  const ready = told.reduce((sum, each) => sum + each.ready, 0);
  const whose: Phrase = told.length === 1 ? [' of ', { code: titleAt(first.address, target) }] : [];
  return [' Traffic is still on the old Pods', ...whose, ` (${ready} of ${total} ready).`];
}
