import { type Action, actions, type Counts } from '../model/change.ts';
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

/** `1 recreate, 2 update, 1 create`, dangerous first; nothing for zero and for what stays. */
export function planWords(counts: Counts): string {
  return wordsOf(counts, action => action);
}

/** `1 recreated, 2 updated, 1 created`. */
export function doneCountWords(counts: Counts): string {
  return wordsOf(counts, action => doneWords[action]);
}

/** The counts of all targets together. */
export function sumCounts(targets: readonly TargetReport[]): Counts {
  const sum = (action: Action): number => targets.reduce((total, target) => total + target.counts[action], 0);
  return {
    create: sum('create'),
    update: sum('update'),
    recreate: sum('recreate'),
    delete: sum('delete'),
    unchanged: sum('unchanged'),
    unknown: sum('unknown'),
  };
}

/** How many objects change or may change. */
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
