import type { Readable } from 'node:stream';
import type { Credentials } from '../access/access.ts';

/** A request as it goes over the wire; `path` has the query already and lies below the server's own path. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials: Credentials;
  /** Ends the request when aborted; absent: nothing ends it. */
  readonly signal?: AbortSignal;
  /** The answer has no end of its own: it gets a connection of its own. */
  readonly isEndless?: true;
}

/** No answer: `connecting` means that nothing was sent or begun, later stages that the server may have acted. */
export interface Trouble {
  readonly kind: 'trouble';
  readonly stage: 'connecting' | 'waiting' | 'reading';
  /** A system error code, or `TIMEOUT`. */
  readonly code: string;
  readonly error: Error;
}

/** An answer whose body has not been read; reading it may fail with an error that has a code. */
export interface Message {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Texts of the headers `Warning`, as latin1. */
  readonly warnings: readonly string[];
  readonly body: Readable;
  /** At the end of the body: false when it was cut off. HTTP/2 ends a stream that is cut like one that is over. */
  isWhole(): boolean;
}

/** The head of an answer; its body has not been read. */
export interface Opened {
  readonly kind: 'opened';
  readonly message: Message;
  /** Lengthens or shortens the silence that is tolerated while the body is read. */
  setIdleLimit(idleMs: number): void;
}

/** Describes an error of the network as trouble. */
export function troubleOf(stage: Trouble['stage'], error: unknown): Trouble {
  const known = error instanceof Error ? error : new Error(String(error));
  const code = 'code' in known && typeof known.code === 'string' ? known.code : '';
  // All words of HTTP/2 for an exchange that was broken off come down to this.
  const isBroken = code.startsWith('ERR_HTTP2');
  return { kind: 'trouble', stage, code: isBroken ? 'ECONNRESET' : code, error: known };
}

/** The error of a silence that lasted too long. */
export function timeout(what: 'no connection' | 'no answer', limitMs: number): Error {
  return Object.assign(new Error(`${what} within ${limitMs / 1000} s`), { code: 'TIMEOUT' });
}

/** The error of a connection that ended under a request. */
export function connectionLost(cause?: unknown): Error {
  return Object.assign(new Error('the connection was lost', { cause }), { code: 'ECONNRESET' });
}
