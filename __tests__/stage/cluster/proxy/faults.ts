import type { LoggedRequest } from './request-log.ts';

/** What can go wrong between a client and the server. */
export type Fault =
  /** The request reaches the server late. */
  | { readonly kind: 'latency'; readonly delayMs: number }
  /** The client gets this status; `effect` says whether the server did what was asked all the same. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly effect: 'none' | 'done';
      readonly retryAfterSeconds?: number;
      readonly reason?: string;
      readonly message?: string;
    }
  /** The server does what was asked, the client's connection is cut before it hears so. */
  | { readonly kind: 'dropped-reply' }
  /** The connection is cut: before the server hears of the request, or after so many bytes of its answer. */
  | { readonly kind: 'cut'; readonly afterBytes?: number };

/** Which requests a fault meets. All that is given must hold. */
export interface FaultTarget {
  readonly method?: string;
  /** Text that the path contains, or an expression that it matches. */
  readonly path?: string | RegExp;
  readonly matches?: (request: LoggedRequest) => boolean;
  /** How many matching requests go by unharmed first; default 0. */
  readonly skip?: number;
  /** How many requests it meets; default 1. */
  readonly times?: number;
}

/** A fault in place. */
export interface InjectedFault {
  readonly hits: () => number;
  readonly remove: () => void;
}

/** The faults of a proxy. `take` gives those that meet a request and counts them. */
export interface FaultBox {
  readonly inject: (fault: Fault, target?: FaultTarget) => InjectedFault;
  readonly take: (request: LoggedRequest) => readonly Fault[];
}

/** An empty box. */
export function createFaultBox(): FaultBox {
  const placed = new Set<{
    readonly fault: Fault;
    readonly target: FaultTarget;
    seen: number;
    hits: number;
  }>();
  return {
    inject: (fault, target = {}) => {
      const entry = { fault, target, seen: 0, hits: 0 };
      placed.add(entry);
      return { hits: () => entry.hits, remove: () => void placed.delete(entry) };
    },
    take: request => {
      const met: Fault[] = [];
      for (const entry of placed) {
        if (!isMeant(entry.target, request)) continue;
        entry.seen += 1;
        if (entry.seen <= (entry.target.skip ?? 0) || entry.hits >= (entry.target.times ?? 1)) continue;
        entry.hits += 1;
        met.push(entry.fault);
      }
      return met;
    },
  };
}

function isMeant(target: FaultTarget, request: LoggedRequest): boolean {
  if (target.method !== undefined && target.method !== request.method) return false;
  if (typeof target.path === 'string' && !request.path.includes(target.path)) return false;
  if (target.path instanceof RegExp && !target.path.test(request.path)) return false;
  return target.matches?.(request) ?? true;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Expired',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** The Status document that the API server would send with this fault. */
export function statusDocument(fault: Extract<Fault, { readonly kind: 'answer' }>): object {
  const reason = fault.reason ?? reasons[fault.status] ?? 'Unknown';
  const details =
    fault.retryAfterSeconds === undefined ? {} : { details: { retryAfterSeconds: fault.retryAfterSeconds } };
  const message = fault.message ?? `the stage's proxy answers ${fault.status} ${reason}`;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...details,
    code: fault.status,
  };
}
