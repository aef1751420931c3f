import type { Report, TargetReport } from '../model/report.ts';
import { wrap } from './columns.ts';
import { codeSpan, oneLine } from './escape.ts';
import { type Phrase, phraseMarkdown, phraseText } from './phrase.ts';
import { wayTo } from './ways.ts';

/** So many objects are named. */
const shownCulprits = 50;

/** What a rollback holds back from now on, or what was held back, and how to lift that; empty when nothing is. */
export function holdWords(target: TargetReport, report: Report): string {
  const told = toldOf(target, report);
  if (!told) return '';
  const { lead, names, way } = told;
  const lift = way ? ` To lift that: ${phraseMarkdown(way)}.` : '';
  return `${phraseMarkdown(lead)}${lift}\n\n${names.map(name => `- ${codeSpan(name)}`).join('\n')}${moreWords(target, '- ')}`;
}

/** The same for a terminal; a command stands on a line of its own. */
export function holdText(target: TargetReport, report: Report, width: number): string {
  const told = toldOf(target, report);
  if (!told) return '';
  const { lead, names, way } = told;
  const lift = way ? ['  To lift that:', `    ${phraseText(way)}`] : [];
  const items = names.map(name => `  - ${oneLine(name)}`);
  return [...wrap(phraseText(lead), width), ...items, moreWords(target, '  - ').slice(1), ...lift]
    .filter(line => line !== '')
    .join('\n');
}

interface Told {
  readonly lead: Phrase;
  readonly names: readonly string[];
  readonly way?: Phrase;
}

function toldOf({ hold, putBack }: TargetReport, { mode, result, run }: Report): Told | undefined {
  if (!hold || result === 'held') return undefined;
  const names = hold.culprits
    .slice(0, shownCulprits)
    .map(({ address }) => (address === '' ? 'everything' : address));
  if (mode === 'resume') {
    const start =
      result === 'resumed' ? 'Not held back any more, and' : 'Would not be held back any more, and';
    return names.length === 0
      ? undefined
      : { lead: [`${start} part of the next deploy of this commit:`], names };
  }
  const verb = result === 'rolled-back' || putBack?.state === 'done' ? 'are' : 'will be';
  return {
    lead: [
      `Deploys that bring these back as they were ${verb} `,
      { strong: 'held' },
      ' until a change mends them.',
    ],
    names,
    way: wayTo('resume', run, { reason: true }),
  };
}

function moreWords({ hold }: TargetReport, mark: string): string {
  const rest = (hold?.culprits.length ?? 0) - shownCulprits;
  return rest > 0 ? `\n${mark}and ${rest} more` : '';
}
