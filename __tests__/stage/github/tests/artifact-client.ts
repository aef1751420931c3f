import { createHash } from 'node:crypto';
import { parseOwnJson } from '../../cluster/own-json.ts';
import type { Job } from '../github.ts';
import type { Reply } from './ask.ts';

/** What the artifact service answers. */
export type ArtifactAnswer = Readonly<Record<string, string>> & {
  readonly artifacts: readonly Readonly<Record<string, string>>[];
};

/** Calls the artifact service as a job's step does. */
export async function callArtifacts(
  job: Job,
  method: string,
  message: object,
): Promise<Reply<ArtifactAnswer>> {
  const service = '/twirp/github.actions.results.api.v1.ArtifactService';
  const response = await fetch(new URL(`${service}/${method}`, job.environment['ACTIONS_RESULTS_URL']), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${job.environment['ACTIONS_RUNTIME_TOKEN']}`,
    },
    body: JSON.stringify({ ...backendIds(job), ...message }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parseOwnJson(text) };
}

/** Uploads contents in blocks, as @azure/storage-blob does with large ones. */
export async function putBlocks(url: string, parts: readonly string[]): Promise<void> {
  const ids = parts.map((_, index) => Buffer.from(`block-${index}`).toString('base64'));
  for (const [index, part] of parts.entries())
    await fetch(`${url}&comp=block&blockid=${encodeURIComponent(ids[index] ?? '')}`, {
      method: 'PUT',
      body: part,
    });
  const list = ids.map(id => `<Latest>${id}</Latest>`).join('');
  await fetch(`${url}&comp=blocklist`, { method: 'PUT', body: `<?xml?><BlockList>${list}</BlockList>` });
}

/** Leaves an artifact; gives its id. */
export async function uploadArtifact(job: Job, name: string, content: string): Promise<number> {
  const made = await callArtifacts(job, 'CreateArtifact', { name, version: 7 });
  await fetch(made.body['signed_upload_url'] ?? '', { method: 'PUT', body: content });
  const hash = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const size = String(Buffer.byteLength(content));
  const done = await callArtifacts(job, 'FinalizeArtifact', { name, size, hash });
  return Number(done.body['artifact_id']);
}

function backendIds({ environment }: Job): object {
  const [, claims = ''] = (environment['ACTIONS_RUNTIME_TOKEN'] ?? '').split('.');
  const { scp } = parseOwnJson<{ scp: string }>(Buffer.from(claims, 'base64url').toString());
  const [, run, job] = /Actions\.Results:([^:]+):(\S+)/.exec(scp) ?? [];
  return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
}
