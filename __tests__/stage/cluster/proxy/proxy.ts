import { Agent, request as openRequest } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import {
  constants,
  createSecureServer,
  type Http2ServerRequest,
  Http2ServerResponse,
  type IncomingHttpHeaders as Http2Headers,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { issueCertificate, type KeyPair } from '../certificates.ts';
import { StageError } from '../stage-error.ts';
import { createFaultBox, statusDocument, type Fault, type FaultBox } from './faults.ts';
import { createRequestLog, type Amend, type RequestLog } from './request-log.ts';

/** An answer on its way to a client, by either version of HTTP. */
type Outgoing = ServerResponse | Http2ServerResponse;

/** A TLS proxy of the stage's own between a client and the API server. Like the server it offers HTTP/2 and HTTP/1.1. */
export interface Proxy extends AsyncDisposable {
  readonly server: string;
  readonly log: RequestLog;
  /** Puts a fault between client and server: once by default, for every request unless `target` says which. */
  readonly inject: FaultBox['inject'];
  /**
   * The same kubeconfig, leading through the proxy.
   * @throws StageError when it has no token: client certificates end at the proxy
   */
  readonly kubeconfig: (text: string) => string;
}

/** Where the proxy leads, and who signs its certificate. */
export interface ProxyOrder {
  readonly server: string;
  readonly ca: string;
  readonly authority: KeyPair;
}

/** Opens a proxy on a free loopback port. Answers are streamed, watches included; upgrades (exec, port-forward) are not passed on. */
export async function openProxy(order: ProxyOrder): Promise<Proxy> {
  const own = await issueCertificate(order.authority, {
    user: 'stage-proxy',
    dnsNames: ['localhost'],
    addresses: ['127.0.0.1'],
  });
  const { log, record } = createRequestLog();
  const faults = createFaultBox();
  const agent = new Agent({ keepAlive: true, timeout: 60_000, ...(order.ca ? { ca: order.ca } : {}) });

  const serve = async (incoming: IncomingMessage | Http2ServerRequest, outgoing: Outgoing) => {
    const body = await buffer(incoming);
    const { method = 'GET', url = '/', headers } = incoming;
    const { entry, amend } = record({
      method,
      url,
      body,
      userAgent: headers['user-agent'] ?? '',
      contentType: headers['content-type'] ?? '',
    });
    const met = faults.take(entry);
    const started = performance.now();
    const amendTimed: Amend = later => amend({ ...later, answeredAfterMs: performance.now() - started });
    amend({ faults: met.map(({ kind }) => kind) });
    for (const fault of met)
      if (fault.kind === 'latency') await new Promise(resolve => setTimeout(resolve, fault.delayMs));
    const fault = met.find(({ kind }) => kind !== 'latency');
    if (fault?.kind === 'cut' && fault.afterBytes === undefined) return breakOff(outgoing);
    if (fault?.kind === 'answer' && fault.effect === 'none') return sendStatus(outgoing, fault, amendTimed);
    const answer = await forward(new URL(url, order.server), { method, headers, body, agent }, outgoing);
    amend({ serverStatus: answer.statusCode });
    await passOn(answer, outgoing, fault, amendTimed);
  };

  const options = { cert: own.certificate, key: own.key, allowHTTP1: true };
  const server = createSecureServer(options, (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => breakOff(outgoing));
  });
  const sockets = new Set<TLSSocket>();
  server.on('secureConnection', (socket: TLSSocket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
  });
  Object.assign(server, { keepAliveTimeout: 90_000, requestTimeout: 0, headersTimeout: 0 });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    server: url,
    log,
    inject: faults.inject,
    kubeconfig: text => redirect(text, url, order.authority.certificate),
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      const closed = new Promise(resolve => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      agent.destroy();
    },
  };
}

interface Forwarded {
  readonly method: string;
  readonly headers: IncomingHttpHeaders | Http2Headers;
  readonly body: Buffer;
  readonly agent: Agent;
}

