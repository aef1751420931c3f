import { createHash } from 'node:crypto';
import { Failure } from '../../../model/failure.ts';
import { isObject, stringifyJson, textAt } from '../../../model/json.ts';
import type { World } from '../../../model/world.ts';
import type { Access } from '../access/access.ts';
import type { Cluster, DeleteOptions, ListOptions, Place, Resource } from '../cluster.ts';
import { applyPatch } from '../transport/effect.ts';
import { openTransport } from '../transport/https.ts';
import type { ApiRequest, Transport, WatchEvent } from '../transport/transport.ts';
import { discover } from './discovery.ts';
import { acceptOf, listAll, selectorsOf, withKind } from './lists.ts';
import { collectionPath, objectPath } from './paths.ts';
import { refusal } from './refusal.ts';

/** A cluster and how much was asked of it, for the report. */
export interface OpenedCluster extends Cluster {
  readonly sent: Transport['sent'];
}

/** The API of the server that `access` names; nothing is sent before the first call. */
export function openCluster(access: Access, world: World): OpenedCluster {
  return clusterOn(openTransport(access, world), access);
}

/** The API over a given transport. */
export function clusterOn(
  transport: Transport,
  access: Pick<Access, 'server' | 'contextNamespace'>,
): OpenedCluster {
  const discovery = once(async phase => await discover(transport, phase));
  const version = once(async phase => await readVersion(transport, phase));
  return {
    contextNamespace: access.contextNamespace,
    serverHash: createHash('sha256').update(access.server).digest('hex'),
    sent: transport.sent,
    serverVersion: async phase => await version.get(phase),
    resourceOf: async (id, phase) => (await discovery.get(phase)).find(id),
    preferredOf: async (groupKind, phase) => (await discovery.get(phase)).preferred(groupKind),
    served: async phase => (await discovery.get(phase)).all,
    forgetDiscovery: () => discovery.forget(),
    get: async (resource, place, phase) => await getObject(transport, resource, place, phase),
    list: async (resource, options, phase) => await listAll(transport, resource, options, phase),
    apply: async (resource, place, body, options, phase) =>
      await transport.send({
        method: 'PATCH',
        path: objectPath(resource, place),
        query: {
          fieldManager: options.manager,
          force: String(options.force),
          fieldValidation: 'Strict',
          ...(options.dryRun && { dryRun: 'All' }),
        },
        body,
        contentType: applyPatch,
        phase,
      }),
    remove: async (resource, place, options, phase) =>
      await transport.send(removal(resource, place, options, phase)),
    watch: (resource, options, signal, phase) => watchObjects(transport, resource, options, signal, phase),
    text: async (path, query, signal, phase) =>
      await transport.text({ method: 'GET', path, query, phase }, signal),
    raw: async (method, path, options, phase) => await transport.send({ method, path, ...options, phase }),
    close: () => transport.close(),
  };
}

/** One shared result per run: calls in parallel wait for the same one, a failure is not kept. */
function once<T>(make: (phase: string) => Promise<T>): { get(phase: string): Promise<T>; forget(): void } {
  let made: Promise<T> | undefined;
  return {
    async get(phase) {
      const mine = (made ??= make(phase));
      try {
        return await mine;
      } catch (error) {
        if (made === mine) made = undefined;
        throw error;
      }
    },
    forget() {
      made = undefined;
    },
  };
}

async function readVersion(transport: Transport, phase: string): Promise<string> {
  const answer = await transport.send({ method: 'GET', path: '/version', phase });
  const major = /^\d+/.exec(textAt(answer.body, '/major') ?? '')?.[0];
  const minor = /^\d+/.exec(textAt(answer.body, '/minor') ?? '')?.[0];
  if (!answer.status && major !== undefined && minor !== undefined) return `${major}.${minor}`;
  throw new Failure('server-unusable', `the server does not say its version (HTTP ${answer.httpStatus})`, {
    hint: 'Check the URL of the server: /version below it must answer as a Kubernetes API does. Or set kubernetes-version.',
  });
}

async function getObject(
  transport: Transport,
  resource: Resource,
  place: Place,
  phase: string,
): ReturnType<Cluster['get']> {
  const answer = await transport.send({ method: 'GET', path: objectPath(resource, place), phase });
  if (answer.httpStatus === 404) return undefined;
  if (answer.status || !isObject(answer.body)) throw refusal(answer, { verb: 'get', resource, ...place });
  return answer.body;
}

/** With a body the server ignores the query of a DELETE, the dry run too; so all options go into the body. */
function removal(resource: Resource, place: Place, options: DeleteOptions, phase: string): ApiRequest {
  const { uid, resourceVersion, propagation, dryRun } = options;
  const body = stringifyJson({
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { uid, ...(resourceVersion !== undefined && { resourceVersion }) },
    propagationPolicy: propagation,
    ...(dryRun && { dryRun: ['All'] }),
  });
  return { method: 'DELETE', path: objectPath(resource, place), body, phase };
}

async function* watchObjects(
  transport: Transport,
  resource: Resource,
  options: ListOptions & { readonly from: string },
  signal: AbortSignal,
  phase: string,
): AsyncGenerator<WatchEvent> {
  const request: ApiRequest = {
    method: 'GET',
    path: collectionPath(resource, options.namespace),
    query: {
      ...selectorsOf(options),
      watch: '1',
      resourceVersion: options.from,
      allowWatchBookmarks: 'true',
    },
    ...acceptOf(options, 'watch'),
    phase,
  };
  for await (const { type, object } of transport.watch(request, signal)) {
    yield { type, object: type === 'ERROR' ? object : withKind(object, resource, options) };
  }
}
