import { type Diagnostic, sortDiagnostics } from '../model/diagnostic.ts';
import type { FailureReport, Report, TargetReport } from '../model/report.ts';
import { addressesAsked } from './confirm.ts';
import { wayMarkdown } from './alerts.ts';
import type { Detail } from './change-body.ts';
import { codeSpan, fenced, prose } from './escape.ts';
import { placeLink } from './places.ts';
import { sentence, splitHint } from './sentence.ts';

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

/** The findings of a target as a list, errors first, each with its line, what is wrong and how to put it right. */
export function findingsOf(target: TargetReport, report: Report, detail: Detail): string {
  const sorted = sortDiagnostics(target.diagnostics);
  const items = sorted.slice(0, shownFindings[detail]).map(finding => findingItem(finding, report));
  const rest = sorted.length - shownFindings[detail];
  return [...items, ...(rest > 0 ? [`- and ${rest} more, all of them in the log`] : [])].join('\n');
}

function findingItem({ severity, message, hint, location, code }: Diagnostic, report: Report): string {
  const place = location ? `${placeLink(location, report.run)}: ` : '';
  const { way, block } = splitHint(hint ?? '');
  const words = [prose(sentence(message)), prose(way), `(${codeSpan(code)})`].filter(part => part !== '');
  const paste = block.length > 0 ? `\n${indented(fenced('yaml', block))}` : '';
  return `- **${severity}** ${place}${words.join(' ')}${paste}`;
}

/** As a part of the list item above it. */
function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
