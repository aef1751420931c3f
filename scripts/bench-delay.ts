import { connect, createServer, type Socket } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A line to a server that is far away: bytes arrive late, as many at once as are sent. */
export interface Delay extends AsyncDisposable {
  readonly port: number;
  /** Connections opened since the last call. */
  connections(): Promise<number>;
}

interface Order {
  readonly targetPort: number;
  readonly roundTripMs: number;
}

/**
 * Opens a port whose bytes reach another port of this machine half a round trip later, and back; opening a connection
 * takes a round trip, as on a real line. It runs in a thread of its own.
 */
export async function openDelay(targetPort: number, roundTripMs: number): Promise<Delay> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { targetPort, roundTripMs } satisfies Order,
  });
  const next = async (): Promise<number> =>
    await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  const port = await next();
  return {
    port,
    connections: async () => {
      const answer = next();
      worker.postMessage('connections');
      return await answer;
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
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
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    parentPort?.postMessage(typeof address === 'object' ? address?.port : 0);
  });
  parentPort?.on('message', () => {
    parentPort?.postMessage(opened);
    opened = 0;
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
