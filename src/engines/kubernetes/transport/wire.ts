import type { World } from '../../../model/world.ts';
import type { Access } from '../access/access.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import { openAgents } from './http1.ts';
import { openSessions } from './sessions.ts';
import type { Limits } from './limits.ts';
import type { Opened, Outgoing, Trouble } from './message.ts';
import { proxyFor } from './proxy.ts';

/** The connections to one server: kept alive, made again only when the client certificate changes. */
export interface Wire {
  open(outgoing: Outgoing): Promise<Opened | Trouble>;
  close(): void;
}

/**
 * Opens the connections lazily; nothing is sent yet. A server that offers HTTP/2 is asked over one connection, which costs
 * half as much processor time as a connection for each request in flight. Watches, and all that goes through a proxy, keep
 * to HTTP/1.1.
 */
export function openWire(access: Access, { env, clock }: Pick<World, 'env' | 'clock'>, limits: Limits): Wire {
  const server = new URL(access.server);
  const endpoint: Endpoint = endpointOf(server, access);
  const proxyEnv = proxyFor(server, access.proxy, env);
  const agents = openAgents(endpoint, proxyEnv, limits);
  if (endpoint.isPlain || Object.keys(proxyEnv).length > 0) return agents;
  const sessions = openSessions(endpoint, limits, clock);
  return {
    open: async outgoing => {
      if (outgoing.isEndless) return await agents.open(outgoing);
      const answer = await sessions.open(outgoing);
      if (answer.kind !== 'http/1.1') return answer;
      if (answer.socket) agents.adopt(answer.socket, outgoing.credentials);
      return await agents.open(outgoing);
    },
    close: () => {
      sessions.close();
      agents.close();
    },
  };
}
