import { commitPart, defaultBranch, repositoryPart, userPart } from './payload-parts.ts';
import { dependabot, type WorkflowEvent } from './workflow-event.ts';

/** A push. SHAs are full. */
export interface PushStory {
  /** Default `acme/shop`. */
  readonly repository?: string;
  /** The commit that the ref points to now. */
  readonly sha: string;
  /** The commit before; default: the ref is new. */
  readonly before?: string;
  /** Default `refs/heads/main`. */
  readonly ref?: string;
  /** Default `mona`. */
  readonly actor?: string;
  readonly message?: string;
  readonly isForced?: boolean;
}

/** The event `push`. Source: github/docs, webhook events and payloads. */
export function push(story: PushStory): WorkflowEvent {
  const { repository = 'acme/shop', sha, ref = `refs/heads/${defaultBranch}`, actor = 'mona' } = story;
  const before = story.before ?? '0'.repeat(40);
  const commit = commitPart(repository, sha, story.message ?? 'Change the shop');
  return {
    name: 'push',
    repository,
    ref,
    sha,
    headRef: '',
    baseRef: '',
    actor,
    trust: actor === dependabot ? 'read-only' : 'full',
    payload: {
      ref,
      before,
      after: sha,
      created: story.before === undefined,
      deleted: false,
      forced: story.isForced === true,
      base_ref: null,
      compare: `https://github.com/${repository}/compare/${before.slice(0, 12)}...${sha.slice(0, 12)}`,
      commits: [commit],
      head_commit: commit,
      pusher: { name: actor, email: `${actor}@example.com` },
      repository: repositoryPart(repository),
      sender: userPart(actor),
    },
  };
}
