import type { ServerResponse } from 'node:http';
import { constants, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { Duplex } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openTransport } from '../../../../src/engines/kubernetes/transport/https.ts';
import { defaultLimits } from '../../../../src/engines/kubernetes/transport/limits.ts';
import type { ApiRequest, Transport } from '../../../../src/engines/kubernetes/transport/transport.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { makeAuthority } from './certificates.ts';
import { failureOf } from './failures.ts';
import { type Handler, sendJson, sendStatus, startServer, type TestServer } from './server.ts';
import { bearer, type TestWorld, testAccess, testToken, testWorld } from './world.ts';

const get: ApiRequest = { method: 'GET', path: '/api/v1/namespaces/shop', phase: 'plan' };
const post: ApiRequest = { method: 'POST', path: '/api/v1/namespaces', body: '{}', phase: 'apply' };
const apply: ApiRequest = {
  method: 'PATCH',
  path: '/api/v1/namespaces/shop/configmaps/My%3ARole',
  query: { fieldManager: 'gitops-push' },
  body: '{"kind":"ConfigMap","data":{"ü":9007199254740993}}',
  contentType: 'application/apply-patch+yaml',
  phase: 'apply',
};

interface Stand extends AsyncDisposable {
  readonly server: TestServer;
  readonly sessions: readonly ServerHttp2Session[];
  readonly world: TestWorld;
  readonly transport: Transport;
}

