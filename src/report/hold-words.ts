import type { Report, TargetReport } from '../model/report.ts';
import { codeSpan } from './escape.ts';

/** So many objects are named. */
const shownCulprits = 50;

/** What a rollback holds back from now on, or what was held back, and how to lift that; empty when nothing is. */
export function holdWords({ hold }: TargetReport, { result, run }: Report): string {
  if (!hold || result === 'held') return '';
  const items = hold.culprits
    .slice(0, shownCulprits)
    .map(({ address }) => `- ${codeSpan(address === '' ? 'everything' : address)}`);
  const rest = hold.culprits.length - shownCulprits;
  const list = [...items, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
  if (result === 'resumed')
    return list === ''
      ? ''
      : `Not held back any more, and part of the next deploy of this commit:\n\n${list}`;
  const lift = run.host === 'github' ? '**Run workflow** with `mode: resume`' : 'run `gitops-push resume`';
  const verb = result === 'rolled-back' ? 'are' : 'will be';
  return `Deploys that bring these back as they were ${verb} **held** until a change mends them; to lift that: ${lift}.\n\n${list}`;
}
