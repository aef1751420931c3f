import { type Diagnostic, sortDiagnostics } from '../model/diagnostic.ts';
import type { FailureReport, Report, TargetReport } from '../model/report.ts';
import { addressesAsked } from './confirm.ts';
import { wayMarkdown } from './alerts.ts';
import { codeSpan, prose } from './escape.ts';
import { placeLink } from './places.ts';
import { sentence } from './sentence.ts';

/** So many findings stand in the text; more are in the log and on their lines. */
const shownFindings = 50;

/** What stopped the run: the message, then the way on. */
export function failureBlock(failure: FailureReport, report: Report): string {
  const asked = addressesAsked(failure);
  const hint = failure.hint === undefined ? '' : prose(sentence(failure.hint));
  const way = asked === undefined ? hint : wayMarkdown(asked, report);
  const parts = [`**${prose(sentence(failure.message))}**`, way === '' ? '' : `**What to do**: ${way}`];
  return parts.filter(part => part !== '').join('\n\n');
}

/** The findings of a target as a list, errors first, each with its line, what is wrong and how to put it right. */
export function findingsOf(target: TargetReport, report: Report): string {
  const sorted = sortDiagnostics(target.diagnostics);
  const items = sorted.slice(0, shownFindings).map(finding => findingItem(finding, report));
  const rest = sorted.length - shownFindings;
  return [...items, ...(rest > 0 ? [`- and ${rest} more, all of them in the log`] : [])].join('\n');
}

function findingItem({ severity, message, hint, location, code }: Diagnostic, report: Report): string {
  const place = location ? `${placeLink(location, report.run)}: ` : '';
  const way = hint === undefined ? '' : ` ${prose(sentence(hint))}`;
  return `- **${severity}** ${place}${prose(sentence(message))}${way} (${codeSpan(code)})`;
}
