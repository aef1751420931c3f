import { Failure } from '../model/failure.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { Ancestry } from '../model/world.ts';

/** Whether a deploy may go on: yes, or a newer commit was there first. */
export type Order = 'go' | 'superseded';

/**
 * Old never beats new: the commit is held against the newest one whose deploy was ever started, be it failed or rolled
 * back since. `superseded` when ours is older. Without a commit on either side there is no order to keep.
 * @throws Failure diverged when neither is newer, order-unknown when git cannot tell
 */
export async function compareOrder(
  records: readonly DeployRecord[],
  commit: string | undefined,
  ancestry: Pick<Ancestry, 'compare'>,
): Promise<Order> {
  const newest = records.findLast(record => record.kind === 'deploy' && record.commit !== undefined);
  if (newest?.commit === undefined || commit === undefined) return 'go';
  const relation = await ancestry.compare(newest.commit, commit);
  const pair = `${commit.slice(0, 7)} and ${newest.commit.slice(0, 7)} (${recordName(newest)})`;
  switch (relation) {
    case 'identical':
    case 'ahead':
      return 'go';
    case 'behind':
      return 'superseded';
    case 'diverged':
      throw new Failure('diverged', `${pair} have diverged: neither holds the other`, {
        hint: 'Was the branch force-pushed? Merge or rebase so that the new commit holds what was deployed, then run again.',
      });
    case 'unknown':
      throw new Failure(
        'order-unknown',
        `which of ${pair} is newer cannot be told, because this checkout does not hold both`,
        {
          hint: 'Check out with the whole history: actions/checkout with `fetch-depth: 0`. On a laptop: git fetch.',
        },
      );
  }
}
