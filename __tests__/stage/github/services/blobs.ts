import { createHmac, randomBytes } from 'node:crypto';
import type { Answer } from '../http/answers.ts';
import type { Artifact } from '../state/artifacts.ts';
import { changeArtifact } from '../state/artifacts.ts';
import type { Clock } from '../state/clock.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { Urls } from '../state/urls.ts';

/** The store of artifacts' contents: whoever has a signed URL may read or write, for as long as it says. */
export interface Blobs {
  readonly sign: (artifactId: number, right: 'read' | 'write') => string;
  readonly serve: (request: BlobRequest) => Answer;
}

/** One request to the store. */
export interface BlobRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
}

/** Minutes for which a URL is good, to download and to upload. */
const readMinutes = 10;
const writeMinutes = 60;

/**
 * A store that speaks what @azure/storage-blob sends: a whole blob in one PUT, or blocks (`comp=block`) and then their
 * list (`comp=blocklist`).
 */
export function createBlobs(
  clock: Clock,
  urls: Urls,
  repositories: ReadonlyMap<string, RepositoryState>,
): Blobs {
  const key = randomBytes(32);
  const blocks = new Map<string, Buffer>();
  const signature = (path: string, right: string, until: string) =>
    createHmac('sha256', key).update(`${path} ${right} ${until}`).digest('base64url');
  return {
    sign: (artifactId, right) => {
      const path = `/blobs/${artifactId}`;
      const minutes = right === 'read' ? readMinutes : writeMinutes;
      const until = new Date(clock.nowMs() + minutes * 60_000).toISOString();
      const query = new URLSearchParams({ sp: right, se: until, sig: signature(path, right, until) });
      return `${urls.services}${path}?${query.toString()}`;
    },
    serve: request => {
      const { url, method } = request;
      const right = url.searchParams.get('sp') ?? '';
      const until = url.searchParams.get('se') ?? '';
      const isSigned = url.searchParams.get('sig') === signature(url.pathname, right, until);
      if (!isSigned || clock.nowMs() > Date.parse(until)) return blobError(403, 'AuthenticationFailed');
      if ((right === 'read') !== (method === 'GET')) return blobError(403, 'AuthorizationPermissionMismatch');
      const found = findArtifact(repositories, Number(url.pathname.slice('/blobs/'.length)));
      if (!found) return blobError(404, 'BlobNotFound');
      return method === 'GET' ? download(found.artifact) : upload(found, request, blocks);
    },
  };
}

/** An artifact and where it belongs. */
export function findArtifact(
  repositories: ReadonlyMap<string, RepositoryState>,
  id: number,
): { readonly repo: RepositoryState; readonly artifact: Artifact } | undefined {
  for (const repo of repositories.values()) {
    const artifact = repo.artifacts.get(id);
    if (artifact) return { repo, artifact };
  }
  return undefined;
}

function download({ name, mimeType, bytes }: Artifact): Answer {
  const filename = mimeType === 'application/zip' && !name.endsWith('.zip') ? `${name}.zip` : name;
  const headers = {
    'content-type': mimeType,
    'content-disposition': `attachment; filename="${filename}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
  };
  return { status: 200, bytes, headers };
}

function upload(
  { repo, artifact }: { readonly repo: RepositoryState; readonly artifact: Artifact },
  { url, body }: BlobRequest,
  blocks: Map<string, Buffer>,
): Answer {
  const blockKey = (id: string) => `${artifact.id} ${id}`;
  const part = url.searchParams.get('comp');
  if (part === 'block') blocks.set(blockKey(url.searchParams.get('blockid') ?? ''), body);
  else if (part === 'blocklist') {
    const ids = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)];
    const contents = ids.map(([, id = '']) => blocks.get(blockKey(id)) ?? Buffer.alloc(0));
    changeArtifact(repo, artifact, { bytes: Buffer.concat(contents) });
    for (const [, id = ''] of ids) blocks.delete(blockKey(id));
  } else changeArtifact(repo, artifact, { bytes: body });
  return { status: 201, headers: { etag: `"${artifact.id}"`, 'x-ms-request-server-encrypted': 'true' } };
}

function blobError(status: number, code: string): Answer {
  const bytes = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
  return { status, bytes, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code } };
}
