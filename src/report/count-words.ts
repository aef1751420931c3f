import { type Action, actions, type Counts, isCompared } from '../model/change.ts';
import type { TargetReport } from '../model/report.ts';

/** What was done, in the words of someone who looks back. */
const doneWords: Readonly<Record<Action, string>> = {
  create: 'created',
  update: 'updated',
  recreate: 'recreated',
  delete: 'deleted',
  unchanged: 'unchanged',
  unknown: 'unknown',
};

/** `1 recreate, 2 update, 1 create, 1 not compared`, dangerous first; nothing for zero and for what stays. */
export function planWords(
  target: Pick<TargetReport, 'counts' | 'changes'>,
  words?: Readonly<Record<Action, string>>,
): string {
  const hidden = uncomparedCount([target]);
  const counts = { ...target.counts, unknown: target.counts.unknown - hidden };
  const told = wordsOf(counts, action => words?.[action] ?? action);
  return [told, hidden === 0 ? '' : `${hidden} not compared`].filter(text => text !== '').join(', ');
}

/** How many objects nobody compared: they are no changes, but not known to be none either. */
export function uncomparedCount(targets: readonly Pick<TargetReport, 'changes'>[]): number {
  return targets.flatMap(({ changes }) => changes).filter(change => !isCompared(change)).length;
}

/** `1 recreated, 2 updated, 1 created`. */
export function doneCountWords(counts: Counts): string {
  return wordsOf(counts, action => doneWords[action]);
}

/** How many objects change or may change; what nobody compared is not among them. */
export function changeCountOf(targets: readonly Pick<TargetReport, 'counts' | 'changes'>[]): number {
  return targets.reduce((sum, target) => sum + changeCount(target.counts), 0) - uncomparedCount(targets);
}

/** How many objects are more than unchanged. */
export function changeCount(counts: Counts): number {
  return actions.reduce((total, action) => total + (action === 'unchanged' ? 0 : counts[action]), 0);
}

/** How many steps were carried out, by action: what a run did, whatever it had planned. */
export function doneCounts(target: TargetReport): Counts {
  const { outcome, counts } = target;
  if (!outcome) return counts;
  const done = (action: Action): number =>
    outcome.steps.filter(step => step.state === 'done' && step.action === action).length;
  return {
    create: done('create'),
    update: done('update'),
    recreate: done('recreate'),
    delete: done('delete'),
    unchanged: counts.unchanged,
    unknown: 0,
  };
}

function wordsOf(counts: Counts, wordOf: (action: Action) => string): string {
  return actions
    .filter(action => action !== 'unchanged' && counts[action] > 0)
    .map(action => `${counts[action]} ${wordOf(action)}`)
    .join(', ');
}
