import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A registry on the loopback interface that speaks as much of the distribution protocol as helm needs to push and pull. */
export interface Registry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** Every request since the last `forget`, as `METHOD /path`. */
  readonly requests: readonly string[];
  forget(): void;
  /** From now on these bytes are served, as if they were right, for what is asked by this digest; with none the right ones. */
  tamper(digest: string, bytes?: Uint8Array): void;
  /** Wants this login (`user:password`) from now on; undefined: nobody's. */
  guard(login: string | undefined): void;
  /** Holds an image of this name and tag from now on, or no longer. */
  hold(name: string, tag: string, isThere?: 'no longer'): void;
  /** Hands out tokens without a login, and wants one. */
  wantTokens(): void;
}

interface Manifest {
  readonly bytes: Buffer;
  readonly type: string;
}

interface Store {
  readonly blobs: Map<string, Buffer>;
  /** By `name@digest` and `name:tag`. */
  readonly manifests: Map<string, Manifest>;
  readonly uploads: Map<string, Buffer[]>;
  readonly tampered: Map<string, Buffer>;
}

/** Starts an empty registry. Source: opencontainers/distribution-spec spec.md, sections "Pull" and "Push". */
export async function startRegistry(): Promise<Registry> {
  const store: Store = { blobs: new Map(), manifests: new Map(), uploads: new Map(), tampered: new Map() };
  const requests: string[] = [];
  let login: string | undefined;
  let token: string | undefined;
  const server = createServer((request, answer) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const wanted = login === undefined ? undefined : `Basic ${btoa(login)}`;
    if (wanted !== undefined && request.headers.authorization !== wanted)
      return answer.writeHead(401, { 'www-authenticate': 'Basic realm="registry"' }).end();
    if (token !== undefined) {
      if (request.url?.startsWith('/token?') === true)
        return answer.writeHead(200).end(JSON.stringify({ token }));
      if (request.headers.authorization !== `Bearer ${token}`) {
        const realm = `http://${request.headers.host ?? ''}/token`;
        return answer.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="stage"` }).end();
      }
    }
    handle(request, answer, store).catch((error: unknown) => answer.writeHead(500).end(String(error)));
    return answer;
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    host: `127.0.0.1:${port}`,
    requests,
    forget: () => requests.splice(0),
    tamper: (digest, bytes) => {
      if (bytes === undefined) store.tampered.delete(digest);
      else store.tampered.set(digest, Buffer.from(bytes));
    },
    guard: wanted => {
      login = wanted;
    },
    hold: (name, tag, isThere) => {
      const bytes = Buffer.from('{"schemaVersion":2}');
      const kept = { bytes, type: 'application/vnd.oci.image.manifest.v1+json' };
      if (isThere === 'no longer') store.manifests.delete(`${name}:${tag}`);
      else store.manifests.set(`${name}:${tag}`, kept);
    },
    wantTokens: () => {
      token = randomUUID();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

async function handle(request: IncomingMessage, answer: ServerResponse, store: Store): Promise<void> {
  const url = new URL(request.url ?? '', 'http://registry');
  if (url.pathname === '/v2/') return void answer.writeHead(200).end();
  const [, name = '', kind = '', rest = ''] =
    /^\/v2\/(.+)\/(blobs\/uploads|blobs|manifests)\/(.*)$/.exec(url.pathname) ?? [];
  switch (kind) {
    case 'blobs/uploads':
      return await upload(request, answer, { store, name, id: rest, digest: url.searchParams.get('digest') });
    case 'blobs':
      return send(answer, request.method, blobOf(store, rest));
    case 'manifests':
      return await manifest(request, answer, { store, name, reference: rest });
    default:
      answer.writeHead(404).end();
  }
}

interface Upload {
  readonly store: Store;
  readonly name: string;
  readonly id: string;
  readonly digest: string | null;
}

async function upload(request: IncomingMessage, answer: ServerResponse, given: Upload): Promise<void> {
  const { store, name, digest } = given;
  const id = given.id === '' ? randomUUID() : given.id;
  const parts = store.uploads.get(id) ?? [];
  store.uploads.set(id, [...parts, await bodyOf(request)]);
  const location = `/v2/${name}/blobs/uploads/${id}`;
  if (digest === null) return void answer.writeHead(202, { location, range: '0-0' }).end();
  const bytes = Buffer.concat(store.uploads.get(id) ?? []);
  if (digestOf(bytes) !== digest) return void answer.writeHead(400).end();
  store.blobs.set(digest, bytes);
  answer.writeHead(201, { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest }).end();
}

interface Named {
  readonly store: Store;
  readonly name: string;
  readonly reference: string;
}

async function manifest(
  request: IncomingMessage,
  answer: ServerResponse,
  { store, name, reference }: Named,
): Promise<void> {
  if (request.method === 'PUT') {
    const bytes = await bodyOf(request);
    const digest = digestOf(bytes);
    const kept = { bytes, type: request.headers['content-type'] ?? '' };
    store.manifests.set(`${name}@${digest}`, kept);
    store.manifests.set(`${name}:${reference}`, kept);
    const location = `/v2/${name}/manifests/${digest}`;
    return void answer.writeHead(201, { location, 'docker-content-digest': digest }).end();
  }
  const key = reference.startsWith('sha256:') ? `${name}@${reference}` : `${name}:${reference}`;
  const found = store.manifests.get(key);
  const bytes = store.tampered.get(reference) ?? found?.bytes;
  if (!found)
    return void answer.writeHead(404).end(JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN' }] }));
  const digest = store.tampered.has(reference) || !bytes ? reference : digestOf(bytes);
  send(answer, request.method, found && bytes && { bytes, type: found.type, digest });
}

function blobOf(store: Store, digest: string): Content | undefined {
  const bytes = store.tampered.get(digest) ?? store.blobs.get(digest);
  return bytes && { bytes, type: 'application/octet-stream', digest };
}

interface Content extends Manifest {
  /** What the answer claims to be. */
  readonly digest: string;
}

function send(answer: ServerResponse, method: string | undefined, found: Content | undefined): void {
  if (!found) return void answer.writeHead(404).end();
  const headers = {
    'content-type': found.type,
    'content-length': found.bytes.length,
    'docker-content-digest': found.digest,
  };
  answer.writeHead(200, headers).end(method === 'HEAD' ? undefined : found.bytes);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
