import { connect as openSession } from 'node:http2';
import { connect as openTls, type TLSSocket } from 'node:tls';
import type { Credentials } from '../access/access.ts';
import { connectionKey, type Endpoint, serverNameOf, tlsOptionsOf } from './endpoint.ts';
import { type Line, openStream, type Ticking } from './http2.ts';
import type { Limits } from './limits.ts';
import { connectionLost, type Opened, type Outgoing, timeout, type Trouble, troubleOf } from './message.ts';

/** The server does not offer HTTP/2; with the connection on which it said so, once. */
export interface OldServer {
  readonly kind: 'http/1.1';
  readonly socket?: TLSSocket;
}

/** One connection for all requests with the same certificate. */
export interface Sessions {
  open(outgoing: Outgoing): Promise<Opened | Trouble | OldServer>;
  close(): void;
}

/**
 * How many bytes the server may send ahead of being read, for an answer and for all together: with the 64 KB of the
 * protocol's default a list of some megabytes takes a round trip for each of them.
 */
const windowBytes = 16 * 1024 * 1024;

/** A connection that was silent for so long may have been forgotten on the way: the next request makes a new one. */
const idleMs = 30_000;

/** Opens HTTP/2 sessions lazily, and new ones in the place of those that ended. */
export function openSessions(endpoint: Endpoint, limits: Limits, clock: Ticking): Sessions {
  const dialled = new Map<string, Dialled>();
  const lines = new Set<Line>();
  const dialledFor = (credentials: Credentials): { readonly call: Dialled; readonly isFirst: boolean } => {
    const key = connectionKey(credentials);
    const known = dialled.get(key);
    if (known && !isOver(known, clock)) return { call: known, isFirst: false };
    const settle = async (): Promise<Line | Trouble | OldServer> => {
      const result = await dial(endpoint, credentials, limits, clock);
      call.result = result;
      if (result.kind === 'line') lines.add(result);
      return result;
    };
    const call: Dialled = { answer: settle(), result: undefined };
    dialled.set(key, call);
    return { call, isFirst: true };
  };
  return {
    open: async outgoing => {
      const { call, isFirst } = dialledFor(outgoing.credentials);
      const line = call.result ?? (await unlessAborted(call.answer, outgoing.signal));
      if (line.kind === 'line') return await openStream(line, endpoint, outgoing, limits);
      // The connection of an old server serves the request that asked for it; the others make their own.
      return line.kind === 'http/1.1' && !isFirst ? { kind: line.kind } : line;
    },
    close: () => {
      for (const { session } of lines) session.destroy();
    },
  };
}

/** A connection that is being made, or what became of it. */
interface Dialled {
  readonly answer: Promise<Line | Trouble | OldServer>;
  result: Line | Trouble | OldServer | undefined;
}

function isOver({ result }: Dialled, clock: Ticking): boolean {
  switch (result?.kind) {
    case undefined:
    case 'http/1.1':
      return false;
    case 'trouble':
      return true;
    case 'line':
      return (
        result.isRetired ||
        result.session.closed ||
        result.session.destroyed ||
        (result.inFlight === 0 && clock.elapsedMs() - result.freeSinceMs > idleMs)
      );
  }
}

async function dial(
  endpoint: Endpoint,
  credentials: Credentials,
  limits: Limits,
  clock: Ticking,
): Promise<Line | Trouble | OldServer> {
  try {
    const socket = await secure(endpoint, credentials, limits.connectMs);
    return socket.alpnProtocol === 'h2' ? lineOn(socket, endpoint, clock) : { kind: 'http/1.1', socket };
  } catch (error) {
    // Certificates that OpenSSL cannot read are thrown, not emitted.
    return troubleOf('connecting', error);
  }
}

async function secure(endpoint: Endpoint, credentials: Credentials, connectMs: number): Promise<TLSSocket> {
  const { host, port } = endpoint;
  const socket = openTls({
    host,
    port,
    ...tlsOptionsOf(endpoint, credentials),
    servername: serverNameOf(endpoint),
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  socket.setTimeout(connectMs, () => socket.destroy(timeout('no connection', connectMs)));
  return await new Promise((resolve, reject) => {
    // Stays registered: who uses the connection meets its errors by his own listeners.
    socket.on('error', reject);
    socket.once('close', () => reject(connectionLost()));
    socket.once('secureConnect', () => {
      socket.setTimeout(0).removeAllListeners('timeout');
      resolve(socket);
    });
  });
}

function lineOn(socket: TLSSocket, { origin }: Endpoint, clock: Ticking): Line {
  const session = openSession(origin, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: windowBytes },
    // In MB: what is in flight is bounded elsewhere, and the default of 10 would refuse it when objects are large.
    maxSessionMemory: 1024,
  });
  const line: Line = {
    kind: 'line',
    session,
    inFlight: 0,
    freeSinceMs: clock.elapsedMs(),
    isRetired: false,
    clock,
  };
  session.once('connect', () => session.setLocalWindowSize(windowBytes));
  // The streams that it ends meet it themselves.
  session.on('error', () => undefined);
  session.on('goaway', () => {
    line.isRetired = true;
  });
  // Nothing waits for a connection without requests: it must not keep the process.
  session.unref();
  return line;
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | Trouble> {
  if (!signal) return await work;
  const { promise: stopped, resolve } = Promise.withResolvers<Trouble>();
  const stop = (): void =>
    resolve(troubleOf('connecting', Object.assign(new Error('aborted'), { code: 'ABORT_ERR' })));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
