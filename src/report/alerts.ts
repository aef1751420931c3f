import { type Change, isCompared } from '../model/change.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { addressesToConfirm, wayToConfirm } from './confirm.ts';
import { codeSpan, prose } from './escape.ts';
import { obstacleAlert } from './obstacle-words.ts';
import { phraseMarkdown } from './phrase.ts';
import { placeLink } from './places.ts';
import { sentence } from './sentence.ts';
import { titleOf } from './titles.ts';

/** So many objects are named one by one; the rest stands in the folds. */
export const shownObjects = 12;

/** A line to paste that is longer than this would push the warning itself out of the text. */
const longestWay = 4000;

/**
 * What must be read before anything else: what is deleted, made anew, or could not be found out. Always open. Before
 * a deploy as GitHub's alerts with the way to allow it; afterwards as plain lines.
 */
export function alertsOf(target: TargetReport, report: Report): readonly string[] {
  const of = (action: Change['action']): readonly Change[] =>
    target.changes.filter(change => change.action === action);
  // What was not compared is told with the other limits: it warns of nothing.
  const unknown = of('unknown').filter(isCompared);
  // What drifted is told by the list of it: nobody is about to do anything.
  if (target.outcome || report.result === 'drifted') return [];
  const isAhead = target.failure?.code.endsWith('-unconfirmed') !== true;
  const addresses = addressesToConfirm(target.changes);
  const blocks = [dangerBlock(of('delete'), report), dangerBlock(of('recreate'), report)].filter(
    block => block !== '',
  );
  // One line allows everything, so it stands once, in the last block.
  const way = addresses === '' || !isAhead ? '' : `\n>\n> ${wayMarkdown(addresses, report)}`;
  const last = blocks.at(-1);
  const obstacle = obstacleAlert(target);
  return [
    ...(obstacle === '' ? [] : [obstacle]),
    ...blocks.slice(0, -1),
    ...(last === undefined ? [] : [`${last}${way}`]),
    ...cautionBlock(
      target.changes.filter(({ caution }) => caution !== undefined),
      report,
    ),
    ...(unknown.length === 0 ? [] : [unknownList(unknown, report)]),
  ];
}

/** The way to allow something, with the name of the button in bold. */
export function wayMarkdown(addresses: string, report: Report): string {
  if (addresses.length > longestWay) {
    return `To allow it, all ${addresses.split(',').length} of them must be confirmed; the line to paste is in the log.`;
  }
  const text = phraseMarkdown(wayToConfirm(addresses, report)).replace('Run workflow', '**Run workflow**');
  return `${text}.`;
}

function dangerBlock(changes: readonly Change[], report: Report): string {
  const [first] = changes;
  if (!first) return '';
  const isDelete = first.action === 'delete';
  const head = isDelete && changes.some(change => change.risk !== undefined) ? 'CAUTION' : 'WARNING';
  const verb = isDelete ? 'deleted' : 'recreated';
  const lines =
    changes.length === 1
      ? [`**${codeSpan(titleOf(first))} is ${verb}**${reasonOf(first, report)}`]
      : [
          `**${changes.length} objects are ${verb}**${isDelete ? goneWords : ''}`,
          '',
          ...changes
            .slice(0, shownObjects)
            .map(
              change =>
                `- ${codeSpan(titleOf(change))}${isDelete ? riskOf(change) : reasonOf(change, report)}`,
            ),
          ...(changes.length > shownObjects
            ? [`- and ${changes.length - shownObjects} more, listed below`]
            : []),
        ];
  return [`> [!${head}]`, ...lines.map(line => `> ${line}`.trimEnd())].join('\n');
}

/** What needs no yes, but eyes: who reviews the change should not find it in a fold. */
function cautionBlock(changes: readonly Change[], report: Report): readonly string[] {
  const [first] = changes;
  if (!first) return [];
  const wordsOf = ({ caution = '', location }: Change): string =>
    `${prose(caution)}${location ? ` (${placeLink(location, report.run)})` : ''}`;
  const more = changes.length - shownObjects;
  const lines =
    changes.length === 1
      ? [`**${codeSpan(titleOf(first))}**: ${wordsOf(first)}.`]
      : [
          `**${changes.length} changes are to be looked at closely:**`,
          '',
          ...changes
            .slice(0, shownObjects)
            .map(change => `- ${codeSpan(titleOf(change))}: ${wordsOf(change)}`),
          ...(more > 0 ? [`- and ${more} more, listed below`] : []),
        ];
  return [lines.join('\n')];
}

const goneWords = ', because the repository no longer has them:';

function reasonOf(change: Change, report: Report): string {
  const where = change.location ? ` (${placeLink(change.location, report.run)})` : '';
  const fallback = change.action === 'delete' ? 'the repository no longer has it' : undefined;
  const why = change.note ?? fallback;
  const reason = why === undefined ? where : `: ${notesOf(why)}${where}`;
  return `${reason}.${change.risk === undefined ? '' : ` ${prose(sentence(change.risk))}`}`;
}

function riskOf(change: Change): string {
  return change.risk === undefined ? '' : `: ${prose(change.risk)}`;
}

/** A note inside a sentence of ours: its own period would end it. */
function notesOf(note: string): string {
  return prose(note.replace(/\.$/, ''));
}

function unknownList(changes: readonly Change[], report: Report): string {
  const items = changes.slice(0, shownObjects).map(change => {
    const where = change.location ? ` (${placeLink(change.location, report.run)})` : '';
    return `- ${codeSpan(titleOf(change))}${where}: ${prose(sentence(change.note ?? 'nobody knows why'))}`;
  });
  const more = changes.length > shownObjects ? [`- and ${changes.length - shownObjects} more`] : [];
  const head =
    changes.length === 1
      ? 'What would happen to 1 object is not known:'
      : `What would happen to ${changes.length} objects is not known:`;
  return [head, '', ...items, ...more].join('\n');
}
