import { createSecureServer } from 'node:http2';
import { request as ask } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { isMainThread, workerData } from 'node:worker_threads';
import { createAuthority, issueCertificate } from '../__tests__/stage/cluster/certificates.ts';
import { isObject, type Json, type JsonObject, parseJson, stringifyJson, textAt } from '../src/model/json.ts';
import { listenInThread, type ServerThread, startThread } from './bench-thread.ts';

/** The thread of the server; it counts requests. */
export interface PatientServer extends ServerThread {
  /** PEM text of its authority. */
  readonly ca: string;
}

interface Order {
  readonly serviceMs: number;
  readonly certificate: string;
  readonly key: string;
  /** Where discovery and schemas come from: the real server, asked once for each. */
  readonly source: { readonly server: string; readonly ca: string; readonly token: string };
}

/**
 * A TLS server that keeps objects in memory and only takes its time, `serviceMs` for each answer: what is left when the
 * server costs nothing.
 */
export async function startPatientServer(serviceMs: number, source: Order['source']): Promise<PatientServer> {
  const authority = await createAuthority('bench authority');
  const pair = await issueCertificate(authority, { user: 'bench', addresses: ['127.0.0.1'] });
  const order: Order = { serviceMs, source, certificate: pair.certificate, key: pair.key };
  return { ...(await startThread(import.meta.url, order)), ca: authority.certificate };
}

if (!isMainThread) serve(workerData);

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

function serve(order: Order): void {
  const objects = new Map<string, JsonObject>();
  const known = new Map<string, Promise<Answer>>();
  let requests = 0;
  const tls = { cert: order.certificate, key: order.key };
  // Both versions of HTTP, as the API server: who asks for what is the client's choice.
  const server = createSecureServer({ ...tls, allowHTTP1: true }, (incoming, outgoing) => {
    requests += 1;
    void (async () => {
      const text = (await buffer(incoming)).toString('utf8');
      const { method, url, headers } = incoming;
      const [answer] = await Promise.all([
        url.includes('/namespaces/') || method !== 'GET'
          ? answerOf(objects, method, new URL(url, order.source.server), text)
          : recorded(known, url, headers.accept ?? '', order.source),
        new Promise(resolve => setTimeout(resolve, order.serviceMs)),
      ]);
      outgoing.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' });
      outgoing.end(answer.body);
    })().catch(() => outgoing.stream.destroy());
  });
  listenInThread(server, () => {
    const count = requests;
    requests = 0;
    return count;
  });
}

/** Objects by their path: apply merges, a dry run stores nothing, reviews say yes. */
function answerOf(objects: Map<string, JsonObject>, method: string, url: URL, text: string): Answer {
  const path = url.pathname;
  const stored = objects.get(path);
  const isDry = url.searchParams.get('dryRun') === 'All';
  const body = text === '' ? undefined : parseJson(text);
  switch (method) {
    case 'GET':
      return stored ? give(200, stored) : listOrNothing(objects, url);
    case 'DELETE':
      objects.delete(path);
      return give(200, { kind: 'Status', status: 'Success' });
    case 'POST':
      if (path.includes('reviews')) return give(201, { ...objectOf(body), status: { allowed: true } });
      return keep(objects, `${path}/${textAt(body, '/metadata/name') ?? ''}`, objectOf(body), isDry);
    case 'PUT':
      return keep(objects, path, objectOf(body), isDry);
    default:
      return keep(
        objects,
        path,
        merge(stored ?? {}, objectOf(body)),
        isDry,
        url.searchParams.get('fieldManager'),
      );
  }
}

function keep(
  objects: Map<string, JsonObject>,
  path: string,
  object: JsonObject,
  isDry: boolean,
  manager: string | null = null,
): Answer {
  const metadata = objectOf(object['metadata']);
  const apiVersion = object['apiVersion'] ?? '';
  const whole: JsonObject = {
    ...object,
    metadata: {
      ...metadata,
      uid: metadata['uid'] ?? `uid-${objects.size}`,
      resourceVersion: String(Math.round(performance.now() * 1000)),
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(manager !== null && {
        managedFields: [{ manager, operation: 'Apply', apiVersion, fieldsType: 'FieldsV1', fieldsV1: {} }],
      }),
    },
  };
  const status = objects.has(path) ? 200 : 201;
  if (!isDry) objects.set(path, whole);
  return give(status, whole);
}

function listOrNothing(objects: ReadonlyMap<string, JsonObject>, url: URL): Answer {
  const selector = url.searchParams.get('labelSelector');
  // An even number of segments below `namespaces` names an object, an odd one a collection.
  const below = url.pathname.slice(url.pathname.indexOf('/namespaces/')).split('/').length - 1;
  if (below % 2 === 0)
    return give(404, {
      kind: 'Status',
      status: 'Failure',
      reason: 'NotFound',
      code: 404,
      message: 'not found',
    });
  const [key = '', value] = selector?.split('=') ?? [];
  const items = [...objects]
    .filter(([path]) => path.startsWith(`${url.pathname}/`))
    .map(([, object]) => object)
    .filter(object => value === undefined || objectOf(objectOf(object['metadata'])['labels'])[key] === value);
  return give(200, { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items });
}

function merge(below: JsonObject, above: JsonObject): JsonObject {
  const entries = Object.entries(above).map(([key, value]): [string, Json] => {
    const former = below[key];
    return [key, isObject(value) && isObject(former) ? merge(former, value) : value];
  });
  return { ...below, ...Object.fromEntries(entries) };
}

async function recorded(
  known: Map<string, Promise<Answer>>,
  url: string,
  accept: string,
  source: Order['source'],
): Promise<Answer> {
  const key = `${url} ${accept}`;
  const found =
    known.get(key) ??
    new Promise<Answer>((resolve, reject) => {
      const headers = { accept, authorization: `Bearer ${source.token}` };
      const request = ask(new URL(url, source.server), { ca: source.ca, headers }, message => {
        buffer(message).then(
          bytes =>
            resolve({
              status: message.statusCode ?? 500,
              body: bytes.toString('utf8'),
              type: message.headers['content-type'] ?? '',
            }),
          reject,
        );
      });
      request.once('error', reject).end();
    });
  known.set(key, found);
  return await found;
}

function give(status: number, body: JsonObject): Answer {
  return { status, body: stringifyJson(body) };
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
