import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exchange, type ExchangeParts } from './exchange.ts';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** From now on requests are answered; until then they wait. */
  readonly serve: (parts: ExchangeParts) => void;
  readonly close: () => Promise<void>;
}

/** Listens on a free loopback port. */
export async function listen(): Promise<Listening> {
  const { promise, resolve: serve } = Promise.withResolvers<ExchangeParts>();
  const server = createServer((message, outgoing) => void answer(promise, message, outgoing));
  Object.assign(server, { keepAliveTimeout: 90_000, requestTimeout: 0, headersTimeout: 0 });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    serve,
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A bug of the stand-in must be seen by the test, whatever the client makes of it: it is a violation, too. */
async function answer(
  ready: Promise<ExchangeParts>,
  message: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const parts = await ready;
  try {
    await exchange(parts, message, outgoing);
  } catch (error) {
    // A client that went away while it sent is no bug.
    if (message.destroyed && !message.complete) return;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parts.report({ kind: 'answer', operation: `${message.method} ${message.url}`, message: text });
    if (outgoing.headersSent) outgoing.destroy();
    else
      outgoing.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ message: text }));
  }
}
