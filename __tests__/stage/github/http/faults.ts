import type { LoggedRequest } from './request-log.ts';

/** What can go wrong between a client and GitHub. */
export type Fault =
  /** The request reaches GitHub late. */
  | { readonly kind: 'latency'; readonly delayMs: number }
  /** The client gets this status; `effect` says whether GitHub did what was asked all the same. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly effect: 'none' | 'done';
      readonly retryAfterSeconds?: number;
      readonly message?: string;
    }
  /** GitHub does what was asked, the client's connection is cut before it hears so. */
  | { readonly kind: 'dropped-reply' }
  /** The connection is cut before GitHub hears of the request. */
  | { readonly kind: 'cut' }
  /** Too much in too short a time: 403, or 429. Without `retryAfterSeconds` only the text says what it is. */
  | { readonly kind: 'secondary-limit'; readonly retryAfterSeconds?: number; readonly status?: 403 | 429 }
  /** The hour's requests are used up: 403, nothing remaining, reset so far away (default 30 minutes). */
  | { readonly kind: 'primary-limit'; readonly resetAfterSeconds?: number }
  /** GitHub merged the default branch instead of making a deployment: 202. */
  | { readonly kind: 'merged-instead' }
  /** A GET is answered as the last time, with the ETag of then. Without a last time it is answered as usual. */
  | { readonly kind: 'stale' }
  /** The answer's JSON body is changed on its way out, before it is compared with the description. */
  | { readonly kind: 'altered'; readonly change: (body: unknown) => unknown };

/** Which requests something meets. All that is given must hold. */
export interface FaultTarget {
  readonly method?: string;
  /** Text that the path contains, or an expression that it matches. */
  readonly path?: string | RegExp;
  /** GitHub's name of the operation, for example `issues/create-comment`; for GraphQL see `LoggedRequest`. */
  readonly operation?: string;
  readonly matches?: (request: LoggedRequest) => boolean;
  /** How many matching requests go by unharmed first; default 0. */
  readonly skip?: number;
  /** How many requests it meets; default 1. */
  readonly times?: number;
}

/** Something in place for requests to come. */
export interface Injected {
  readonly hits: () => number;
  readonly remove: () => void;
}

/** Things in place. `take` gives those that meet a request and counts them. */
export interface Box<T> {
  readonly place: (thing: T, target?: FaultTarget) => Injected;
  readonly take: (request: LoggedRequest) => readonly T[];
}

/** An empty box. */
export function createBox<T>(): Box<T> {
  const placed = new Set<{ readonly thing: T; readonly target: FaultTarget; seen: number; hits: number }>();
  return {
    place: (thing, target = {}) => {
      const entry = { thing, target, seen: 0, hits: 0 };
      placed.add(entry);
      return { hits: () => entry.hits, remove: () => void placed.delete(entry) };
    },
    take: request => {
      const met: T[] = [];
      for (const entry of placed) {
        if (!isMeant(entry.target, request)) continue;
        entry.seen += 1;
        if (entry.seen <= (entry.target.skip ?? 0) || entry.hits >= (entry.target.times ?? 1)) continue;
        entry.hits += 1;
        met.push(entry.thing);
      }
      return met;
    },
  };
}

function isMeant(target: FaultTarget, request: LoggedRequest): boolean {
  if (target.method !== undefined && target.method !== request.method) return false;
  if (target.operation !== undefined && target.operation !== request.operationId) return false;
  if (typeof target.path === 'string' && !request.path.includes(target.path)) return false;
  if (target.path instanceof RegExp && !target.path.test(request.path)) return false;
  return target.matches?.(request) ?? true;
}
