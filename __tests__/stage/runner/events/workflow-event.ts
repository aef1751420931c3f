/** The events that this project's workflows know. */
export type EventName =
  | 'pull_request'
  | 'pull_request_target'
  | 'push'
  | 'workflow_dispatch'
  | 'schedule'
  | 'merge_group'
  | 'workflow_run';

/** What starts a workflow run, as the runner needs it. */
export interface WorkflowEvent {
  readonly name: EventName;
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string;
  /** GITHUB_REF, as `refs/heads/main`. */
  readonly ref: string;
  /** GITHUB_SHA. */
  readonly sha: string;
  /** The branches of a pull request; empty for other events. */
  readonly headRef: string;
  readonly baseRef: string;
  readonly actor: string;
  /** `read-only`: a token that can only read, and no secrets, as for a pull request from a fork or from Dependabot. */
  readonly trust: 'full' | 'read-only';
  /** What stands in the file that GITHUB_EVENT_PATH names. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The account under which Dependabot acts; GitHub trusts it like a fork. */
export const dependabot = 'dependabot[bot]';
