import { createHash } from 'node:crypto';

/** Which part of GitHub was asked. */
export type Service = 'rest' | 'graphql' | 'artifacts' | 'oidc' | 'other';

/** One request that a client sent. */
export interface LoggedRequest {
  readonly method: string;
  /** The path without its query, and without `/api/v3` or `/api`. */
  readonly path: string;
  /** The decoded query; a parameter that was sent twice has its values joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  readonly service: Service;
  /** GitHub's name of the operation; for GraphQL `query` or `mutation`, with its name when it has one. */
  readonly operationId: string | undefined;
  /** The login of the token; undefined without one or with a bad one. */
  readonly token: string | undefined;
  readonly userAgent: string;
  readonly contentType: string;
  readonly body: string;
  readonly bodySha256: string;
  readonly requestId: string;
  /** Milliseconds from the start of the stand-in, or from the last `clear`. */
  readonly startedMs: number;
  /** What the client was answered; undefined while it waits, and when its connection was cut. */
  readonly status: number | undefined;
  /** What the stand-in did; undefined when a fault kept the request from it. */
  readonly serverStatus: number | undefined;
  /** Milliseconds until the answer began; undefined while it waits. */
  readonly answeredAfterMs: number | undefined;
  /** The kinds of the faults that met this request. */
  readonly faults: readonly string[];
}

/** The requests in the order in which they arrived. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  /** The API requests that would change something: no reads, no GraphQL queries, nothing of the runner's services. */
  readonly writes: readonly LoggedRequest[];
  readonly clear: () => void;
}

/** Adds what becomes known of a request later. */
export type Amend = (
  later: Partial<
    Pick<
      LoggedRequest,
      'service' | 'operationId' | 'token' | 'status' | 'serverStatus' | 'answeredAfterMs' | 'faults'
    >
  >,
) => void;

/** What a request is logged from. */
export interface RequestFacts {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly service: Service;
  readonly userAgent: string;
  readonly contentType: string;
  readonly body: Buffer;
  readonly requestId: string;
}

/** A log and the function that writes to it. */
export function createRequestLog(): {
  readonly log: RequestLog;
  readonly record: (facts: RequestFacts) => { readonly entry: LoggedRequest; readonly amend: Amend };
} {
  const entries: LoggedRequest[] = [];
  let startedAt = performance.now();
  const record = (facts: RequestFacts) => {
    const { method, path, service, userAgent, contentType, requestId, url, body } = facts;
    const query: Record<string, string> = {};
    for (const name of new Set(url.searchParams.keys()))
      query[name] = url.searchParams.getAll(name).join(',');
    const entry: LoggedRequest = {
      method,
      path,
      query,
      service,
      userAgent,
      contentType,
      requestId,
      operationId: undefined,
      token: undefined,
      body: body.toString('utf8'),
      bodySha256: createHash('sha256').update(body).digest('hex'),
      startedMs: performance.now() - startedAt,
      status: undefined,
      serverStatus: undefined,
      answeredAfterMs: undefined,
      faults: [],
    };
    entries.push(entry);
    return { entry, amend: (later: Parameters<Amend>[0]) => void Object.assign(entry, later) };
  };
  const log: RequestLog = {
    entries,
    get writes() {
      return entries.filter(isWrite);
    },
    clear: () => {
      entries.length = 0;
      startedAt = performance.now();
    },
  };
  return { log, record };
}

/** Whether the request would change something on GitHub that others see. */
export function isWrite(request: LoggedRequest): boolean {
  if (request.service === 'graphql') return request.operationId?.startsWith('mutation') === true;
  return request.service === 'rest' && !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
}
