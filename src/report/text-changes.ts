import { type Action, actions, type Change, isCompared } from '../model/change.ts';
import type { TargetReport } from '../model/report.ts';
import { columnOf, labelled, type Paint, type TextOptions, wrap } from './columns.ts';
import { oneLine } from './escape.ts';
import { fieldLines } from './field-lines.ts';
import { groupChanges } from './groups.ts';
import { placeText } from './places.ts';
import { sentence } from './sentence.ts';
import { byKind, nameWithin, sharedNamespace, titleOf } from './titles.ts';

const actionStyles = {
  create: 'green',
  update: 'yellow',
  recreate: 'red',
  delete: 'red',
  unknown: 'magenta',
  unchanged: 'dim',
} as const satisfies Readonly<Record<Action, string>>;

/** What each action is called. */
type ActionWords = Readonly<Record<Action, string>>;

const ahead: ActionWords = {
  create: 'create',
  update: 'update',
  recreate: 'recreate',
  delete: 'delete',
  unknown: 'unknown',
  unchanged: 'unchanged',
};

/** Up to so many new objects have a line each; more are told by kind. */
const fewObjects = 8;

/** Where the address starts: the longest action and two blanks. */
const actionColumn = 10;

/** The changes of a target for a terminal: action, address and place in columns, what changes below, dangerous first. */
export function changesText(
  target: Pick<TargetReport, 'changes'>,
  options: TextOptions,
  paint: Paint,
  words: ActionWords = ahead,
): string {
  const of = (action: Action): readonly Change[] =>
    target.changes.filter(change => change.action === action && isCompared(change));
  const isListed = of('create').length > fewObjects;
  const shown = actions.flatMap(action =>
    action === 'unchanged' || (action === 'create' && isListed) ? [] : of(action),
  );
  const groups = groupChanges(shown);
  const addresses = groups
    .flatMap(({ first, others }) => [first, ...others])
    .map(change => addressOf(change));
  const column = columnOf(addresses, Math.max(20, options.width - actionColumn - 30));
  const blocks = groups.map(({ first, others }) =>
    [
      ...[first, ...others].map(change => headLine(change, { column, words }, options, paint)),
      ...detailLines(first, options, paint),
    ].join('\n'),
  );
  return [...blocks, ...(isListed ? [kindLines(of('create'), words, options, paint)] : [])].join('\n');
}

function headLine(
  change: Change,
  { column, words }: { readonly column: number; readonly words: ActionWords },
  options: TextOptions,
  paint: Paint,
): string {
  const action = paint(actionStyles[change.action], words[change.action].padEnd(actionColumn));
  const address = addressOf(change);
  if (!change.location) return `${action}${address}`;
  const place = oneLine(placeText(change.location));
  const isFit = actionColumn + Math.max(column, address.length) + 2 + place.length <= options.width;
  const gap = isFit ? address.padEnd(column + 2) : `${address}\n${' '.repeat(actionColumn)}`;
  return `${action}${gap}${paint('dim', place)}`;
}

function detailLines(change: Change, options: TextOptions, paint: Paint): readonly string[] {
  const width = options.width - 4;
  const note = change.note === undefined ? [] : wrap(oneLine(sentence(change.note)), width);
  const risk = change.risk === undefined ? [] : wrap(oneLine(sentence(change.risk)), width - 2);
  const caution = change.caution === undefined ? [] : wrap(oneLine(sentence(change.caution)), width - 2);
  return [
    ...note.map(line => `    ${line}`),
    ...caution.map((line, index) => paint('yellow', `    ${index === 0 ? '!' : ' '} ${line}`)),
    ...risk.map((line, index) => paint('red', `    ${index === 0 ? '!' : ' '} ${line}`)),
    ...fieldLines(change.fields, width).map(line => `    ${styled(line, paint)}`),
  ];
}

function styled(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint('green', line);
  if (line.startsWith('-')) return paint('red', line);
  return line.startsWith('@@') ? paint('cyan', line) : line.trimEnd();
}

/** New objects by kind: nobody reads forty lines that all say create. */
function kindLines(
  changes: readonly Change[],
  words: ActionWords,
  options: TextOptions,
  paint: Paint,
): string {
  const namespace = sharedNamespace(changes);
  const where = namespace === undefined ? '' : ` in ${oneLine(namespace)}`;
  const kinds = byKind(changes);
  const counts = kinds.map(([kind, members]) => `${String(members.length).padStart(3)} ${oneLine(kind)}`);
  const size = { column: columnOf(counts, 40) + 2, width: options.width - 4 };
  const lines = kinds.flatMap(([, members], index) => {
    const names = members.map(change => oneLine(nameWithin(change, namespace))).join(', ');
    return labelled(counts[index] ?? '', names, size).map(line => `    ${line}`);
  });
  const head = `${paint('green', words.create.padEnd(actionColumn))}${changes.length} objects${where}`;
  return [head, ...lines].join('\n');
}

function addressOf(change: Change): string {
  return oneLine(change.title ? titleOf(change) : change.confirmAddress);
}
