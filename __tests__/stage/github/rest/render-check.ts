import { stampOf } from '../state/clock.ts';
import type { Annotation, CheckRun } from '../state/checks.ts';
import { isOpen } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { renderApp } from './people.ts';
import { renderSimpleDeployment } from './render-deployment.ts';
import { renderMinimalPull } from './render-pull.ts';

/** A check run as REST shows it. Pull requests from forks are not named. */
export function renderCheckRun(state: State, repo: RepositoryState, run: CheckRun): object {
  const url = state.urls.api(`/repos/${repo.fullName}/check-runs/${run.id}`);
  const deployment = run.deploymentId === undefined ? undefined : repo.deployments.get(run.deploymentId);
  const pulls = [...repo.pulls.values()].filter(
    pull => pull.headSha === run.sha && pull.headRepository === repo && isOpen(repo, pull),
  );
  return {
    id: run.id,
    head_sha: run.sha,
    node_id: run.nodeId,
    external_id: run.externalId,
    url,
    html_url: state.urls.html(`/${repo.fullName}/runs/${run.id}`),
    details_url: run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedMs === undefined ? null : stampOf(run.startedMs),
    completed_at: run.completedMs === undefined ? null : stampOf(run.completedMs),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suiteId },
    app: renderApp(state, run.app),
    pull_requests: pulls.map(pull => renderMinimalPull(state, repo, pull)),
    ...(deployment ? { deployment: renderSimpleDeployment(state, repo, deployment) } : {}),
  };
}

/** An annotation as REST shows it. */
export function renderAnnotation(
  state: State,
  repo: RepositoryState,
  run: CheckRun,
  annotation: Annotation,
): object {
  return {
    path: annotation.path,
    start_line: annotation.start_line,
    end_line: annotation.end_line,
    start_column: annotation.start_column ?? null,
    end_column: annotation.end_column ?? null,
    annotation_level: annotation.annotation_level,
    title: annotation.title ?? null,
    message: annotation.message,
    raw_details: annotation.raw_details ?? null,
    blob_href: state.urls.html(`/${repo.fullName}/blob/${run.sha}/${annotation.path}`),
  };
}
