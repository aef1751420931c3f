import type http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Credentials } from '../access/access.ts';
import { connectionKey, type Endpoint, headersOf, tlsOptionsOf } from './endpoint.ts';
import type { Limits } from './limits.ts';
import { type Message, type Opened, type Outgoing, timeout, type Trouble, troubleOf } from './message.ts';
import type { ProxyEnv } from './proxy.ts';

/** Connections that carry one request at a time, as many as are needed. */
export interface Agents {
  open(outgoing: Outgoing): Promise<Opened | Trouble>;
  /** Takes over a connection that was made already; the next request goes over it. */
  adopt(socket: Socket, credentials: Credentials): void;
  close(): void;
}

/** Opens HTTP/1.1 connections lazily and keeps them alive. */
export function openAgents(endpoint: Endpoint, proxyEnv: ProxyEnv, limits: Limits): Agents {
  // Older agents finish what is in flight on them and go at the end.
  const agents = new Map<string, Adopting>();
  const agentFor = (credentials: Credentials): Adopting => {
    const key = connectionKey(credentials);
    const agent = agents.get(key) ?? makeAgent(endpoint, credentials, proxyEnv);
    agents.set(key, agent);
    return agent;
  };
  return {
    open: async outgoing =>
      await openRequest(endpoint, () => agentFor(outgoing.credentials).agent, outgoing, limits),
    adopt: (socket, credentials) => agentFor(credentials).adopted.push(socket),
    close: () => {
      for (const { agent } of agents.values()) agent.destroy();
    },
  };
}

/** An agent, and connections that it takes before it makes new ones. */
interface Adopting {
  readonly agent: http.Agent;
  readonly adopted: Socket[];
}

function makeAgent(endpoint: Endpoint, credentials: Credentials, proxyEnv: ProxyEnv): Adopting {
  // The number in flight is bounded elsewhere; watches must not wait for a socket.
  const shared = { keepAlive: true, maxFreeSockets: 64, proxyEnv };
  const agent = endpoint.isPlain
    ? new (plainHttp().Agent)(shared)
    : new https.Agent({ ...shared, ...tlsOptionsOf(endpoint, credentials) });
  const adopted: Socket[] = [];
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => adopted.pop() ?? connect(options, callback);
  return { agent, adopted };
}

/** Not imported: naming it in an import loads the WebSocket of Node.js as well, a twentieth of a second in each run. */
function plainHttp(): typeof http {
  return process.getBuiltinModule('node:http');
}

async function openRequest(
  { isPlain, host, port, prefix }: Endpoint,
  agentOf: () => http.Agent,
  outgoing: Outgoing,
  limits: Limits,
): Promise<Opened | Trouble> {
  const options: Omit<https.RequestOptions, 'agent'> = {
    host,
    port,
    method: outgoing.method,
    timeout: limits.connectMs,
    path: prefix + outgoing.path,
    headers: headersOf(outgoing),
    ...(outgoing.signal && { signal: outgoing.signal }),
  };
  try {
    const request = (isPlain ? plainHttp() : https).request({ ...options, agent: agentOf() });
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
    if (request.reusedSocket || isConnected(socket)) connected();
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  });
  request.on('timeout', () => {
    const isConnecting = stage === 'connecting';
    request.destroy(
      isConnecting ? timeout('no connection', limits.connectMs) : timeout('no answer', limits.answerMs),
    );
  });
  return await new Promise(resolve => {
    request.once('response', answer =>
      resolve({
        kind: 'opened',
        message: messageOf(answer),
        setIdleLimit: idleMs => request.setTimeout(idleMs),
      }),
    );
    // Stays registered: after the head is there, the reader of the body meets the error.
    request.on('error', error => resolve(troubleOf(stage, error)));
    request.end(body);
  });
}

function messageOf(answer: http.IncomingMessage): Message {
  const { statusCode = 0, headers, rawHeaders } = answer;
  // Names and values in turn. `headersDistinct` would sort all of them for each answer, which costs a tenth of a large run.
  const warnings = rawHeaders.filter((_, index) => index % 2 === 1 && isWarning(rawHeaders[index - 1]));
  return { httpStatus: statusCode, headers, warnings, body: answer, isWhole: () => answer.complete };
}

function isWarning(name: string | undefined): boolean {
  return name !== undefined && name.length === 7 && name.toLowerCase() === 'warning';
}

/** True for one that was adopted: its handshake is over. */
function isConnected(socket: Socket): boolean {
  if (socket.connecting) return false;
  return !('secureConnecting' in socket) || socket.secureConnecting === false;
}
