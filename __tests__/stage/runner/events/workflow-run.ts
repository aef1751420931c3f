import {
  addressesOf,
  defaultBranch,
  eventTime,
  repositoryPart,
  smallCommitPart,
  smallRepositoryPart,
  userPart,
} from './payload-parts.ts';
import type { WorkflowEvent } from './workflow-event.ts';

/** Another workflow has finished. SHAs are full. */
export interface WorkflowRunStory {
  /** Default `acme/shop`. */
  readonly repository?: string;
  /** The newest commit of the default branch. */
  readonly sha: string;
  /** The commit that the other run was for. */
  readonly head: string;
  /** Default `change`. */
  readonly headBranch?: string;
  /** `owner/name` of the fork whose pull request started it; default: the repository itself. */
  readonly fork?: string;
  /** Default `pull_request`. */
  readonly event?: string;
  /** Default `success`. */
  readonly conclusion?: 'success' | 'failure' | 'cancelled';
  /** The other run's id; default 900. */
  readonly runId?: number;
  /** The other workflow's name; default `preview`. */
  readonly workflow?: string;
}

/** The event `workflow_run`: on the default branch, with secrets, whatever the other run was for. */
export function workflowRun(story: WorkflowRunStory): WorkflowEvent {
  const { repository = 'acme/shop', workflow = 'preview' } = story;
  const actor = story.fork?.split('/')[0] ?? 'mona';
  return {
    name: 'workflow_run',
    repository,
    ref: `refs/heads/${defaultBranch}`,
    sha: story.sha,
    headRef: '',
    baseRef: '',
    actor,
    trust: 'full',
    payload: {
      action: 'completed',
      workflow: {
        id: 500,
        node_id: 'W_500',
        name: workflow,
        path: `.github/workflows/${workflow}.yml`,
        state: 'active',
        ...addressesOf(repository, `actions/workflows/${workflow}.yml`, 'actions/workflows/500'),
      },
      workflow_run: runPart(story, actor),
      repository: repositoryPart(repository),
      sender: userPart(actor),
    },
  };
}

function runPart(story: WorkflowRunStory, actor: string): Record<string, unknown> {
  const { repository = 'acme/shop', workflow = 'preview', runId = 900 } = story;
  const headKind = story.fork === undefined ? 'own' : 'fork';
  return {
    id: runId,
    node_id: `WFR_${runId}`,
    name: workflow,
    path: `.github/workflows/${workflow}.yml`,
    event: story.event ?? 'pull_request',
    status: 'completed',
    conclusion: story.conclusion ?? 'success',
    head_branch: story.headBranch ?? 'change',
    head_sha: story.head,
    head_commit: smallCommitPart(story.head, 'Change the shop'),
    head_repository: smallRepositoryPart(story.fork ?? repository, headKind),
    repository: smallRepositoryPart(repository, 'own'),
    // Empty for a fork: GitHub does not say which pull request it was.
    pull_requests: [],
    run_number: 1,
    run_attempt: 1,
    workflow_id: 500,
    display_title: 'Change the shop',
    created_at: eventTime,
    updated_at: eventTime,
    run_started_at: eventTime,
    actor: userPart(actor),
    triggering_actor: userPart(actor),
    ...addressesOf(repository, `actions/runs/${runId}`, `actions/runs/${runId}`),
  };
}
