import type { Change } from '../model/change.ts';
import { driftActions } from './drift-words.ts';
import type { Report, TargetReport } from '../model/report.ts';
import { shownObjects } from './alerts.ts';
import { changeBody, type Detail } from './change-body.ts';
import { codeSpan, htmlCode } from './escape.ts';
import type { Fold } from './fold.ts';
import { groupChanges } from './groups.ts';
import { placeLink } from './places.ts';
import { counted } from './sentence.ts';
import { byKind, nameWithin, sharedNamespace, titleOf } from './titles.ts';
import { yamlLines } from './yaml-lines.ts';

/** Up to so many new objects have a fold each; more are told as a list by kind. */
const fewObjects = 3;

/** So many kinds are named in the summary of such a list. */
const namedKinds = 4;

/** Names in one line of such a list; a fold is parted between lines. */
const namesInLine = 100;

/** How folds are made: the very first of a text is open, and how much they show. */
export interface FoldStyle {
  readonly position: 'first' | 'later';
  readonly detail: Detail;
}

/** The changes of a target, a fold for each group that changes alike, dangerous first; the very first fold is open. */
export function foldsOf(
  target: TargetReport,
  report: Report,
  { position, detail }: FoldStyle,
): readonly Fold[] {
  const prefix = report.targets.length > 1 ? `<b>${htmlCode(target.name)}</b>: ` : '';
  const of = (action: Change['action']): readonly Change[] =>
    target.changes.filter(change => change.action === action);
  const groups = [...of('recreate'), ...of('unknown').filter(hasContent), ...of('update')];
  const folds = [
    // A few deletions are named above already.
    ...(of('delete').length > shownObjects ? [listFold(of('delete'), report, 'deleted')] : []),
    ...groupChanges(groups).map(({ first, others }) => groupFold([first, ...others], report, detail)),
    ...createFolds(of('create'), report, detail),
  ];
  return folds.map((fold, index) => ({
    ...fold,
    summary: `${prefix}${fold.summary}`,
    isOpen: index === 0 && position === 'first',
  }));
}

function groupFold(changes: readonly [Change, ...Change[]], report: Report, detail: Detail): Fold {
  const [first, ...others] = changes;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    summary: `${htmlCode(titleOf(first))}${more} &nbsp;·&nbsp; ${extentOf(first, report)}`,
    isOpen: false,
    ...changeBody(changes, report.run, detail),
    changes: changes.length,
    titles: changes.map(titleOf),
  };
}

function createFolds(changes: readonly Change[], report: Report, detail: Detail): readonly Fold[] {
  if (changes.length > fewObjects && detail === 'comment') return [listFold(changes, report, 'new')];
  return changes.map(change => groupFold([change], report, detail));
}

/** Many objects at once: by kind, each with the line it comes from, because nobody reads forty new objects in a comment. */
function listFold(changes: readonly Change[], report: Report, word: 'new' | 'deleted'): Fold {
  const namespace = sharedNamespace(changes);
  const kinds = byKind(changes);
  const named = kinds.slice(0, namedKinds).map(([kind, members]) => `${members.length} ${htmlCode(kind)}`);
  const others = kinds.slice(namedKinds).reduce((sum, [, members]) => sum + members.length, 0);
  const done = report.result === 'drifted' ? driftActions[word === 'new' ? 'create' : 'delete'] : word;
  const summary = [...named, ...(others > 0 ? [counted(others, 'other')] : [])].join(', ');
  const lines = kinds.flatMap(([kind, members]) =>
    chunksOf(members, namesInLine).map(chunk => {
      const names = chunk.map(change => nameWithPlace(change, namespace, report)).join(', ');
      return `- ${codeSpan(kind)}: ${names}`;
    }),
  );
  const where = namespace === undefined ? '' : ` in ${htmlCode(namespace)}`;
  return {
    summary: `${changes.length} ${done}${where}: ${summary}`,
    isOpen: false,
    head: '',
    language: 'list',
    hunks: lines.map(line => ({ context: [], lines: [line] })),
    tail: '',
    changes: changes.length,
    titles: changes.map(titleOf),
  };
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The name links to its line; where it cannot, the line stands behind it. */
function nameWithPlace(change: Change, namespace: string | undefined, report: Report): string {
  const name = nameWithin(change, namespace);
  if (!change.location) return codeSpan(name);
  const link = placeLink(change.location, report.run, name);
  return link === codeSpan(name) ? `${link} (${placeLink(change.location, report.run)})` : link;
}

function hasContent(change: Change): boolean {
  return change.fields.length > 0 || change.after !== undefined;
}

function extentOf(change: Change, { result }: Report): string {
  const fields = change.fields.length === 0 ? [] : [counted(change.fields.length, 'field')];
  if (result === 'drifted' && (change.action === 'create' || change.action === 'delete'))
    return driftActions[change.action];
  switch (change.action) {
    case 'update':
      return fields.join('') || 'update';
    case 'create':
      return change.after === undefined ? 'new' : `new, ${counted(yamlLines(change.after).length, 'line')}`;
    case 'recreate':
    case 'delete':
    case 'unknown':
    case 'unchanged':
      return [change.action, ...fields].join(', ');
  }
}
