// oxlint-disable unicorn/require-post-message-target-origin -- threads of Node.js have no origin
import { once } from 'node:events';
import type { Server } from 'node:net';
import { parentPort, Worker } from 'node:worker_threads';

/** A server in a thread of its own, so that its work does not stand in the way of what is measured. */
export interface ServerThread extends AsyncDisposable {
  readonly port: number;
  /** What it has counted since the last call. */
  count(): Promise<number>;
}

/** Starts the file as a thread with this data and waits for its port. */
export async function startThread(file: string, data: object): Promise<ServerThread> {
  const worker = new Worker(new URL(file), { workerData: data });
  const next = async (): Promise<number> => {
    const [value]: unknown[] = await once(worker, 'message');
    return Number(value);
  };
  return {
    port: await next(),
    count: async () => {
      const answer = next();
      worker.postMessage('count');
      return await answer;
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

/** In the thread: lets the server listen on the loopback, tells its port, and gives the count when asked. */
export function listenInThread(server: Server, takeCount: () => number): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    parentPort?.postMessage(typeof address === 'object' ? address?.port : 0);
  });
  parentPort?.on('message', () => parentPort?.postMessage(takeCount()));
}
