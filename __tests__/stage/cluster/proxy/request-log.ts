import { createHash } from 'node:crypto';

/** One request that a client sent through the proxy. */
export interface LoggedRequest {
  readonly method: string;
  /** The path without its query, as sent. */
  readonly path: string;
  /** The decoded query; a parameter that was sent twice has its values joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly contentType: string;
  readonly body: string;
  readonly bodySha256: string;
  /** Milliseconds from the start of the proxy, or from the last `clear`. */
  readonly startedMs: number;
  /** What the client was answered; undefined while it waits, and when its connection was cut. */
  readonly status: number | undefined;
  /** What the server answered; undefined when it was never asked. */
  readonly serverStatus: number | undefined;
  /** Milliseconds until the answer began; undefined while it waits. */
  readonly answeredAfterMs: number | undefined;
  /** The kinds of the faults that met this request. */
  readonly faults: readonly string[];
}

/** The requests in the order in which they arrived. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  /** The requests that would change something: no reads, no reviews of access, no dry-runs (query or DELETE body). */
  readonly writes: readonly LoggedRequest[];
  readonly clear: () => void;
}

/** What a request is logged from. */
export interface RequestFacts {
  readonly method: string;
  readonly url: string;
  readonly userAgent: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Adds what becomes known of a request later. */
export type Amend = (
  later: Partial<Pick<LoggedRequest, 'status' | 'serverStatus' | 'answeredAfterMs' | 'faults'>>,
) => void;

/** A log and the function that writes to it. */
export function createRequestLog(): {
  readonly log: RequestLog;
  readonly record: (facts: RequestFacts) => { entry: LoggedRequest; amend: Amend };
} {
  const entries: LoggedRequest[] = [];
  let startedAt = performance.now();
  const record = (facts: RequestFacts) => {
    const url = new URL(facts.url, 'https://server');
    const query: Record<string, string> = {};
    for (const name of new Set(url.searchParams.keys()))
      query[name] = url.searchParams.getAll(name).join(',');
    const entry: LoggedRequest = {
      method: facts.method,
      path: url.pathname,
      query,
      userAgent: facts.userAgent,
      contentType: facts.contentType,
      body: facts.body.toString('utf8'),
      bodySha256: createHash('sha256').update(facts.body).digest('hex'),
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

/** Whether the request would change something that lasts. */
export function isWrite(request: LoggedRequest): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false;
  if (
    /\/(selfsubject|localsubject|subject)accessreviews$|\/selfsubjectrulesreviews$|\/selfsubjectreviews$|\/tokenreviews$/.test(
      request.path,
    )
  )
    return false;
  return !isDryRun(request);
}

/**
 * Whether the server only rehearses the request. For a DELETE with a body only the body counts: the API server ignores
 * the query then (k8s.io/apiserver pkg/endpoints/handlers/delete.go).
 */
export function isDryRun(request: LoggedRequest): boolean {
  if (request.method !== 'DELETE' || request.body === '')
    return (request.query['dryRun'] ?? '').split(',').includes('All');
  try {
    const options: unknown = JSON.parse(request.body);
    const dryRun =
      typeof options === 'object' && options !== null && 'dryRun' in options ? options.dryRun : [];
    return Array.isArray(dryRun) && dryRun.includes('All');
  } catch {
    return false;
  }
}
