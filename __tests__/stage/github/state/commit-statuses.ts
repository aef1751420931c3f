import type { Account } from './accounts.ts';
import { nodeIdOf } from './ids.ts';
import type { RepositoryState } from './repository.ts';
import type { State } from './state.ts';

/** A commit status. Its context ignores case; the newest of a context counts. */
export interface CommitStatus {
  readonly id: number;
  readonly nodeId: string;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdMs: number;
}

/** Adds a status. */
export function addCommitStatus(
  state: State,
  repo: RepositoryState,
  draft: Omit<CommitStatus, 'id' | 'nodeId' | 'createdMs'>,
): CommitStatus {
  const id = state.ids.next('commitStatus');
  const status = { ...draft, id, nodeId: nodeIdOf('commitStatus', id), createdMs: state.clock.nowMs() };
  repo.commitStatuses.push(status);
  return status;
}

/** All statuses of a commit, newest first. */
export function statusesOf(repo: RepositoryState, sha: string): readonly CommitStatus[] {
  return repo.commitStatuses.filter(status => status.sha === sha).toReversed();
}

/** The newest status of each context of a commit. */
export function latestStatuses(repo: RepositoryState, sha: string): readonly CommitStatus[] {
  const latest = new Map<string, CommitStatus>();
  for (const status of statusesOf(repo, sha)) {
    const context = status.context.toLowerCase();
    if (!latest.has(context)) latest.set(context, status);
  }
  return [...latest.values()];
}

/** What the statuses of a commit amount to: pending also when there are none. */
export function combinedState(statuses: readonly CommitStatus[]): 'failure' | 'pending' | 'success' {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length === 0 || statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success';
}
