import { parseRevision } from '../git/commits.ts';
import { renderUser } from '../rest/people.ts';
import { renderSimplePull } from '../rest/render-pull.ts';
import { renderRepository } from '../rest/repositories.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { WorkflowRun } from '../state/runs.ts';
import type { State } from '../state/state.ts';

/** The webhook event that started a run, as far as actions read it. */
export async function eventPayload(
  state: State,
  repo: RepositoryState,
  run: WorkflowRun,
  inputs: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const common = {
    repository: renderRepository(state, repo),
    sender: renderUser(state, run.actor),
    ...(repo.owner.type === 'Organization' ? { organization: renderUser(state, repo.owner) } : {}),
  };
  const pull = run.pullNumber === undefined ? undefined : repo.pulls.get(run.pullNumber);
  if (pull)
    return {
      action: 'synchronize',
      number: pull.number,
      pull_request: renderSimplePull(state, repo, pull),
      ...common,
    };
  switch (run.event) {
    case 'push': {
      const before = await parseRevision(repo.git, `${run.sha}^`);
      return { ref: run.ref, before: before ?? '0'.repeat(40), after: run.sha, forced: false, ...common };
    }
    case 'workflow_dispatch':
      return { ref: run.ref, workflow: run.path, inputs, ...common };
    case 'schedule':
      return { schedule: '0 * * * *', workflow: run.path, ...common };
    default:
      return common;
  }
}
