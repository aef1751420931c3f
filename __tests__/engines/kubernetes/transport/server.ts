import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type ServerHttp2Session } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Authority, makeAuthority, type Pair } from './certificates.ts';

/** A request as the server got it. */
export interface Received {
  /** Of HTTP. */
  readonly version: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request; `body` is complete. */
export type Handler = (request: Received, response: ServerResponse) => void | Promise<void>;

/** An HTTPS server on the loopback that counts what it sees. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly authority: string;
  readonly received: readonly Received[];
  /** TLS handshakes so far. */
  readonly handshakes: number;
}

/** How the server shows itself; default: a certificate for 127.0.0.1 of an authority of its own. */
export interface ServerOptions {
  readonly authority?: Authority;
  readonly pair?: Pair;
  /** Ask clients for a certificate of this authority. */
  readonly clientAuthority?: string;
  /** Offer HTTP/2, as the API server does; its sessions are handed out as they come. */
  readonly onSession?: (session: ServerHttp2Session) => void;
}

/** Starts a server on a free port. */
export async function startServer(handler: Handler, options: ServerOptions = {}): Promise<TestServer> {
  const authority = options.authority ?? (await makeAuthority());
  const pair = options.pair ?? (await authority.issue());
  const received: Received[] = [];
  let handshakes = 0;
  const tls = {
    cert: pair.certificate,
    key: pair.key,
    ...(options.clientAuthority !== undefined && {
      ca: options.clientAuthority,
      requestCert: true,
      rejectUnauthorized: false,
    }),
  };
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request = {
        version: message.httpVersion,
        method: message.method ?? '',
        url: message.url ?? '',
        headers: message.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      received.push(request);
      void Promise.resolve(handler(request, response)).catch(() => response.destroy());
    });
  };
  const sessions: ServerHttp2Session[] = [];
  const server = options.onSession
    ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its requests and answers are made to look like those of HTTP/1.1
      createSecureServer({ ...tls, allowHTTP1: true }, onRequest as never)
    : createServer(tls, onRequest);
  server.on('session', (session: ServerHttp2Session) => {
    sessions.push(session);
    session.on('error', () => undefined);
    options.onSession?.(session);
  });
  server.on('secureConnection', () => {
    handshakes += 1;
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    authority: authority.certificate,
    received,
    get handshakes() {
      return handshakes;
    },
    async [Symbol.asyncDispose]() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      for (const session of sessions) session.destroy();
      await new Promise<void>(done => server.close(() => done()));
    },
  };
}

/** Answers with JSON text. */
export function sendJson(response: ServerResponse, httpStatus: number, body: unknown): void {
  response.writeHead(httpStatus, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Answers with a Status, as the API server refuses. */
export function sendStatus(
  response: ServerResponse,
  code: number,
  reason: string,
  message = '',
  details?: unknown,
): void {
  sendJson(response, code, {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    reason,
    message,
    details,
  });
}
