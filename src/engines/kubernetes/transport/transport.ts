import type { Json, JsonObject } from '../../../model/json.ts';

/** One request to the API server. `path` is encoded already and keeps its case; `body` is sent as it is. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentType?: string;
  readonly accept?: string;
  /**
   * Part of the run, shown in the User-Agent and so in the cluster's audit log: `plan`, `apply`, `wait`, ...
   * `record` and `lock` go before all that wait and still talk to the server after a cancel.
   */
  readonly phase: string;
}

/** The `Status` object of a refused request (meta/v1), with what we use of it. */
export interface ApiStatus {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly { readonly reason: string; readonly field: string; readonly message: string }[];
}

/** What the server said. `status` is set exactly when the request was refused (HTTP status of 400 or more). */
export interface ApiAnswer {
  readonly httpStatus: number;
  readonly body: Json;
  readonly status?: ApiStatus;
  /** Texts of the `Warning: 299` headers. */
  readonly warnings: readonly string[];
  /**
   * Set when an earlier try of this write got no answer and may have taken effect: a 409 or a 404 can then be
   * our own doing.
   */
  readonly mayBeDone?: true;
}

/** One event of a watch; a bookmark only moves the mark. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: JsonObject;
}

/** A text that grows while it is read, by arrivals of whole lines; or why there is none. */
export type TextStream =
  | { readonly lines: AsyncIterable<readonly string[]>; readonly status?: never }
  | { readonly status: ApiStatus };

/**
 * The wire to one API server: keep-alive connections, retries and rate of sending are inside.
 * A refused request is an answer, not an exception, save 401 after the credential was renewed once.
 */
export interface Transport {
  /** @throws Failure server-unreachable, server-untrusted, credentials-rejected, server-unusable, cancelled */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** A stream of watch events until the server ends it or the signal is aborted. @throws like send */
  watch(request: ApiRequest, signal: AbortSignal): AsyncIterable<WatchEvent>;
  /** A text until the server ends it, it is cut, or the signal is aborted. @throws like send */
  text(request: ApiRequest, signal: AbortSignal): Promise<TextStream>;
  /** Requests sent so far and repeats among them. */
  readonly sent: { readonly requests: number; readonly retries: number };
  close(): void;
}
