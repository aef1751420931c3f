import { defaultBranch, repositoryPart, userPart } from './payload-parts.ts';
import type { WorkflowEvent } from './workflow-event.ts';

/** Somebody pressed "Run workflow". SHAs are full. */
export interface DispatchStory {
  /** Default `acme/shop`. */
  readonly repository?: string;
  /** The newest commit of the ref. */
  readonly sha: string;
  /** Default `refs/heads/main`. */
  readonly ref?: string;
  /** What was filled in; booleans are texts here, as in the webhook. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Default `mona`. */
  readonly actor?: string;
}

/** The clock struck. */
export interface ScheduleStory {
  /** Default `acme/shop`. */
  readonly repository?: string;
  /** The newest commit of the default branch. */
  readonly sha: string;
  /** Default `0 4 * * *`. */
  readonly cron?: string;
}

const workflow = '.github/workflows/deploy.yml';

/** The event `workflow_dispatch`. Source: github/docs, webhook events and payloads. */
export function workflowDispatch(story: DispatchStory): WorkflowEvent {
  const { repository = 'acme/shop', sha, ref = `refs/heads/${defaultBranch}`, actor = 'mona' } = story;
  return {
    name: 'workflow_dispatch',
    repository,
    ref,
    sha,
    headRef: '',
    baseRef: '',
    actor,
    trust: 'full',
    payload: {
      inputs: story.inputs ?? null,
      ref,
      workflow,
      repository: repositoryPart(repository),
      sender: userPart(actor),
    },
  };
}

/** The event `schedule`: always on the default branch. It is no webhook; its payload is the cron line. */
export function schedule(story: ScheduleStory): WorkflowEvent {
  const { repository = 'acme/shop', sha, cron = '0 4 * * *' } = story;
  return {
    name: 'schedule',
    repository,
    ref: `refs/heads/${defaultBranch}`,
    sha,
    headRef: '',
    baseRef: '',
    actor: 'mona',
    trust: 'full',
    payload: { schedule: cron, workflow, repository: repositoryPart(repository) },
  };
}
