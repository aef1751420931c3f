import { randomUUID } from 'node:crypto';
import type { Account } from './accounts.ts';
import { addCheckSuite } from './checks.ts';
import { nodeIdOf } from './ids.ts';
import type { RepositoryState } from './repository.ts';
import type { State } from './state.ts';

/** One attempt of a workflow run. */
export interface WorkflowRun {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly attempt: number;
  /** The file, for example `.github/workflows/deploy.yml`. */
  readonly path: string;
  readonly workflowId: number;
  readonly name: string;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly sha: string;
  readonly branch: string;
  /** `refs/heads/main`, `refs/pull/1/merge` ... */
  readonly ref: string;
  readonly headRepository: RepositoryState;
  readonly pullNumber: number | undefined;
  readonly actor: Account;
  readonly triggeringActor: Account;
  readonly suiteId: number;
  readonly createdMs: number;
  readonly startedMs: number;
  readonly updatedMs: number;
  /** How the artifact service names this attempt. */
  readonly backendId: string;
}

/** What is given for a new run. */
export interface RunDraft {
  readonly event: string;
  readonly sha: string;
  readonly branch: string;
  readonly ref: string;
  readonly actor: Account;
  readonly path: string;
  readonly name: string;
  readonly headRepository: RepositoryState;
  readonly pullNumber?: number;
  readonly status?: string;
}

/** Adds a run with the next number of its workflow, and the check suite that it has. */
export function addRun(state: State, repo: RepositoryState, draft: RunDraft): WorkflowRun {
  const id = state.ids.next('run');
  const now = state.clock.nowMs();
  const sameWorkflow = [...repo.runs.values()].filter(({ path }) => path === draft.path);
  const app = state.accounts.of('github-actions[bot]').app;
  if (!app) throw new Error('the actions bot has an app');
  const run: WorkflowRun = {
    id,
    nodeId: nodeIdOf('run', id),
    number: sameWorkflow.length + 1,
    attempt: 1,
    workflowId: sameWorkflow[0]?.workflowId ?? state.ids.next('workflow'),
    conclusion: null,
    triggeringActor: draft.actor,
    suiteId: addCheckSuite(state, repo, { sha: draft.sha, app, runId: id }).id,
    createdMs: now,
    startedMs: now,
    updatedMs: now,
    backendId: randomUUID(),
    ...draft,
    pullNumber: draft.pullNumber,
    status: draft.status ?? 'in_progress',
  };
  repo.runs.set(id, run);
  return run;
}

/** Changes a run. */
export function changeRun(
  state: State,
  repo: RepositoryState,
  run: WorkflowRun,
  change: Partial<
    Pick<WorkflowRun, 'status' | 'conclusion' | 'attempt' | 'triggeringActor' | 'startedMs' | 'backendId'>
  >,
): WorkflowRun {
  const changed = { ...run, ...change, updatedMs: state.clock.nowMs() };
  repo.runs.set(run.id, changed);
  return changed;
}
