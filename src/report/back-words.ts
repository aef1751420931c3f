import type { Report, TargetReport } from '../model/report.ts';
import { wrap } from './columns.ts';
import { type Phrase, phraseMarkdown, phraseText } from './phrase.ts';

/** After a rollback: what was taken back, by whom and why; it is what the author of that commit wants to know. Else empty. */
export function backWords(target: TargetReport, report: Report): string {
  return phraseMarkdown(backPhrase(target, report));
}

/** The same for a terminal. */
export function backText(target: TargetReport, report: Report, width: number): string {
  return wrap(phraseText(backPhrase(target, report)), width).join('\n');
}

function backPhrase({ record }: TargetReport, { result, run }: Report): Phrase {
  const left = record?.previous?.commit;
  if (result !== 'rolled-back' || left === undefined || left === record?.commit) return [];
  const actor = record?.run?.actor ?? run.actor;
  const reason = record?.rollback?.reason;
  return [
    'Commit ',
    { code: left.slice(0, 7) },
    ' was taken back',
    ...(actor === undefined ? [] : [` by ${actor}`]),
    reason === undefined ? '.' : `: ${reason.replace(/[.\s]*$/, '')}.`,
  ];
}
