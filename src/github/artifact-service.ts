import { createHash } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import { type Json, type JsonObject, parseJson, stringifyJson } from '../model/json.ts';
import type { Secret } from '../model/secret.ts';
import type { World } from '../model/world.ts';
import { textAt } from './body.ts';
import type { SendRequest } from './octokit.ts';

/** Where the runner keeps artifacts, and the token that lets this job write there: ACTIONS_RESULTS_URL, ACTIONS_RUNTIME_TOKEN. */
export interface ArtifactPlace {
  readonly resultsUrl: string;
  readonly token: Secret;
}

/** The runner's artifact service, version 4: it needs no permission, so runs of forks have it, too. */
export interface ArtifactService {
  /** Leaves a zip archive under this name in the run; one of that name is replaced. @throws Failure github-refused */
  upload(name: string, archive: Uint8Array): Promise<void>;
}

/** As actions/toolkit packages/artifact/src/internal/upload/upload-artifact.ts sends it: without a type of content it is a zip. */
const version = 4;

const service = 'twirp/github.actions.results.api.v1.ArtifactService';

/** Opens the service; nothing is sent yet. */
export function openArtifactService(place: ArtifactPlace, world: Pick<World, 'program'>): ArtifactService {
  const run = backendIdsIn(place.token.reveal());
  const call = async (method: string, message: JsonObject): Promise<Called> =>
    await callService(place, world, method, { ...run, ...message });
  return {
    upload: async (name, archive) => {
      const order = { name, version };
      const first = await call('CreateArtifact', order);
      if (first.status === 409) await call('DeleteArtifact', { name });
      const made = requireDone(first.status === 409 ? await call('CreateArtifact', order) : first, name);
      await putBlob(textAt(made, '/signed_upload_url') ?? '', archive, name);
      const hash = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
      requireDone(await call('FinalizeArtifact', { name, size: String(archive.length), hash }), name);
    },
  };
}

interface Called {
  readonly status: number;
  readonly body: Json;
}

async function callService(
  { resultsUrl, token }: ArtifactPlace,
  { program }: Pick<World, 'program'>,
  method: string,
  message: JsonObject,
): Promise<Called> {
  const send = await loadFetch();
  const answer = await send(new URL(`${service}/${method}`, resultsUrl).href, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token.reveal()}`,
      'content-type': 'application/json',
      'user-agent': program,
    },
    body: stringifyJson(message),
  });
  return { status: answer.status, body: parsed(await answer.text()) };
}

/** The signed address is a secret of its own and never printed. */
async function putBlob(url: string, archive: Uint8Array, name: string): Promise<void> {
  const send = await loadFetch();
  const { status } = await send(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/zip', 'x-ms-blob-type': 'BlockBlob' },
    body: Buffer.from(archive),
  });
  if (status !== 201) throw refused(name, status, '');
}

async function loadFetch(): Promise<SendRequest> {
  return (await import('./octokit.ts')).openFetch();
}

function requireDone({ status, body }: Called, name: string): Json {
  if (status === 200) return body;
  throw refused(name, status, textAt(body, '/msg') ?? '');
}

function refused(name: string, status: number, message: string): Failure {
  const why = message === '' ? '' : ` (${message})`;
  return new Failure('github-refused', `artifact ${name}: the service answered ${status}${why}`, {
    hint: 'The result stands in the job summary and in the log.',
  });
}

function parsed(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** The token names the run and the job for which it may write: `Actions.Results:RUN:JOB` among its scopes. */
function backendIdsIn(token: string): JsonObject {
  const claims = parsed(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const [, run, job] = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)/.exec(textAt(claims, '/scp') ?? '') ?? [];
  if (run !== undefined && job !== undefined)
    return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
  throw new Failure('github-refused', 'the token of the runner names no run to leave an artifact in', {
    hint: 'Enterprise Server has no artifact service of this version; the result stands in the job summary.',
  });
}
