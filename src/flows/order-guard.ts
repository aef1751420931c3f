import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { Settings } from '../model/settings.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Ancestry, World } from '../model/world.ts';
import { wholeHistoryHint } from '../model/whole-history.ts';

/** What the order of deploys is told by. */
export type OrderWorld = Pick<World, 'run' | 'log'> & { readonly ancestry: Pick<Ancestry, 'compare'> };

/** Whether a deploy may go on: yes, or a newer commit was there first. */
export type Order = 'go' | 'superseded';

/**
 * Old never beats new: the commit is held against the newest one whose deploy was ever started, be it failed, killed
 * or rolled back since. `superseded` when ours is older, or when this is a run that was started again although a later
 * deploy or rollback went well. Without a commit on either side there is no order to keep.
 * @throws Failure diverged when neither is newer, order-unknown when nobody can tell
 */
export async function compareOrder(
  records: readonly DeployRecord[],
  world: OrderWorld,
  allowed: Settings['unsafeAllow'] = [],
): Promise<Order> {
  const later = laterSuccess(records, world.run);
  if (later) {
    world.log.warn(
      `this run was started again, but ${recordName(later)} went well after it: nothing is deployed. Start a new run to deploy its commit.`,
    );
    return 'superseded';
  }
  const passedBy = await passedByOf(records, world, allowed);
  if (passedBy === undefined) return 'go';
  world.log.warn(passedBy);
  return 'superseded';
}

/**
 * Why a commit is passed by, because the newest one whose deploy was ever started is newer; undefined when it may go on.
 * @throws Failure diverged, order-unknown
 */
export async function passedByOf(
  records: readonly DeployRecord[],
  { run, ancestry }: Pick<OrderWorld, 'run' | 'ancestry'>,
  allowed: Settings['unsafeAllow'] = [],
): Promise<string | undefined> {
  const newest = records.findLast(record => record.kind === 'deploy' && record.commit !== undefined);
  const { commit } = run;
  if (newest?.commit === undefined || commit === undefined) return undefined;
  const relation = await ancestry.compare(newest.commit, commit);
  const pair = `${commit.slice(0, 7)} and ${newest.commit.slice(0, 7)} (${recordName(newest)})`;
  switch (relation) {
    case 'identical':
    case 'ahead':
      return undefined;
    case 'behind':
      return `${commit.slice(0, 7)} is older than what was deployed last, ${recordName(newest)}: passed by`;
    case 'diverged':
      if (allowed.includes('diverged')) return undefined;
      throw new Failure('diverged', `${pair} have diverged: neither holds the other`, {
        hint: 'Was the branch force-pushed? Merge or rebase so that the new commit holds what was deployed, then run again. If this commit is to take its place all the same, unsafe-allow: diverged.',
      });
    case 'unknown':
      return orderByNumber(newest, run, pair);
  }
}

/**
 * A record of another run that ended well after an earlier attempt of this very run. Its commit may well be the newest:
 * a rollback has taken it back since, and pressing "Re-run jobs" must not undo that unasked.
 */
function laterSuccess(records: readonly DeployRecord[], run: RunContext): DeployRecord | undefined {
  if (run.runId === undefined || (run.attempt ?? 1) <= 1) return undefined;
  const ours = records.findLastIndex(record => record.run?.id === run.runId);
  const since = ours >= 0 ? records.slice(ours + 1) : records.filter(record => isLaterRun(record, run));
  return since.findLast(
    record => record.result === 'success' && !isNoDecision(record) && record.run?.id !== run.runId,
  );
}

/** A lifted hold and a heal decide nothing about what is to run: a run that had failed or been held is started again with right. */
function isNoDecision({ kind }: DeployRecord): boolean {
  return kind === 'resume' || kind === 'heal';
}

function isLaterRun(record: DeployRecord, run: RunContext): boolean {
  const number = record.run?.number;
  return (
    number !== undefined &&
    run.runNumber !== undefined &&
    record.run?.workflow === run.workflow &&
    number > run.runNumber
  );
}

/** Runs of one workflow on one ref are numbered in the order in which their commits came to be. @throws Failure order-unknown */
function orderByNumber(newest: DeployRecord, run: RunContext, pair: string): string | undefined {
  const number = newest.run?.number;
  const isComparable =
    newest.run?.workflow !== undefined &&
    newest.run.workflow === run.workflow &&
    newest.ref !== undefined &&
    newest.ref === run.ref;
  if (!isComparable || number === undefined || run.runNumber === undefined || number === run.runNumber)
    return tellUnknown(pair);
  return run.runNumber > number
    ? undefined
    : `run ${run.runNumber} is older than the one of the last deploy, ${recordName(newest)}: passed by`;
}

function tellUnknown(pair: string): never {
  throw new Failure(
    'order-unknown',
    `which of ${pair} is newer cannot be told, because this checkout does not hold both`,
    {
      hint: wholeHistoryHint,
    },
  );
}
