import http from 'node:http';
import https from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Access, Credentials } from '../access/access.ts';
import { proxyFor } from './proxy.ts';
import type { Limits } from './limits.ts';

/** A request as it goes over the wire; `path` has the query already and lies below the server's own path. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials: Credentials;
  /** Ends the request when aborted; absent: nothing ends it. */
  readonly signal?: AbortSignal;
}

/** No answer: `connecting` means that nothing was sent, later stages that the server may have acted. */
export interface Trouble {
  readonly kind: 'trouble';
  readonly stage: 'connecting' | 'waiting' | 'reading';
  /** A system error code, or `TIMEOUT`. */
  readonly code: string;
  readonly error: Error;
}

/** The head of an answer; its body has not been read. */
export interface Opened {
  readonly kind: 'opened';
  readonly message: http.IncomingMessage;
  /** Lengthens or shortens the silence that is tolerated while the body is read. */
  setIdleLimit(idleMs: number): void;
}

/** The connections to one server: kept alive, made again only when the client certificate changes. */
export interface Wire {
  open(outgoing: Outgoing): Promise<Opened | Trouble>;
  close(): void;
}

/** Opens the connections lazily; nothing is sent yet. */
export function openWire(
  access: Access,
  env: Readonly<Record<string, string | undefined>>,
  limits: Limits,
): Wire {
  const server = new URL(access.server);
  const endpoint = endpointOf(server);
  // Older agents finish what is in flight on them and go at the end.
  const agents = new Map<string, http.Agent>();
  const agentFor = (credentials: Credentials): http.Agent => {
    const name = credentials.clientCertificate?.certificate ?? '';
    const agent = agents.get(name) ?? makeAgent(server, access, credentials, env);
    agents.set(name, agent);
    return agent;
  };
  return {
    open: async outgoing =>
      await openRequest(endpoint, () => agentFor(outgoing.credentials), outgoing, limits),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function makeAgent(
  server: URL,
  access: Access,
  credentials: Credentials,
  env: Readonly<Record<string, string | undefined>>,
): http.Agent {
  // The number in flight is bounded elsewhere; watches must not wait for a socket.
  const shared = { keepAlive: true, maxFreeSockets: 64, proxyEnv: proxyFor(server, access.proxy, env) };
  if (server.protocol === 'http:') return new http.Agent(shared);
  const { certificateAuthority, serverName, verification } = access.trust;
  const client = credentials.clientCertificate;
  const identity = {
    minVersion: 'TLSv1.2',
    ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
    ...(client && { cert: client.certificate, key: client.key.reveal() }),
  } as const;
  return new https.Agent({
    ...shared,
    ...identity,
    // One for all connections: certificates are read once and not for each of them.
    secureContext: createSecureContext(identity),
    rejectUnauthorized: verification === 'full',
    ...(serverName !== undefined && { servername: serverName }),
  });
}

/** The parts of the server's URL that every request needs, taken apart once. */
interface Endpoint {
  readonly isPlain: boolean;
  readonly host: string;
  readonly port: number;
  readonly prefix: string;
}

function endpointOf(server: URL): Endpoint {
  const isPlain = server.protocol === 'http:';
  return {
    isPlain,
    host: bareHost(server),
    port: server.port === '' ? (isPlain ? 80 : 443) : Number(server.port),
    prefix: server.pathname === '/' ? '' : server.pathname,
  };
}

async function openRequest(
  { isPlain, host, port, prefix }: Endpoint,
  agentOf: () => http.Agent,
  outgoing: Outgoing,
  limits: Limits,
): Promise<Opened | Trouble> {
  const { authorization, impersonation } = outgoing.credentials;
  const options: Omit<https.RequestOptions, 'agent'> = {
    host,
    port,
    method: outgoing.method,
    timeout: limits.connectMs,
    path: prefix + outgoing.path,
    headers: {
      ...outgoing.headers,
      ...impersonation,
      ...(authorization && { authorization: authorization.reveal() }),
      ...(outgoing.body !== undefined && { 'content-length': Buffer.byteLength(outgoing.body) }),
    },
    ...(outgoing.signal && { signal: outgoing.signal }),
  };
  try {
    const request = (isPlain ? http : https).request({ ...options, agent: agentOf() });
    return await headOf(request, outgoing.body, limits);
  } catch (error) {
    // Certificates that OpenSSL cannot read are thrown, not emitted.
    return troubleOf('connecting', error);
  }
}

async function headOf(
  request: http.ClientRequest,
  body: string | undefined,
  limits: Limits,
): Promise<Opened | Trouble> {
  let stage: Trouble['stage'] = 'connecting';
  const connected = (): void => {
    stage = 'waiting';
    request.setTimeout(limits.answerMs);
  };
  request.once('socket', socket => {
    if (request.reusedSocket) connected();
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  });
  request.on('timeout', () => {
    const isConnecting = stage === 'connecting';
    request.destroy(
      isConnecting ? timeout('no connection', limits.connectMs) : timeout('no answer', limits.answerMs),
    );
  });
  return await new Promise(resolve => {
    request.once('response', message =>
      resolve({ kind: 'opened', message, setIdleLimit: idleMs => request.setTimeout(idleMs) }),
    );
    // Stays registered: after the head is there, the reader of the body meets the error.
    request.on('error', error => resolve(troubleOf(stage, error)));
    request.end(body);
  });
}

/** Describes an error of the network as trouble. */
export function troubleOf(stage: Trouble['stage'], error: unknown): Trouble {
  const known = error instanceof Error ? error : new Error(String(error));
  const code = 'code' in known && typeof known.code === 'string' ? known.code : '';
  return { kind: 'trouble', stage, code, error: known };
}

function timeout(what: string, limitMs: number): Error {
  return Object.assign(new Error(`${what} within ${limitMs / 1000} s`), { code: 'TIMEOUT' });
}

function bareHost(server: URL): string {
  return server.hostname.replace(/^\[(.*)\]$/, '$1');
}
