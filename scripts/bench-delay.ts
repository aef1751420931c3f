import { connect, createServer, type Socket } from 'node:net';
import { isMainThread, workerData } from 'node:worker_threads';
import { listenInThread, type ServerThread, startThread } from './bench-thread.ts';

interface Order {
  readonly targetPort: number;
  readonly roundTripMs: number;
}

/**
 * A line to a server that is far away: a port whose bytes reach another port of this machine half a round trip later, and
 * back, as many at once as are sent; opening a connection takes a round trip. Counts connections.
 */
export async function openDelay(targetPort: number, roundTripMs: number): Promise<ServerThread> {
  return await startThread(import.meta.url, { targetPort, roundTripMs } satisfies Order);
}

if (!isMainThread) serve(workerData);

function serve({ targetPort, roundTripMs }: Order): void {
  let opened = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, client => {
    opened += 1;
    const upstream = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    pass(client, upstream, roundTripMs / 2, roundTripMs);
    pass(upstream, client, roundTripMs / 2, 0);
  });
  listenInThread(server, () => {
    const count = opened;
    opened = 0;
    return count;
  });
}

/** Hands on what one side sends `delayMs` later and in order; the very first bytes also wait for the handshake. */
function pass(from: Socket, to: Socket, delayMs: number, firstMs: number): void {
  const openMs = performance.now() + firstMs;
  const later = (work: () => void): void => {
    const waitMs = Math.max(0, openMs - performance.now()) + delayMs;
    if (waitMs === 0) work();
    else setTimeout(work, waitMs);
  };
  from.on('data', chunk => later(() => to.writable && to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => later(() => to.destroy()));
  from.on('close', () => later(() => to.end()));
}
