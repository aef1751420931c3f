import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import type { Clock } from '../../../model/world.ts';
import { type Endpoint, headersOf } from './endpoint.ts';
import type { Limits } from './limits.ts';
import {
  connectionLost,
  type Message,
  type Opened,
  type Outgoing,
  timeout,
  type Trouble,
  troubleOf,
} from './message.ts';

/** What tells how time passes. */
export type Ticking = Pick<Clock, 'elapsedMs'>;

/** A session, and whether the next request may use it. */
export interface Line {
  readonly kind: 'line';
  readonly session: ClientHttp2Session;
  inFlight: number;
  /** When the last request on it ended. */
  freeSinceMs: number;
  isRetired: boolean;
  readonly clock: Ticking;
}

/** Sends a request on a session and waits for the head of its answer. */
export async function openStream(
  line: Line,
  { prefix }: Endpoint,
  outgoing: Outgoing,
  limits: Limits,
): Promise<Opened | Trouble> {
  const { method, path, body, signal } = outgoing;
  let stream: ClientHttp2Stream;
  try {
    stream = line.session.request(
      { ':method': method, ':path': prefix + path, ...headersOf(outgoing) },
      { endStream: body === undefined, ...(signal && { signal }) },
    );
  } catch (error) {
    line.isRetired = true;
    return troubleOf('connecting', connectionLost(error));
  }
  countIn(line, stream);
  stream.setTimeout(limits.answerMs, () => {
    // The whole connection may be dead: no further request goes over it.
    line.isRetired = true;
    stream.destroy(timeout('no answer', limits.answerMs));
  });
  return await new Promise(resolve => {
    let isAnswered = false;
    stream.once('response', headers => {
      isAnswered = true;
      resolve({
        kind: 'opened',
        message: messageOf(headers, stream),
        setIdleLimit: silenceMs => stream.setTimeout(silenceMs),
      });
    });
    // Both stay registered: after the head is there, the reader of the body meets the error.
    stream.on('error', error => resolve(lostOn(stream, error)));
    stream.once('close', () => {
      if (!isAnswered) resolve(lostOn(stream, connectionLost()));
    });
    if (body !== undefined) stream.end(body);
  });
}

function countIn(line: Line, stream: ClientHttp2Stream): void {
  if (line.inFlight === 0) line.session.ref();
  line.inFlight += 1;
  stream.once('close', () => {
    line.inFlight -= 1;
    line.freeSinceMs = line.clock.elapsedMs();
    if (line.inFlight === 0 && !line.session.destroyed) line.session.unref();
  });
}

function messageOf(
  headers: IncomingHttpHeaders & IncomingHttpStatusHeader,
  stream: ClientHttp2Stream,
): Message {
  const { warning } = headers;
  const warnings = warning === undefined ? [] : [warning].flat();
  const isWhole = (): boolean => stream.rstCode === constants.NGHTTP2_NO_ERROR;
  return { httpStatus: headers[':status'] ?? 0, headers, warnings, body: stream, isWhole };
}

/** A stream that the server refused was not begun (RFC 9113 section 8.7); all others may have had their effect. */
function lostOn(stream: ClientHttp2Stream, error: Error): Trouble {
  const isRefused = stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
  return troubleOf(isRefused ? 'connecting' : 'waiting', error);
}
