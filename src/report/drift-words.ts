import { type Action, type Change, hasChanges } from '../model/change.ts';
import type { TargetReport } from '../model/report.ts';
import type { Phrase } from './phrase.ts';
import { counted } from './sentence.ts';
import { titleOf } from './titles.ts';

/** What happened to an object since its deploy: the plan says what a heal would do, drift what somebody did. */
export const driftActions: Readonly<Record<Action, string>> = {
  create: 'deleted',
  update: 'changed',
  recreate: 'changed',
  delete: 'added',
  unchanged: 'unchanged',
  unknown: 'unknown',
};

/** So many objects are told one by one; all of them stand in the folds. */
const shownObjects = 20;

/** Each object that drifted in a sentence: what was done to it, and by whom as far as the cluster tells. */
export function driftPhrases({ changes }: Pick<TargetReport, 'changes'>): readonly Phrase[] {
  const drifted = changes.filter(change => hasChanges([change]));
  const rest = drifted.length - shownObjects;
  return [
    ...drifted.slice(0, shownObjects).map(phraseOf),
    ...(rest > 0 ? [[`and ${rest} more, all of them below`]] : []),
  ];
}

/** How many fields differ and are left alone, by whose decision; empty when there are none. */
export function ignoredWords(targets: readonly Pick<TargetReport, 'changes'>[]): string {
  const ignored = targets.flatMap(({ changes }) => changes).flatMap(change => change.ignored ?? []);
  if (ignored.length === 0) return '';
  const byRule = ignored.filter(({ why }) => why.startsWith('rule ')).length;
  const parts = [
    ...(byRule === 0 ? [] : [`${byRule} by rule`]),
    ...(ignored.length === byRule
      ? []
      : [
          `${ignored.length - byRule} because a controller keeps ${ignored.length - byRule === 1 ? 'it' : 'them'}`,
        ]),
  ];
  return `${counted(ignored.length, 'field')} not counted: ${parts.join(', ')}`;
}

function phraseOf(change: Change): Phrase {
  const name = { code: titleOf(change) };
  if (change.action === 'create') return [name, ' was ', { strong: 'deleted' }, ', by whom is not known'];
  if (change.action === 'delete')
    return [name, ' was ', { strong: 'added' }, ' with the label of this set, not by a deploy of it'];
  return [name, ' was changed ', ...byWhom(change)];
}

function byWhom({ fields }: Change): Phrase {
  const owners = new Map(
    fields.flatMap(({ owner, ownerSince }) => (owner === undefined ? [] : [[owner, ownerSince] as const])),
  );
  if (owners.size === 0) return ['by somebody whom the cluster does not name'];
  return [...owners].flatMap(
    ([owner, since], index): Phrase => [
      index === 0 ? '' : ' and ',
      kindOf(owner),
      ' (',
      { code: owner },
      `${since === undefined ? '' : `, ${since.slice(0, 16).replace('T', ' ')} UTC`})`,
    ],
  );
}

/** By the names that field managers have. */
function kindOf(owner: string): string {
  if (/^(?:kubectl|k9s|lens|Mozilla|rancher|before-first-apply)/.test(owner)) return 'by hand';
  return /controller|operator|autoscaler|injector|webhook|^kube-|^vpa-|^keda|istiod/.test(owner)
    ? 'by a controller'
    : 'by another tool';
}
