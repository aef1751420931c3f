import { type Diagnostic, hasErrors, sortDiagnostics } from '../model/diagnostic.ts';
import type { FailureReport, Report, TargetReport } from '../model/report.ts';
import { addressesAsked } from './confirm.ts';
import { wayMarkdown } from './alerts.ts';
import type { Detail } from './change-body.ts';
import { codeSpan, fenced, prose } from './escape.ts';
import { placeLink } from './places.ts';
import { counted, sentence, splitHint } from './sentence.ts';

/** So many findings stand in the text; more are in the log and on their lines. */
const shownFindings: Readonly<Record<Detail, number>> = { comment: 50, whole: Number.POSITIVE_INFINITY };

/** What stopped the run: the message, then the way on. */
export function failureBlock(failure: FailureReport, report: Report): string {
  const asked = addressesAsked(failure);
  const { way: hint, block } = splitHint(failure.hint ?? '');
  const way = asked === undefined ? prose(hint) : wayMarkdown(asked, report);
  const paste = asked === undefined && block.length > 0 ? fenced('yaml', block) : '';
  const parts = [
    `**${prose(sentence(failure.message))}**`,
    way === '' ? '' : `**What to do**: ${way}`,
    paste,
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

/**
 * The findings of a target as a list, errors first, each with its line, what is wrong and how to put it right; what is said in
 * the same words of several places is said once. After a deploy that did not come up warnings are folded: they are not why.
 */
export function findingsOf(target: TargetReport, report: Report, detail: Detail): string {
  const sorted = sortDiagnostics(target.diagnostics);
  const groups = [...Map.groupBy(sorted, keyOf).values()];
  const shown = groups.slice(0, shownFindings[detail]);
  const rest = groups.slice(shownFindings[detail]).flat().length;
  const items = shown.map(group => findingItem(group, report));
  const list = [...items, ...(rest > 0 ? [`- and ${rest} more, all of them in the log`] : [])].join('\n');
  if (list === '' || hasErrors(sorted) || !isIll(target)) return list;
  return `<details><summary>${counted(sorted.length, 'finding')} about the files</summary>\n\n${list}\n\n</details>`;
}

function isIll({ outcome }: TargetReport): boolean {
  return outcome?.health.some(({ state }) => state !== 'ready') === true;
}

function keyOf({ severity, message, hint, code }: Diagnostic): string {
  return JSON.stringify([severity, code, message, hint]);
}

/** So many places of one finding are named. */
const shownPlaces = 5;

function findingItem(group: readonly Diagnostic[], report: Report): string {
  const [first] = group;
  if (!first) return '';
  const { severity, message, hint, code } = first;
  const places = group.flatMap(({ location }) => (location ? [placeLink(location, report.run)] : []));
  const more = places.length > shownPlaces ? ` and ${places.length - shownPlaces} more` : '';
  const place = places.length === 0 ? '' : `${places.slice(0, shownPlaces).join(', ')}${more}: `;
  const { way, block } = splitHint(hint ?? '');
  const words = [prose(sentence(message)), prose(way), `(${codeSpan(code)})`].filter(part => part !== '');
  const paste = block.length > 0 ? `\n${indented(fenced('yaml', block))}` : '';
  return `- **${severity}** ${place}${words.join(' ')}${paste}`;
}

/** As a part of the list item above it. */
function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
