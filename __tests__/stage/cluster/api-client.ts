import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { text as readText } from 'node:stream/consumers';
import type { ApiAccess } from './kubeconfig.ts';
import { parseOwnJson } from './own-json.ts';

/** An answer of the API server; `body` is the parsed JSON, or the text when it is none. */
export interface ApiAnswer<T = unknown> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: T;
}

/** What every object of the API server has; the rest is read by the caller's own type. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
    readonly creationTimestamp?: string;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly uid: string;
    }[];
  };
}

/** What a list-and-watch hears: the whole list at (each) start, then one object at a time. */
export interface WatchListener<T extends KubeObject> {
  readonly listed: (objects: readonly T[]) => void;
  readonly changed: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T) => void;
}

/** A small client on kept-alive connections. The caller says which type an answer has; nothing is checked. */
export interface ApiClient {
  readonly request: <T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    options?: { readonly contentType?: string },
  ) => Promise<ApiAnswer<T>>;
  /** Lists and watches a collection until the signal ends it; starts over when the watch is cut. */
  readonly watch: <T extends KubeObject>(
    path: string,
    listener: WatchListener<T>,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly close: () => void;
}

/** Opens a client; `userAgent` also becomes the name in `managedFields` (its part before the slash). */
export function openApiClient(access: ApiAccess, userAgent = 'stage-admin'): ApiClient {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 64,
    ...(access.ca ? { ca: access.ca } : {}),
    ...(access.clientCertificate ? { cert: access.clientCertificate, key: access.clientKey } : {}),
  });
  const identity = {
    'user-agent': userAgent,
    ...(access.token ? { authorization: `Bearer ${access.token}` } : {}),
  };

  const open = (
    method: string,
    path: string,
    headers: Record<string, string>,
    content?: string,
    signal?: AbortSignal,
  ) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        agent,
        method,
        headers: { accept: 'application/json', ...identity, ...headers },
        ...(signal ? { signal } : {}),
      };
      const outgoing = request(new URL(path, access.server), options, resolve);
      outgoing.once('error', reject);
      outgoing.end(content);
    });

  const ask: ApiClient['request'] = async <T>(
    method: string,
    path: string,
    body?: unknown,
    options?: { readonly contentType?: string },
  ) => {
    const content = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const contentType =
      options?.contentType ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
    // Node sends a DELETE's body without any length unless it is given: the server would take it for the next request.
    const incoming = await open(
      method,
      path,
      content === undefined
        ? {}
        : { 'content-type': contentType, 'content-length': String(Buffer.byteLength(content)) },
      content,
    );
    return await readAnswer<T>(incoming);
  };

  const watchOnce = async <T extends KubeObject>(
    path: string,
    listener: WatchListener<T>,
    signal: AbortSignal,
  ) => {
    const list = await ask<{ items: T[]; metadata: { resourceVersion: string } }>('GET', path);
    if (list.status !== 200) throw new Error(`GET ${path}: ${list.status} ${list.text}`);
    listener.listed(list.body.items);
    const query = `watch=1&allowWatchBookmarks=true&resourceVersion=${list.body.metadata.resourceVersion}`;
    const stream = await open(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}${query}`,
      {},
      undefined,
      signal,
    );
    for await (const line of createInterface({ input: stream })) {
      const event = parseOwnJson<WatchEvent<T>>(line);
      if (event.type === 'ERROR') return;
      if (event.type !== 'BOOKMARK') listener.changed(event.type, event.object);
    }
  };

  return {
    request: ask,
    watch: async (path, listener, signal) => {
      while (!signal.aborted) {
        try {
          await watchOnce(path, listener, signal);
        } catch {
          if (!signal.aborted) await new Promise(resolve => setTimeout(resolve, 100));
        }
      }
    },
    close: () => agent.destroy(),
  };
}

interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

async function readAnswer<T>(incoming: IncomingMessage): Promise<ApiAnswer<T>> {
  const text = await readText(incoming);
  const isJson = (incoming.headers['content-type'] ?? '').includes('json');
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    text,
    body: parseOwnJson<T>(isJson && text ? text : JSON.stringify(text)),
  };
}
