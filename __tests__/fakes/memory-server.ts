import { parseStatus } from '../../src/engines/kubernetes/transport/status.ts';
import { isWrite } from '../../src/engines/kubernetes/transport/effect.ts';
import type {
  ApiAnswer,
  ApiRequest,
  Transport,
  WatchEvent,
} from '../../src/engines/kubernetes/transport/transport.ts';
import {
  isEqual,
  isObject,
  type Json,
  type JsonObject,
  parseJson,
  textAt,
  valueAt,
} from '../../src/model/json.ts';
import { applyTo, ownedBy } from './memory-apply.ts';

/** Kinds that the server knows: plural, kind, whether they live in namespaces. */
const served = [
  { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { group: '', version: 'v1', plural: 'namespaces', kind: 'Namespace', namespaced: false },
  { group: '', version: 'v1', plural: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true },
  { group: 'coordination.k8s.io', version: 'v1', plural: 'leases', kind: 'Lease', namespaced: true },
] as const;

/** Runs before a request takes effect, and before its answer is given. */
export type Pass = (request: ApiRequest, moment: 'before' | 'after', answer?: ApiAnswer) => Promise<void>;

/** An API server in memory: what apply, uid, resourceVersion and Lease need, and nothing else. */
export interface MemoryServer {
  /** What is stored, by path. */
  readonly objects: Map<string, JsonObject>;
  /** Every request that may have changed something, in the order in which it took effect. */
  readonly writes: ApiRequest[];
  answer(request: ApiRequest): ApiAnswer;
  /** Another server that holds the same at this moment. */
  fork(): MemoryServer;
  /** A client; `pass` runs before the request takes effect and before its answer is given. */
  connect(pass?: Pass): Transport;
}

/** An empty server with these namespaces. */
export function memoryServer(...namespaces: readonly string[]): MemoryServer {
  const server = serverWith(new Map(), { version: 1, uids: 0 });
  for (const name of namespaces) {
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    server.answer({ method: 'POST', path: '/api/v1/namespaces', body, phase: 'test' });
  }
  server.writes.length = 0;
  return server;
}

function serverWith(objects: Objects, state: Counters): MemoryServer {
  const writes: ApiRequest[] = [];
  const server: MemoryServer = {
    fork: () => serverWith(new Map(objects), { ...state }),
    objects,
    writes,
    answer: request => {
      if (isWrite(request)) writes.push(request);
      return answerOf(request, objects, state);
    },
    connect: pass => ({
      async send(request) {
        await pass?.(request, 'before');
        const answer = server.answer(request);
        await pass?.(request, 'after', answer);
        return answer;
      },
      async *watch(): AsyncGenerator<WatchEvent> {
        yield* await Promise.resolve([]);
      },
      text: async () => await Promise.resolve({ lines: noLines() }),
      sent: { requests: 0, retries: 0 },
      close: () => undefined,
    }),
  };
  return server;
}

async function* noLines(): AsyncGenerator<readonly string[]> {
  yield* await Promise.resolve([]);
}

type Objects = Map<string, JsonObject>;
interface Counters {
  version: number;
  uids: number;
}

function answerOf(request: ApiRequest, objects: Objects, state: Counters): ApiAnswer {
  const fixed = fixedAnswer(request.path);
  if (fixed !== undefined) return accepted(fixed);
  const [collection, name] = splitPath(request.path);
  const namespace = /\/namespaces\/([^/]+)\//.exec(`${collection}/`)?.[1];
  const isMissingPlace = namespace !== undefined && !objects.has(`/api/v1/namespaces/${namespace}`);
  switch (request.method) {
    case 'GET':
      return name === undefined ? list(collection, request, objects, state) : get(request.path, objects);
    case 'POST':
      return isMissingPlace ? noNamespace(namespace) : create(collection, request, objects, state);
    case 'PUT':
      return replace(request, objects, state);
    case 'PATCH':
      return isMissingPlace ? noNamespace(namespace) : patch(request, objects, state);
    case 'DELETE':
      return remove(request, objects);
  }
}

function fixedAnswer(path: string): Json | undefined {
  if (path.endsWith('/selfsubjectaccessreviews')) return { status: { allowed: true } };
  if (path === '/version') return { major: '1', minor: '36' };
  if (path !== '/api' && path !== '/apis') return undefined;
  const groups = Map.groupBy(
    served.filter(each => (each.group === '') === (path === '/api')),
    each => each.group,
  );
  const items = [...groups].map(([group, kinds]) => ({
    metadata: { name: group },
    versions: [
      {
        version: 'v1',
        resources: kinds.map(each => ({
          resource: each.plural,
          responseKind: { kind: each.kind },
          scope: each.namespaced ? 'Namespaced' : 'Cluster',
          verbs: ['get', 'list'],
        })),
      },
    ],
  }));
  return { kind: 'APIGroupDiscoveryList', items };
}

/** `[collection, name]`; without a name it is the collection. */
function splitPath(path: string): readonly [string, string?] {
  const plural = served.find(each => path.endsWith(`/${each.plural}`));
  if (plural) return [path];
  const end = path.lastIndexOf('/');
  return [path.slice(0, end), path.slice(end + 1)];
}

function get(path: string, objects: Objects): ApiAnswer {
  const found = objects.get(path);
  return found ? accepted(found) : refused(404, 'NotFound');
}

function list(collection: string, request: ApiRequest, objects: Objects, state: Counters): ApiAnswer {
  const [label = '', value = ''] = (request.query?.['labelSelector'] ?? '').split('=');
  const items = [...objects]
    .filter(([path]) => splitPath(path)[0] === collection)
    .map(([, object]) => object)
    .filter(object => {
      const labels = valueAt(object, '/metadata/labels');
      return label === '' || (isObject(labels) && labels[label] === value);
    });
  return accepted({ metadata: { resourceVersion: String(state.version) }, items });
}

function create(collection: string, request: ApiRequest, objects: Objects, state: Counters): ApiAnswer {
  const body = bodyOf(request);
  const path = `${collection}/${textAt(body, '/metadata/name') ?? ''}`;
  if (objects.has(path)) return refused(409, 'AlreadyExists');
  const made = ownedBy(stamped(body, undefined, state), request.query?.['fieldManager'] ?? 'unknown');
  objects.set(path, made);
  return { httpStatus: 201, body: made, warnings: [] };
}

function replace(request: ApiRequest, objects: Objects, state: Counters): ApiAnswer {
  const body = bodyOf(request);
  const stored = objects.get(request.path);
  const refusal = precondition(body, stored, 'PUT');
  if (refusal) return refusal;
  const made = ownedBy(stamped(body, stored, state), 'unknown');
  objects.set(request.path, made);
  return { httpStatus: stored ? 200 : 201, body: made, warnings: [] };
}

function patch(request: ApiRequest, objects: Objects, state: Counters): ApiAnswer {
  const body = bodyOf(request);
  const stored = objects.get(request.path);
  const refusal = precondition(body, stored, 'PATCH');
  if (refusal) return refusal;
  const { fieldManager = '', force, dryRun } = request.query ?? {};
  const applied = applyTo(stored, body, fieldManager, force === 'true');
  if ('conflicts' in applied) {
    const causes = applied.conflicts.map(({ path, manager }) => ({
      reason: 'FieldManagerConflict',
      field: `.${path.replaceAll('\u0000', '.')}`,
      message: `conflict with "${manager}"`,
    }));
    return refused(409, 'Conflict', causes);
  }
  const isSame = stored && isEqual(unstamped(applied.object), unstamped(stored));
  const next = isSame ? stored : stamped(applied.object, stored, dryRun === undefined ? state : { ...state });
  if (dryRun === undefined) objects.set(request.path, next);
  return { httpStatus: stored ? 200 : 201, body: next, warnings: [] };
}

function remove(request: ApiRequest, objects: Objects): ApiAnswer {
  const stored = objects.get(request.path);
  if (!stored) return refused(404, 'NotFound');
  const wanted = valueAt(bodyOf(request), '/preconditions') ?? {};
  for (const key of ['uid', 'resourceVersion']) {
    const expected = textAt(wanted, `/${key}`);
    if (expected !== undefined && expected !== textAt(stored, `/metadata/${key}`))
      return refused(409, 'Conflict');
  }
  if (valueAt(bodyOf(request), '/dryRun') === undefined) objects.delete(request.path);
  return accepted({ kind: 'Status', status: 'Success' });
}

/** uid and resourceVersion of the body must be those of the stored object, which must be there when a uid is named. */
function precondition(
  body: JsonObject,
  stored: JsonObject | undefined,
  method: 'PUT' | 'PATCH',
): ApiAnswer | undefined {
  const uid = textAt(body, '/metadata/uid');
  const version = textAt(body, '/metadata/resourceVersion');
  // A resourceVersion alone does not keep a missing object from being made.
  if (!stored) return uid === undefined ? undefined : refused(409, 'Conflict');
  if (method === 'PUT' && version === undefined) return refused(422, 'Invalid');
  const isOther = uid !== undefined && uid !== textAt(stored, '/metadata/uid');
  const hasMoved = version !== undefined && version !== textAt(stored, '/metadata/resourceVersion');
  if (hasMoved || (isOther && method === 'PUT')) return refused(409, 'Conflict');
  // To an apply the uid is a field like any other, and an immutable one.
  return isOther ? refused(422, 'Invalid') : undefined;
}

function stamped(body: JsonObject, stored: JsonObject | undefined, state: Counters): JsonObject {
  state.version += 1;
  const uid = textAt(stored, '/metadata/uid') ?? `uid-${(state.uids += 1)}`;
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  return { ...body, metadata: { ...metadata, uid, resourceVersion: String(state.version) } };
}

function unstamped(object: JsonObject): JsonObject {
  const {
    uid: _u,
    resourceVersion: _r,
    ...metadata
  } = isObject(object['metadata']) ? object['metadata'] : {};
  return { ...object, metadata };
}

function bodyOf(request: ApiRequest): JsonObject {
  const body = parseJson(request.body ?? '{}');
  return isObject(body) ? body : {};
}

function accepted(body: Json): ApiAnswer {
  return { httpStatus: 200, body, warnings: [] };
}

function refused(code: number, reason: string, causes: readonly Json[] = []): ApiAnswer {
  const body = { kind: 'Status', code, reason, message: `memory: ${reason}`, details: { causes } };
  return { httpStatus: code, body, status: parseStatus(code, body), warnings: [] };
}

function noNamespace(name: string): ApiAnswer {
  const body = { kind: 'Status', code: 404, reason: 'NotFound', message: `namespaces "${name}" not found` };
  return { httpStatus: 404, body, status: parseStatus(404, body), warnings: [] };
}
