import { defaultBranch, repositoryPart, smallCommitPart, userPart } from './payload-parts.ts';
import type { WorkflowEvent } from './workflow-event.ts';

/** A merge queue tests what it would merge. SHAs are full. */
export interface MergeGroupStory {
  /** Default `acme/shop`. */
  readonly repository?: string;
  /** The commit that the queue made. */
  readonly sha: string;
  /** The commit that it goes on top of. */
  readonly base: string;
  /** The pull request at the end of the group; default 7. */
  readonly number?: number;
  /** Default `main`. */
  readonly baseRef?: string;
}

/** The event `merge_group`. Source: github/docs, webhook events and payloads. */
export function mergeGroup(story: MergeGroupStory): WorkflowEvent {
  const { repository = 'acme/shop', sha, base, number = 7, baseRef = defaultBranch } = story;
  const ref = `refs/heads/gh-readonly-queue/${baseRef}/pr-${number}-${base}`;
  const actor = 'github-merge-queue[bot]';
  return {
    name: 'merge_group',
    repository,
    ref,
    sha,
    headRef: '',
    baseRef: '',
    actor,
    trust: 'full',
    payload: {
      action: 'checks_requested',
      merge_group: {
        head_sha: sha,
        head_ref: ref,
        base_sha: base,
        base_ref: `refs/heads/${baseRef}`,
        head_commit: smallCommitPart(sha, `Merge pull request #${number}`),
      },
      repository: repositoryPart(repository),
      sender: userPart(actor),
    },
  };
}
