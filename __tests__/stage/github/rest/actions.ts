import { findCommit } from '../git/commits.ts';
import { notFound, ok, refuse } from '../http/answers.ts';
import { actorOf, bodyOf, numberParam, param, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import type { RepositoryState } from '../state/repository.ts';
import { addRun, type WorkflowRun } from '../state/runs.ts';
import { renderRun } from './render-run.ts';

/** Handlers of workflow runs. */
export const actionHandlers: Handlers = {
  'actions/list-workflow-runs-for-repo': async call => {
    const repo = repositoryOf(call);
    const found = selectRuns(call, repo);
    const { items, headers } = pageOf(call, found);
    const runs = await Promise.all(items.map(async run => await renderRun(call.state, repo, run)));
    return ok({ total_count: found.length, workflow_runs: runs }, headers);
  },

  'actions/get-workflow-run': async call => {
    const repo = repositoryOf(call);
    return ok(await renderRun(call.state, repo, runIn(call, repo)));
  },

  'actions/create-workflow-dispatch': async call => {
    const repo = repositoryOf(call);
    const workflow = param(call, 'workflow_id');
    const body = bodyOf<{ ref: string; inputs?: Record<string, unknown>; return_run_details?: boolean }>(
      call,
    );
    const path = `.github/workflows/${workflow}`;
    const sha = await findCommit(repo.git, body.ref);
    if (sha === undefined) throw refuse(422, `No ref found for: ${body.ref}`);
    const file = await readWorkflow(repo, sha, path);
    if (!/\bworkflow_dispatch\b/.test(file))
      throw refuse(422, "Workflow does not have 'workflow_dispatch' trigger");
    const actor = actorOf(call);
    const branch = body.ref.replace(/^refs\/heads\//, '');
    const run = addRun(call.state, repo, {
      event: 'workflow_dispatch',
      sha,
      branch,
      ref: `refs/heads/${branch}`,
      actor,
      path,
      name: workflow,
      headRepository: repo,
      status: 'queued',
    });
    repo.dispatches.push({
      workflow,
      ref: body.ref,
      inputs: body.inputs ?? {},
      actor: actor.login,
      runId: run.id,
    });
    if (body.return_run_details !== true) return { status: 204 };
    return ok({
      workflow_run_id: run.id,
      run_url: call.state.urls.api(`/repos/${repo.fullName}/actions/runs/${run.id}`),
      html_url: call.state.urls.html(`/${repo.fullName}/actions/runs/${run.id}`),
    });
  },
};

/** The run that the path names. @throws Refusal 404 */
export function runIn(call: Call, repo: RepositoryState): WorkflowRun {
  const run = repo.runs.get(numberParam(call, 'run_id'));
  if (!run) throw notFound();
  return run;
}

async function readWorkflow(repo: RepositoryState, sha: string, path: string): Promise<string> {
  const object = await repo.git.read(`${sha}:${path}`);
  if (object?.type !== 'blob') throw notFound();
  return object.bytes.toString('utf8');
}

/** Newest first. `status` is a status or a conclusion. */
function selectRuns(call: Call, repo: RepositoryState): readonly WorkflowRun[] {
  const { query } = call;
  const wanted = {
    branch: query.get('branch'),
    event: query.get('event'),
    sha: query.get('head_sha'),
  };
  const status = query.get('status');
  const actor = query.get('actor');
  return [...repo.runs.values()]
    .toReversed()
    .filter(
      run =>
        (wanted.branch === null || run.branch === wanted.branch) &&
        (wanted.event === null || run.event === wanted.event) &&
        (wanted.sha === null || run.sha === wanted.sha) &&
        (status === null || run.status === status || run.conclusion === status) &&
        (actor === null || run.actor.login === actor),
    );
}
