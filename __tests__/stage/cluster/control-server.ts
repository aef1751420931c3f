import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ContainerLog, PodFailure } from './kubelet/failure.ts';
import { parseOwnJson } from './own-json.ts';

/** What a test may ask of a keeper. */
export interface KeeperActions {
  readonly addFailure: (failure: PodFailure) => string;
  readonly removeFailure: (id: string) => Promise<void>;
  readonly setLog: (log: ContainerLog) => void;
  readonly killApiServer: () => Promise<void>;
  readonly startApiServer: () => Promise<void>;
  readonly stop: () => void;
}

/** The keeper's own door on the loopback address; only who has its token is let in. */
export async function openControlServer(
  actions: KeeperActions,
): Promise<{ readonly url: string; readonly token: string; readonly close: () => void }> {
  const token = randomBytes(24).toString('hex');
  const act = async (route: string, body: string): Promise<unknown> => {
    switch (route) {
      case 'POST /failures':
        return { id: actions.addFailure(parseOwnJson<PodFailure>(body)) };
      case 'POST /failures/end':
        return await actions.removeFailure(parseOwnJson<{ id: string }>(body).id);
      case 'POST /logs':
        return actions.setLog(parseOwnJson<ContainerLog>(body));
      case 'POST /api-server/kill':
        return await actions.killApiServer();
      case 'POST /api-server/start':
        return await actions.startApiServer();
      case 'POST /stop':
        return void setTimeout(actions.stop, 20);
      default:
        throw new Error(`the keeper does not know ${route}`);
    }
  };
  const server = createServer((incoming, outgoing) => {
    const answer = (status: number, body: unknown) =>
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    if (incoming.headers.authorization !== `Bearer ${token}`)
      return void answer(401, { error: 'who are you?' });
    text(incoming)
      .then(body => act(`${incoming.method} ${incoming.url}`, body))
      .then(
        result => answer(200, result),
        (error: unknown) => answer(400, { error: String(error) }),
      );
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address();
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, token, close };
}
