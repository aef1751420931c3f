import { Failure } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import {
  entriesDigest,
  type PlanEntry,
  type PreviewMatch,
  type Receipt,
  type Shown,
} from '../model/receipt.ts';
import type { PlannedReport, Reviewed } from './carry-out.ts';
import type { FlowInput } from './flow.ts';

/**
 * Compares the plan of a deploy with what the previews of the merged pull requests showed. GitHub is asked once, and not
 * at all when nothing would change.
 */
export function previewReview(input: FlowInput): (planned: PlannedReport) => Promise<Reviewed> {
  let asked: Promise<Shown> | undefined;
  return async ({ plan, report }) => {
    const { settings, world } = input;
    const choice = settings.github?.previewMatch ?? 'off';
    const { commit } = world.run;
    if (choice === 'off' || !world.previews || commit === undefined || plan.entries.length === 0)
      return { report };
    const deployed = (await input.engine.ledger.all()).findLast(({ result }) => result === 'success')?.commit;
    const unit = `${settings.environment}/${settings.name}`;
    asked ??= world.previews.shownFor({ unit, commit, deployed });
    const shown = await asked;
    const previewMatch = matchPreviews(plan, shown);
    for (const note of previewMatch.notes) world.log.info(`preview: ${note}`);
    const stop = whyStop(plan, shown, previewMatch, { choice, confirmed: settings.confirm });
    return { report: { ...report, previewMatch }, ...(stop && { stop }) };
  };
}

/** How a plan stands to what was shown. Several previews count together; what two of them show of one object must be equal. */
export function matchPreviews(
  plan: Pick<Plan, 'entries' | 'digest' | 'renderedDigest'>,
  shown: Shown,
): PreviewMatch {
  const { receipts, missing } = shown;
  const heads = receipts.map(({ head }) => head);
  const notes = [...missing, ...differencesOf(plan, receipts)];
  if (receipts.length === 0) return { state: 'missing', heads, notes };
  const state = notes.length === 0 ? 'same' : missing.length > 0 ? 'missing' : 'differs';
  const unread = unreadIn(receipts);
  return { state, heads, notes, ...(unread.length > 0 && { unread }) };
}

/** A preview without the right to read Secrets cannot say what becomes of them. */
function unreadIn(receipts: readonly Receipt[]): readonly string[] {
  const entries = receipts.flatMap(each => each.entries ?? []);
  const unknown = entries.filter(({ action }) => action === 'unknown').map(({ address }) => address);
  return [...new Set(unknown)].toSorted();
}

function differencesOf(
  plan: Pick<Plan, 'entries' | 'digest'>,
  receipts: readonly Receipt[],
): readonly string[] {
  const [only] = receipts;
  if (!only) return [];
  if (receipts.length === 1 && only.digest === plan.digest) return [];
  const lacking = receipts.filter(({ entries }) => entries === undefined);
  if (lacking.length > 0)
    return lacking.map(
      ({ head }) => `the preview of ${head.slice(0, 7)} does not tell object by object what it showed`,
    );
  const previewed = Map.groupBy(
    receipts.flatMap(({ entries = [] }) => entries),
    ({ address }) => address,
  );
  const planned = new Map(plan.entries.map(entry => [entry.address, entry]));
  return [
    ...plan.entries.flatMap(entry => differenceOf(entry, previewed.get(entry.address) ?? [])),
    ...[...previewed]
      .filter(([address, entries]) => !planned.has(address) && !entries.every(each => isUncompared(each)))
      .map(
        ([address, [entry]]) => `${address}: the preview showed ${actionWord(entry)}, now it stays as it is`,
      ),
  ];
}

