import { parseOwnJson } from '../../cluster/own-json.ts';
import type { Answer } from '../http/answers.ts';
import { addArtifact, changeArtifact, finishedArtifacts, type Artifact } from '../state/artifacts.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import type { RuntimeTokens, Worker } from './runtime-tokens.ts';

/** What the messages hold; names in either case are taken, as by GitHub. */
interface Message {
  readonly name?: string;
  readonly expiresAt?: string;
  readonly mimeType?: string;
  readonly size?: string;
  readonly hash?: string;
  readonly version?: number;
  readonly nameFilter?: string;
  readonly idFilter?: string;
  readonly workflowRunBackendId?: string;
  readonly workflowJobRunBackendId?: string;
}

const service = 'github.actions.results.api.v1.ArtifactService';
// actions/toolkit packages/artifact/src/internal/upload/path-and-artifact-name-validation.ts
const forbiddenInNames = /["':<>|*?\r\n\\/]/;

/**
 * Answers one call of the artifact service, version 4, in Twirp's JSON form: `POST /twirp/SERVICE/METHOD`, as
 * @actions/artifact sends it.
 */
export function serveArtifactCall(
  state: State,
  tokens: RuntimeTokens,
  call: { readonly path: string; readonly authorization: string; readonly body: string },
): Answer {
  const [, , calledService, method] = call.path.split('/');
  const worker = tokens.find(call.authorization.replace(/^Bearer /i, ''));
  if (!worker) return twirpError(401, 'unauthenticated', 'invalid token');
  if (calledService !== service) return twirpError(404, 'bad_route', `no service ${calledService}`);
  const message = readMessage(call.body);
  if (!message) return twirpError(400, 'malformed', 'the json request could not be decoded');
  const isOwnRun = message.workflowRunBackendId === worker.runBackendId;
  if (!isOwnRun && method !== 'GetSignedArtifactURL' && method !== 'ListArtifacts')
    return twirpError(403, 'permission_denied', 'the token is for another run');
  switch (method) {
    case 'CreateArtifact':
      return create(state, worker, message);
    case 'FinalizeArtifact':
      return finalize(worker, message);
    case 'ListArtifacts':
      return list(worker, message);
    case 'GetSignedArtifactURL': {
      const artifact = findNamed(worker, message.name);
      if (!artifact) return twirpError(404, 'not_found', 'artifact not found');
      return ok({ signed_url: state.blobs.sign(artifact.id, 'read') });
    }
    case 'DeleteArtifact': {
      const artifact = findNamed(worker, message.name);
      if (!artifact) return twirpError(404, 'not_found', 'artifact not found');
      worker.repo.artifacts.delete(artifact.id);
      return ok({ ok: true, artifact_id: String(artifact.id) });
    }
    case undefined:
    default:
      return twirpError(404, 'bad_route', `no method ${method}`);
  }
}

/** A name may be taken once in an attempt of a run; that a re-run may take it again is inferred. */
function create(state: State, worker: Worker, message: Message): Answer {
  const { name = '' } = message;
  if (name === '' || forbiddenInNames.test(name))
    return twirpError(400, 'invalid_argument', `the artifact name is not valid: ${name}`);
  const isTaken = [...worker.repo.artifacts.values()].some(
    artifact => artifact.name === name && artifact.runBackendId === worker.runBackendId,
  );
  if (isTaken)
    return twirpError(
      409,
      'already_exists',
      '(409) Conflict: an artifact with this name already exists on the workflow run',
    );
  const artifact = addArtifact(state, worker.repo, {
    name,
    runId: worker.runId,
    runBackendId: worker.runBackendId,
    jobBackendId: worker.jobBackendId,
    mimeType: message.mimeType ?? 'application/zip',
    ...(message.expiresAt === undefined ? {} : { expiresMs: Date.parse(message.expiresAt) }),
  });
  return ok({ ok: true, signed_upload_url: state.blobs.sign(artifact.id, 'write') });
}

function finalize(worker: Worker, message: Message): Answer {
  const artifact = [...worker.repo.artifacts.values()].find(
    one => one.name === message.name && one.runBackendId === worker.runBackendId && !one.isFinal,
  );
  if (!artifact) return twirpError(404, 'not_found', 'artifact not found');
  if (Number(message.size ?? '0') !== artifact.bytes.length)
    return twirpError(400, 'invalid_argument', `size ${message.size} is not ${artifact.bytes.length}`);
  changeArtifact(worker.repo, artifact, { isFinal: true, digest: message.hash ?? null });
  return ok({ ok: true, artifact_id: String(artifact.id) });
}

function list(worker: Worker, { nameFilter, idFilter }: Message): Answer {
  const found = ofRun(worker.repo, worker.runId)
    .filter(({ name }) => nameFilter === undefined || name === nameFilter)
    .filter(({ id }) => idFilter === undefined || String(id) === idFilter);
  const artifacts = found.map(artifact => ({
    workflow_run_backend_id: artifact.runBackendId,
    workflow_job_run_backend_id: artifact.jobBackendId,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.bytes.length),
    created_at: new Date(artifact.createdMs).toISOString(),
    ...(artifact.digest === null ? {} : { digest: artifact.digest }),
  }));
  return ok({ artifacts });
}

function findNamed(worker: Worker, name: string | undefined): Artifact | undefined {
  return ofRun(worker.repo, worker.runId).find(artifact => artifact.name === name);
}

function ofRun(repo: RepositoryState, runId: number): readonly Artifact[] {
  return finishedArtifacts(repo).filter(artifact => artifact.runId === runId);
}

function readMessage(body: string): Message | undefined {
  try {
    const given = parseOwnJson<Record<string, unknown>>(body);
    const camel = Object.entries(given).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]);
    return parseOwnJson<Message>(JSON.stringify(Object.fromEntries(camel)));
  } catch {
    return undefined;
  }
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function twirpError(status: number, code: string, msg: string): Answer {
  return { status, body: { code, msg } };
}
