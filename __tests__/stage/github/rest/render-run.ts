import { readCommit } from '../git/commits.ts';
import { stampOf } from '../state/clock.ts';
import { nodeIdOf } from '../state/ids.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { WorkflowRun } from '../state/runs.ts';
import type { State } from '../state/state.ts';
import { renderUser } from './people.ts';
import { renderMinimalPull } from './render-pull.ts';
import { renderMinimalRepository } from './repositories.ts';

/** A workflow run as REST shows it. The pull requests of forks are not named. */
export async function renderRun(state: State, repo: RepositoryState, run: WorkflowRun): Promise<object> {
  const api = (path: string) => state.urls.api(`/repos/${repo.fullName}/actions${path}`);
  const url = api(`/runs/${run.id}`);
  const commit = await readCommit(run.headRepository.git, run.sha);
  const pull = run.pullNumber === undefined ? undefined : repo.pulls.get(run.pullNumber);
  return {
    id: run.id,
    name: run.name,
    node_id: run.nodeId,
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.path,
    display_title: commit.message.split('\n')[0] ?? '',
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.suiteId,
    check_suite_node_id: nodeIdOf('checkSuite', run.suiteId),
    url,
    html_url: state.urls.html(`/${repo.fullName}/actions/runs/${run.id}`),
    pull_requests: pull && pull.headRepository === repo ? [renderMinimalPull(state, repo, pull)] : [],
    created_at: stampOf(run.createdMs),
    updated_at: stampOf(run.updatedMs),
    run_started_at: stampOf(run.startedMs),
    actor: renderUser(state, run.actor),
    triggering_actor: renderUser(state, run.triggeringActor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: state.urls.api(`/repos/${repo.fullName}/check-suites/${run.suiteId}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: api(`/workflows/${run.workflowId}`),
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.committer.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository: renderMinimalRepository(state, repo),
    head_repository: renderMinimalRepository(state, run.headRepository),
  };
}