function differenceOf(entry: PlanEntry, shown: readonly PlanEntry[]): readonly string[] {
  const { address } = entry;
  const [first, ...others] = shown;
  if (!first) return [`${address}: no preview showed that it would be ${doneWord(entry)}`];
  if (shown.every(each => isUncompared(each, entry))) return [];
  const ours = entriesDigest([entry]);
  if (shown.every(each => entriesDigest([each]) === ours)) return [];
  if (others.length > 0 && new Set(shown.map(each => entriesDigest([each]))).size > 1)
    return [`${address}: several previews showed different changes of it`];
  if (first.action !== entry.action)
    return [`${address}: the preview showed ${actionWord(first)}, now it is ${actionWord(entry)}`];
  const paths = changedPaths(entry, first);
  const where = paths.length === 0 ? 'its content' : paths.slice(0, 5).join(', ');
  return [`${address}: ${where} becomes something else than the preview showed`];
}

/** What a preview could not read it could not foretell either; a deletion must have been shown all the same. */
function isUncompared(shown: PlanEntry, now?: PlanEntry): boolean {
  return shown.action === 'unknown' && now?.action !== 'delete' && now?.action !== 'recreate';
}

/** The paths at which two entries do not change to the same value. */
function changedPaths(a: PlanEntry, b: PlanEntry): readonly string[] {
  const valueAt = (entry: PlanEntry, path: string): string | undefined =>
    entry.fields.find(field => field.path === path)?.value;
  const paths = new Set([...a.fields, ...b.fields].map(({ path }) => path));
  return [...paths].filter(path => valueAt(a, path) !== valueAt(b, path));
}

function actionWord(entry: PlanEntry | undefined): string {
  return `${entry?.action === 'update' || entry?.action === 'unknown' ? 'an' : 'a'} ${entry?.action ?? 'change'}`;
}

const doneWords: Readonly<Record<string, string>> = {
  create: 'created',
  delete: 'deleted',
  unknown: 'touched',
};

function doneWord({ action }: PlanEntry): string {
  return doneWords[action] ?? `${action}d`;
}

interface Rules {
  readonly choice: 'warn' | 'strict';
  readonly confirmed: readonly string[];
}

function whyStop(
  plan: Plan,
  { receipts, missing }: Shown,
  { state, notes }: PreviewMatch,
  { choice, confirmed }: Rules,
): Failure | undefined {
  if (choice === 'strict' && state !== 'same') {
    const isMissing = receipts.length === 0 || missing.length > 0;
    return new Failure(
      isMissing ? 'preview-missing' : 'preview-differs',
      `stopped before the first write: ${listed(notes)}`,
      {
        hint: isMissing
          ? 'Deploy by a pull request whose preview succeeded on its newest commit, or set `preview-match: warn`.'
          : 'Look at the plan above: if it is right, preview it in a pull request of its own, or set `preview-match: warn`.',
      },
    );
  }
  const unseen = unseenDangers(plan, receipts).filter(
    ({ confirmAddress }) => !confirmed.includes(confirmAddress),
  );
  if (unseen.length === 0) return undefined;
  const isDeletion = unseen.some(({ action }) => action === 'delete');
  return new Failure(
    isDeletion ? 'deletion-unconfirmed' : 'recreate-unconfirmed',
    `stopped before the first write: no preview showed that ${listed(unseen.map(({ address, action }) => `${address} would be ${action}d`))}`,
    { hint: `To allow it, confirm: ${unseen.map(({ confirmAddress }) => confirmAddress).join(',')}` },
  );
}

/** Deletions and recreations that no preview showed as such. */
function unseenDangers(plan: Plan, receipts: readonly Receipt[]): Plan['changes'] {
  const seen = new Set(
    receipts.flatMap(({ entries = [] }) => entries.map(({ address, action }) => `${action} ${address}`)),
  );
  const isWhole = receipts.length === 1 && receipts[0]?.digest === plan.digest;
  return plan.changes.filter(
    ({ address, action }) =>
      (action === 'delete' || action === 'recreate') && !isWhole && !seen.has(`${action} ${address}`),
  );
}

const mostListed = 10;

function listed(notes: readonly string[]): string {
  const more = notes.length > mostListed ? [`and ${notes.length - mostListed} more`] : [];
  return [...notes.slice(0, mostListed), ...more].join('; ');
}