/** A server that offers HTTP/2, as the API server does, and a transport to it. */
async function stand(handler: Handler, limits: Partial<typeof defaultLimits> = {}): Promise<Stand> {
  const sessions: ServerHttp2Session[] = [];
  const server = await startServer(handler, { onSession: session => sessions.push(session) });
  const world = testWorld();
  const transport = openTransport(testAccess(server.url, server.authority), world, {
    ...defaultLimits,
    ...limits,
  });
  return {
    server,
    sessions,
    world,
    transport,
    async [Symbol.asyncDispose]() {
      transport.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const fine = (_request: unknown, response: ServerResponse): void => sendJson(response, 200, {});

/** Answers the first requests as told, all further ones with an empty object. */
function first(...answers: Handler[]): Handler {
  let count = 0;
  return async (request, response) => {
    const answer = answers[count] ?? fine;
    count += 1;
    await answer(request, response);
  };
}

/** Ends the stream of an answer as a server does whose handler broke off. */
function resetOf(response: ServerResponse): void {
  if ('stream' in response && response.stream instanceof Duplex && 'close' in response.stream)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream of HTTP/2, whose type the answer does not show
    (response.stream as ServerHttp2Stream).close(constants.NGHTTP2_INTERNAL_ERROR);
}

/** The server answers nothing and ends the stream. */
const drop: Handler = (_request, response) => void response.destroy();

describe('a server that offers HTTP/2', () => {
  it('gets all requests over one connection', async () => {
    await using here = await stand(fine);
    await Promise.all(Array.from({ length: 300 }, async () => await here.transport.send(get)));
    expect(here.server.received).toHaveLength(300);
    expect(here.server.handshakes).toBe(1);
    expect(new Set(here.server.received.map(({ version }) => version))).toEqual(new Set(['2.0']));
  });

  it('gets path, body and headers as they are', async () => {
    await using here = await stand((request, response) => sendJson(response, 200, request.body));
    const answer = await here.transport.send(apply);
    expect(here.server.received[0]).toMatchObject({
      method: 'PATCH',
      url: '/api/v1/namespaces/shop/configmaps/My%3ARole?fieldManager=gitops-push',
      body: apply.body,
    });
    expect(here.server.received[0]?.headers).toMatchObject({
      'user-agent': 'gitops-push/0.0.0 (apply)',
      authorization: `Bearer ${testToken}`,
      'content-type': 'application/apply-patch+yaml',
      'accept-encoding': 'gzip',
    });
    expect(answer.body).toEqual({ kind: 'ConfigMap', data: { ü: 9007199254740993n } });
  });

  it('gets the body of a DELETE too', async () => {
    await using here = await stand(fine);
    await here.transport.send({ ...post, method: 'DELETE', body: '{"dryRun":["All"]}' });
    expect(here.server.received[0]).toMatchObject({ method: 'DELETE', body: '{"dryRun":["All"]}' });
  });

  it('may compress its answers and warn in UTF-8', async () => {
    await using here = await stand((_request, response) => {
      const utf8 = Buffer.from('299 - "für \\"a\\""', 'utf8').toString('latin1');
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        warning: `299 - "one", 299 - "two", ${utf8}`,
      });
      response.end(gzipSync('{"items":[1,2,3]}'));
    });
    const answer = await here.transport.send(get);
    expect(answer.body).toEqual({ items: [1, 2, 3] });
    expect(answer.warnings).toEqual(['one', 'two', 'für "a"']);
  });

  it('may answer with megabytes', async () => {
    const text = JSON.stringify({ data: 'x'.repeat(5_000_000) });
    await using here = await stand((_request, response) => sendJson(response, 200, text));
    expect(JSON.stringify((await here.transport.send(get)).body)).toHaveLength(text.length);
  });

  it('sees client certificates, one connection for each', async () => {
    const clients = await makeAuthority('clients');
    const pairs = [await clients.issue({ commonName: 'one' }), await clients.issue({ commonName: 'two' })];
    let asked = 0;
    await using server = await startServer(fine, {
      clientAuthority: clients.certificate,
      onSession: () => undefined,
    });
    const access = testAccess(server.url, server.authority, {
      credentials: async () => {
        const pair = pairs[asked++ % 2];
        if (!pair) throw new Error('no pair');
        const clientCertificate = { certificate: pair.certificate, key: new Secret(pair.key) };
        return await Promise.resolve({ clientCertificate, impersonation: {} });
      },
    });
    const transport = openTransport(access, testWorld());
    for (let count = 0; count < 6; count += 1) await transport.send(get);
    transport.close();
    expect(server.handshakes).toBe(2);
  });

  it('keeps a watch on a connection of its own', async () => {
    const event = { type: 'ADDED', object: { kind: 'ConfigMap' } };
    await using here = await stand((_request, response) =>
      sendJson(response, 200, `${JSON.stringify(event)}\n`),
    );
    await here.transport.send(get);
    const watch = here.transport.watch(get, new AbortController().signal);
    expect(await Array.fromAsync(watch)).toEqual([event]);
    expect(here.server.received.map(({ version }) => version)).toEqual(['2.0', '1.1']);
  });
});

describe('what goes wrong over HTTP/2', () => {
  it('repeats an apply whose answer was lost and says that it may be done already', async () => {
    await using here = await stand(first(drop, drop));
    expect(await here.transport.send(apply)).toMatchObject({ httpStatus: 200, mayBeDone: true });
    expect(here.transport.sent).toEqual({ requests: 3, retries: 2 });
  });

  it('never repeats a create whose answer was lost', async () => {
    await using here = await stand(first(fine, drop));
    await here.transport.send(get);
    const failure = await failureOf(here.transport.send(post));
    expect(failure.code).toBe('server-unreachable');
    expect(failure.message).toContain('the connection was lost before the answer was there');
    expect(here.server.received).toHaveLength(2);
  });

  it.each([
    ['stream', ({ sessions }: Stand, cut: () => void) => void (sessions.length > 0 && cut())],
    ['connection', ({ sessions }: Stand) => sessions[0]?.destroy()],
  ])('repeats a read whose %s was cut in the middle of the answer', async (_what, cut) => {
    // As a text it could be taken for whole.
    await using here: Stand = await stand(
      first((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.write('line 1', () => cut(here, () => resetOf(response)));
      }),
    );
    expect((await here.transport.send(get)).body).toEqual({});
    expect(here.transport.sent.retries).toBe(1);
  });

  it('waits as long as the server asks when it is too busy', async () => {
    await using here = await stand(
      first((_request, response) => {
        response.setHeader('retry-after', '3');
        sendStatus(response, 429, 'TooManyRequests');
      }),
    );
    expect((await here.transport.send(get)).httpStatus).toBe(200);
    expect(here.world.waits[0]).toBeGreaterThanOrEqual(3000);
  });

  it('makes a new connection after the server said goodbye, and loses nothing that was in flight', async () => {
    const answers: (() => void)[] = [];
    await using here = await stand(
      first(fine, async (request, response) => {
        await new Promise<void>(go => answers.push(go));
        fine(request, response);
      }),
    );
    await here.transport.send(get);
    const slow = here.transport.send(get);
    await expect.poll(() => answers.length).toBe(1);
    here.sessions[0]?.goaway();
    answers[0]?.();
    expect((await slow).httpStatus).toBe(200);
    expect((await here.transport.send(get)).httpStatus).toBe(200);
    expect(here.server.handshakes).toBe(2);
    expect(here.transport.sent.retries).toBe(0);
  });

  it('makes a new connection after the old one broke', async () => {
    await using here = await stand(fine);
    await here.transport.send(get);
    here.sessions[0]?.destroy();
    expect((await here.transport.send(get)).httpStatus).toBe(200);
    expect(here.server.handshakes).toBe(2);
  });

  it('does not wait for ever, and leaves a connection on which nothing came', async () => {
    await using here = await stand(
      first(fine, () => undefined),
      { answerMs: 100 },
    );
    await here.transport.send(get);
    expect((await here.transport.send(get)).httpStatus).toBe(200);
    expect(here.server.handshakes).toBe(2);
    expect(here.transport.sent.retries).toBe(1);
  });

  it('ends a read in flight with a cancel and lets a write finish', async () => {
    const answers: (() => void)[] = [];
    await using here = await stand(async (request, response) => {
      await new Promise<void>(go => answers.push(go));
      fine(request, response);
    });
    const read = failureOf(here.transport.send(get));
    const write = here.transport.send(apply);
    await expect.poll(() => answers.length).toBe(2);
    here.world.cancel();
    expect((await read).code).toBe('cancelled');
    for (const go of answers) go();
    expect((await write).httpStatus).toBe(200);
    expect((await failureOf(here.transport.send(get))).code).toBe('cancelled');
  });

  it('renews credentials once when the server rejects them', async () => {
    let answered = 0;
    await using server = await startServer(
      (_request, response) => {
        answered += 1;
        if (answered === 1) sendStatus(response, 401, 'Unauthorized');
        else sendJson(response, 200, {});
      },
      { onSession: () => undefined },
    );
    const access = testAccess(server.url, server.authority, {
      renew: async () => await Promise.resolve(bearer('renewed-token-of-the-test')),
    });
    const transport = openTransport(access, testWorld());
    expect((await transport.send(get)).httpStatus).toBe(200);
    transport.close();
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${testToken}`,
      'Bearer renewed-token-of-the-test',
    ]);
    expect(server.handshakes).toBe(1);
  });
});
