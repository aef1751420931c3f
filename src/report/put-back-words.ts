import type { PutBack } from '../model/put-back.ts';
import type { TargetReport } from '../model/report.ts';
import type { Phrase } from './phrase.ts';
import { sentence } from './sentence.ts';
import { titleAt } from './titles.ts';

/** What runs now, after a deploy that failed and the way back; empty when nobody went back. */
export function putBackPhrase(target: TargetReport): Phrase {
  const { putBack } = target;
  return putBack ? [...stateOf(putBack, target), ...restOf(putBack, target)] : [];
}

function stateOf({ state, to = '', commit, record }: PutBack, { environment }: TargetReport): Phrase {
  const what: Phrase = [
    ...(commit === undefined ? [] : [{ code: commit.slice(0, 7) }, ' again']),
    ...(to === '' ? [] : [commit === undefined ? '' : ', ', 'as record ', { code: to }, ' left it']),
  ];
  const by: Phrase = record === undefined ? [] : [' (by record ', { code: record }, ')'];
  switch (state) {
    case 'done':
      return ['Put back: ', { strong: environment }, ' is on ', ...what, ...by, '.'];
    case 'failed':
      return ['Putting back ', to === '' ? 'what ran before' : { code: to }, ' did not succeed', ...by, '.'];
    case 'impossible':
      return ['Nothing was put back.'];
  }
}

function restOf({ message, notUndone }: PutBack, target: TargetReport): Phrase {
  const why: Phrase = message === undefined ? [] : [` ${sentence(message)}`];
  if (notUndone.length === 0) return why;
  const names = notUndone
    .slice(0, 10)
    .flatMap((address, index): Phrase => [index === 0 ? '' : ', ', { code: titleAt(address, target) }]);
  return [...why, ' What these Jobs did stays: ', ...names, '.'];
}
