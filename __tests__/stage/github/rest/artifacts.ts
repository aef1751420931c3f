import { notFound, ok, refuse } from '../http/answers.ts';
import { numberParam, param, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { pageOf } from '../http/paging.ts';
import { finishedArtifacts, isExpired, type Artifact } from '../state/artifacts.ts';
import { stampOf } from '../state/clock.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import { runIn } from './actions.ts';

/** Handlers of artifacts. Their contents are with the artifact service. */
export const artifactHandlers: Handlers = {
  'actions/list-workflow-run-artifacts': call => {
    const repo = repositoryOf(call);
    const run = runIn(call, repo);
    return list(
      call,
      repo,
      finishedArtifacts(repo).filter(({ runId }) => runId === run.id),
    );
  },

  'actions/list-artifacts-for-repo': call => {
    const repo = repositoryOf(call);
    return list(call, repo, finishedArtifacts(repo));
  },

  'actions/get-artifact': call => {
    const repo = repositoryOf(call);
    return ok(renderArtifact(call.state, repo, artifactIn(call, repo)));
  },

  'actions/download-artifact': call => {
    const repo = repositoryOf(call);
    const artifact = artifactIn(call, repo);
    if (param(call, 'archive_format') !== 'zip') throw notFound();
    if (isExpired(call.state, artifact)) throw refuse(410, 'Artifact has expired');
    return { status: 302, headers: { location: call.state.blobs.sign(artifact.id, 'read') } };
  },
};

function list(call: Call, repo: RepositoryState, all: readonly Artifact[]) {
  const name = call.query.get('name');
  const found = all.filter(artifact => name === null || artifact.name === name);
  const { items, headers } = pageOf(call, found);
  const artifacts = items.map(artifact => renderArtifact(call.state, repo, artifact));
  return ok({ total_count: found.length, artifacts }, headers);
}

function artifactIn(call: Call, repo: RepositoryState): Artifact {
  const artifact = repo.artifacts.get(numberParam(call, 'artifact_id'));
  if (!artifact?.isFinal) throw notFound();
  return artifact;
}

function renderArtifact(state: State, repo: RepositoryState, artifact: Artifact): object {
  const url = state.urls.api(`/repos/${repo.fullName}/actions/artifacts/${artifact.id}`);
  const run = repo.runs.get(artifact.runId);
  return {
    id: artifact.id,
    node_id: artifact.nodeId,
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(state, artifact),
    created_at: stampOf(artifact.createdMs),
    expires_at: stampOf(artifact.expiresMs),
    updated_at: stampOf(artifact.createdMs),
    digest: artifact.digest,
    workflow_run: run
      ? {
          id: run.id,
          repository_id: repo.id,
          head_repository_id: run.headRepository.id,
          head_branch: run.branch,
          head_sha: run.sha,
        }
      : null,
  };
}