/** Asks the server; when the client goes away, so does the request. */
async function forward(
  url: URL,
  { method, headers, body, agent }: Forwarded,
  outgoing: Outgoing,
): Promise<IncomingMessage> {
  const {
    host: _host,
    connection: _connection,
    'transfer-encoding': _encoding,
    'content-length': _length,
    ...more
  } = headers;
  // HTTP/2 carries method, path, scheme and host as headers of such names.
  const passed = Object.fromEntries(Object.entries(more).filter(([name]) => !name.startsWith(':')));
  return await new Promise((resolve, reject) => {
    const hasBody = body.length > 0 || !['GET', 'HEAD', 'DELETE'].includes(method);
    const length = hasBody ? { 'content-length': body.length } : {};
    const upstream = openRequest(url, { method, agent, headers: { ...passed, ...length } }, resolve);
    upstream.once('error', reject);
    outgoing.once('close', () => upstream.destroy());
    upstream.end(body);
  });
}

async function passOn(
  answer: IncomingMessage,
  outgoing: Outgoing,
  fault: Fault | undefined,
  amend: Amend,
): Promise<void> {
  if (fault?.kind === 'dropped-reply' || fault?.kind === 'answer') {
    await buffer(answer);
    if (fault.kind === 'answer') return sendStatus(outgoing, fault, amend);
    return breakOff(outgoing);
  }
  const {
    connection: _connection,
    'keep-alive': _keepAlive,
    'transfer-encoding': _encoding,
    ...headers
  } = answer.headers;
  sendHead(outgoing, answer.statusCode ?? 502, headers);
  amend({ status: answer.statusCode });
  if (fault?.kind === 'cut') await cutAfter(answer, outgoing, fault.afterBytes ?? 0);
  else await pipeline(answer, outgoing);
}

/** Sends status and headers at once: a watch may be silent for long after them. */
function sendHead(outgoing: Outgoing, status: number, headers: IncomingHttpHeaders): void {
  if (outgoing instanceof Http2ServerResponse) outgoing.writeHead(status, headers);
  else outgoing.writeHead(status, headers).flushHeaders();
}

/** Lets a client lose its answer: the connection, or of one that carries others too the stream. */
function breakOff(outgoing: Outgoing): void {
  if (outgoing instanceof Http2ServerResponse) outgoing.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else outgoing.socket?.destroy();
}

async function cutAfter(answer: IncomingMessage, outgoing: Outgoing, bytes: number): Promise<void> {
  const sink: Writable = outgoing;
  let left = bytes;
  const chunks: AsyncIterable<Buffer> = answer;
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, left);
    left -= part.length;
    await new Promise(resolve => sink.write(part, resolve));
    if (left <= 0) return breakOff(outgoing);
  }
  outgoing.end();
}

function sendStatus(
  outgoing: Outgoing,
  fault: Extract<Fault, { readonly kind: 'answer' }>,
  amend: Amend,
): void {
  const retryAfter =
    fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  sendHead(outgoing, fault.status, { 'content-type': 'application/json', ...retryAfter });
  outgoing.end(JSON.stringify(statusDocument(fault)));
  amend({ status: fault.status });
}

function redirect(kubeconfig: string, server: string, ca: string): string {
  if (!/^ +token: \S/m.test(kubeconfig)) {
    throw new StageError('Only a kubeconfig with a token can lead through the proxy.', {
      hint: 'Use the admin kubeconfig or a service-account identity.',
    });
  }
  const data = Buffer.from(ca, 'utf8').toString('base64');
  return kubeconfig
    .replace(/^( +server: ).*$/m, `$1${server}`)
    .replace(/^ +certificate-authority(-data)?: .*\n/m, '')
    .replace(/^( +)server: .*$/m, `$&\n$1certificate-authority-data: ${data}`);
}
