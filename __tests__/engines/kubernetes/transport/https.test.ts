import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openTransport } from '../../../../src/engines/kubernetes/transport/https.ts';
import { defaultLimits } from '../../../../src/engines/kubernetes/transport/limits.ts';
import type { ApiRequest, Transport } from '../../../../src/engines/kubernetes/transport/transport.ts';
import { stringifyJson, valueAt } from '../../../../src/model/json.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { makeAuthority } from './certificates.ts';
import { failureOf } from './failures.ts';
import { type Handler, sendJson, sendStatus, startServer, type TestServer } from './server.ts';
import { bearer, type TestWorld, testAccess, testToken, testWorld } from './world.ts';

const get: ApiRequest = { method: 'GET', path: '/api/v1/namespaces/shop', phase: 'plan' };
const post: ApiRequest = { method: 'POST', path: '/api/v1/namespaces', body: '{}', phase: 'apply' };
const apply: ApiRequest = {
  method: 'PATCH',
  path: '/api/v1/namespaces/shop/configmaps/web',
  query: { fieldManager: 'gitops-push' },
  body: '{"kind":"ConfigMap"}',
  contentType: 'application/apply-patch+yaml',
  phase: 'apply',
};

interface Stand extends AsyncDisposable {
  readonly server: TestServer;
  readonly world: TestWorld;
  readonly transport: Transport;
}

async function stand(handler: Handler, limits: Partial<typeof defaultLimits> = {}): Promise<Stand> {
  const server = await startServer(handler);
  const world = testWorld();
  const transport = openTransport(testAccess(server.url, server.authority), world, {
    ...defaultLimits,
    ...limits,
  });
  return {
    server,
    world,
    transport,
    async [Symbol.asyncDispose]() {
      transport.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Answers the first requests as told, all further ones with an empty object. */
function first(...answers: Handler[]): Handler {
  let count = 0;
  return async (request, response) => {
    const answer = answers[count];
    count += 1;
    if (answer) await answer(request, response);
    else sendJson(response, 200, {});
  };
}

describe('what goes over the wire', () => {
  it('sends the body and the path as they are and brings int64 back exactly', async () => {
    await using here = await stand((request, response) => sendJson(response, 200, request.body));
    const body =
      '{"kind":"ClusterRole","replicaz":9007199254740993,"spec":{"imgae":null,"zeta":1,"alpha":"ü"}}';
    const answer = await here.transport.send({
      ...apply,
      path: '/apis/rbac.authorization.k8s.io/v1/clusterroles/My%3ARole',
      body,
    });
    expect(here.server.received[0]).toMatchObject({
      method: 'PATCH',
      url: '/apis/rbac.authorization.k8s.io/v1/clusterroles/My%3ARole?fieldManager=gitops-push',
      body,
    });
    expect(valueAt(answer.body, '/replicaz')).toBe(9007199254740993n);
    expect(stringifyJson(answer.body)).toBe(body);
  });

  it('names the program and the part of the run, the token and the content type', async () => {
    await using here = await stand((_request, response) => sendJson(response, 200, {}));
    await here.transport.send(apply);
    expect(here.server.received[0]?.headers).toMatchObject({
      'user-agent': 'gitops-push/0.0.0 (apply)',
      authorization: `Bearer ${testToken}`,
      'content-type': 'application/apply-patch+yaml',
      'accept-encoding': 'gzip',
    });
  });

  it('keeps the path prefix of the server', async () => {
    await using server = await startServer((_request, response) => sendJson(response, 200, {}));
    const transport = openTransport(
      testAccess(`${server.url}/k8s/clusters/c-1`, server.authority),
      testWorld(),
    );
    await transport.send(get);
    transport.close();
    expect(server.received[0]?.url).toBe('/k8s/clusters/c-1/api/v1/namespaces/shop');
  });

  it('reads compressed answers', async () => {
    await using here = await stand((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"items":[1,2,3]}'));
    });
    expect((await here.transport.send(get)).body).toEqual({ items: [1, 2, 3] });
  });

  it('collects warnings, several in one header too, as UTF-8', async () => {
    await using here = await stand((_request, response) => {
      const utf8 = Buffer.from('299 - "für \\"a\\""', 'utf8').toString('latin1');
      response.setHeader('warning', ['299 - "one", 299 - "two"', utf8]);
      sendJson(response, 200, {});
    });
    expect((await here.transport.send(get)).warnings).toEqual(['one', 'two', 'für "a"']);
  });

  it('returns plain text (logs) as a text', async () => {
    await using here = await stand((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end('line 1\nline 2');
    });
    expect((await here.transport.send(get)).body).toBe('line 1\nline 2');
  });

  it('uses one connection for requests one after another and at most as many as are in flight', async () => {
    await using here = await stand((_request, response) => sendJson(response, 200, {}));
    for (let count = 0; count < 50; count += 1) await here.transport.send(get);
    expect(here.server.handshakes).toBe(1);
    await Promise.all(Array.from({ length: 400 }, async () => await here.transport.send(get)));
    expect(here.server.handshakes).toBeLessThanOrEqual(defaultLimits.inFlightAtMost);
    expect(here.server.received).toHaveLength(450);
  });
});

describe('refusals', () => {
  it('returns a Status with its causes', async () => {
    const causes = [{ reason: 'FieldValueInvalid', field: 'spec.replicas', message: 'Invalid value: -1' }];
    await using here = await stand((_request, response) =>
      sendStatus(response, 422, 'Invalid', 'web is invalid', { causes }),
    );
    const answer = await here.transport.send(apply);
    expect(answer.status).toEqual({ code: 422, reason: 'Invalid', message: 'web is invalid', causes });
    expect(here.server.received).toHaveLength(1);
  });

  it('cuts long texts', async () => {
    await using here = await stand((_request, response) =>
      sendStatus(response, 400, 'BadRequest', 'x'.repeat(40_000)),
    );
    expect((await here.transport.send(get)).status?.message.length).toBeLessThan(2_100);
  });

  it('stops reading an endless refusal', async () => {
    await using here = await stand((_request, response) => {
      response.writeHead(400, { 'content-type': 'text/plain' });
      response.end('y'.repeat(5_000_000));
    });
    expect((await here.transport.send(get)).status?.message.length).toBeLessThan(2_100);
  });
});

describe('repeats', () => {
  it('waits as long as the server asks, also when the answer is plain text', async () => {
    await using here = await stand(
      first((_request, response) => {
        response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '3' });
        response.end('Too many requests, please try again later.\n');
      }),
    );
    expect((await here.transport.send(post)).httpStatus).toBe(200);
    expect(here.world.waits[0]).toBeGreaterThanOrEqual(3_000);
    expect(here.world.waits[0]).toBeLessThanOrEqual(3_750);
    expect(here.transport.sent).toEqual({ requests: 2, retries: 1 });
  });

  it('gives up after five tries and returns the last refusal', async () => {
    await using here = await stand((_request, response) => sendStatus(response, 503, 'ServiceUnavailable'));
    expect((await here.transport.send(get)).status?.reason).toBe('ServiceUnavailable');
    expect(here.server.received).toHaveLength(5);
  });

  it('has a limit for the whole run', async () => {
    await using here = await stand((_request, response) => sendStatus(response, 503, 'ServiceUnavailable'), {
      retriesPerRun: 6,
    });
    for (let count = 0; count < 4; count += 1) await here.transport.send(get);
    expect(here.transport.sent).toEqual({ requests: 10, retries: 6 });
  });

  it('never repeats a schema error, which is a 500 without reason', async () => {
    const text =
      'failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.replicaz: field not declared in schema';
    await using here = await stand((_request, response) => sendStatus(response, 500, '', text));
    await here.transport.send(apply);
    expect(here.transport.sent).toEqual({ requests: 1, retries: 0 });
  });

  it('repeats an apply whose answer was lost and says that it may be done already', async () => {
    await using here = await stand(first((_request, response) => void response.socket?.destroy()));
    const answer = await here.transport.send(apply);
    expect(answer).toMatchObject({ httpStatus: 200, mayBeDone: true });
    expect(here.server.received).toHaveLength(2);
  });

  it('does not say so of a read', async () => {
    await using here = await stand(first((_request, response) => void response.socket?.destroy()));
    expect(await here.transport.send(get)).not.toHaveProperty('mayBeDone');
  });

  const cut: Handler = (_request, response) => void response.socket?.destroy();

  it.each([401, 403])('does not believe a %i of a server that broke off a moment before', async status => {
    const refuse: Handler = (_request, response) => sendStatus(response, status, 'Forbidden');
    const answer: Handler = (_request, response) => sendJson(response, 200, {});
    await using here = await stand(first(answer, cut, refuse, refuse));
    await here.transport.send(get);
    expect((await here.transport.send(get)).httpStatus).toBe(200);
    expect(here.server.received).toHaveLength(5);
    await using early = await stand(first(cut, refuse));
    expect((await early.transport.send(get)).httpStatus).toBe(200);
    expect(early.server.received).toHaveLength(3);
  });

  it.each([
    { when: 'a moment ago', startingMs: 500, more: 3 },
    { when: 'long ago', startingMs: 0, more: 1 },
  ])('believes a 403 in the end when something broke off $when', async ({ startingMs, more }) => {
    const refuse: Handler = (_request, response) => sendStatus(response, 403, 'Forbidden');
    const answer: Handler = (_request, response) => sendJson(response, 200, {});
    const refusals = Array.from({ length: 99 }, () => refuse);
    await using here = await stand(first(answer, refuse, cut, answer, ...refusals), { startingMs });
    for (const status of [200, 403, 200, 403])
      expect((await here.transport.send(get)).httpStatus).toBe(status);
    const asked = here.server.received.length - 4;
    expect(asked).toBeGreaterThanOrEqual(more);
    if (startingMs === 0) expect(asked).toBe(1);
  });

  it('waits by time for a server that is gone, and not once more for the next request', async () => {
    await using here = await stand((_request, response) => sendJson(response, 200, {}), { outageMs: 300 });
    await here.transport.send(get);
    await here.server[Symbol.asyncDispose]();
    expect((await failureOf(here.transport.send(get))).code).toBe('server-unreachable');
    // Each wait takes a hundredth of what was asked for: 5, 10, 20 ms, then 40 until the time is up.
    const waited = here.world.waits.length;
    expect(waited).toBeGreaterThan(4);
    expect((await failureOf(here.transport.send(apply))).code).toBe('server-unreachable');
    expect(here.world.waits).toHaveLength(waited);
  });

  it('never repeats a create whose answer was lost', async () => {
    await using here = await stand((_request, response) => void response.socket?.destroy());
    expect((await failureOf(here.transport.send(post))).code).toBe('server-unreachable');
    expect(here.server.received).toHaveLength(1);
  });

  it('repeats a read whose answer was cut in the middle', async () => {
    await using here = await stand(
      first((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"items":[');
        setImmediate(() => response.socket?.destroy());
      }),
    );
    expect((await here.transport.send(get)).body).toEqual({});
  });

  it('finishes 1,000 objects at a server that takes 10 at a time, with 3 % wasted at most', async () => {
    let inFlight = 0;
    let refused = 0;
    await using here = await stand(async (_request, response) => {
      if (inFlight >= 10) {
        refused += 1;
        response.setHeader('retry-after', '1');
        sendStatus(response, 429, 'TooManyRequests');
        return;
      }
      inFlight += 1;
      await new Promise(done => setTimeout(done, 4));
      inFlight -= 1;
      sendJson(response, 200, {});
    });
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async () => await here.transport.send(apply)),
    );
    expect(answers.filter(answer => answer.httpStatus !== 200)).toHaveLength(0);
    expect(refused).toBeLessThanOrEqual(30);
    expect(here.transport.sent).toEqual({ requests: 1_000 + refused, retries: refused });
  });
});

/** Takes this token and no other. */
function needs(token: string): Handler {
  return (request, response) =>
    request.headers.authorization === `Bearer ${token}`
      ? sendJson(response, 200, {})
      : sendStatus(response, 401, 'Unauthorized');
}

describe('credentials', () => {
  it('are renewed once when the server rejects them', async () => {
    await using server = await startServer(needs('fresh'));
    const transport = openTransport(
      testAccess(server.url, server.authority, { renewed: 'fresh' }),
      testWorld(),
    );
    expect((await transport.send(get)).httpStatus).toBe(200);
    transport.close();
    expect(server.received).toHaveLength(2);
  });

  it('end the run when they are rejected again', async () => {
    await using server = await startServer(needs('other'));
    const transport = openTransport(
      testAccess(server.url, server.authority, { renewed: 'fresh' }),
      testWorld(),
    );
    expect((await failureOf(transport.send(get))).code).toBe('credentials-rejected');
    transport.close();
    expect(server.received).toHaveLength(2);
  });

  it('carry impersonation and client certificates', async () => {
    const clients = await makeAuthority('clients');
    const pair = await clients.issue({ commonName: 'deployer' });
    let peer: unknown;
    await using server = await startServer(
      (_request, response) => {
        const { socket } = response;
        if (socket && 'getPeerCertificate' in socket && typeof socket.getPeerCertificate === 'function') {
          peer = socket.getPeerCertificate().subject.CN;
        }
        sendJson(response, 200, {});
      },
      { clientAuthority: clients.certificate },
    );
    const credentials = {
      ...bearer('unused'),
      clientCertificate: { certificate: pair.certificate, key: new Secret(pair.key) },
      impersonation: { 'Impersonate-User': 'jane', 'Impersonate-Group': ['dev', 'ops'] },
    };
    const access = testAccess(server.url, server.authority, {
      credentials: async () => await Promise.resolve(credentials),
    });
    const transport = openTransport(access, testWorld());
    await transport.send(get);
    transport.close();
    expect(peer).toBe('deployer');
    expect(server.received[0]?.headers).toMatchObject({
      'impersonate-user': 'jane',
      'impersonate-group': 'dev, ops',
    });
  });
});

describe('a cancel', () => {
  it('lets a write in flight finish, ends a read in flight, and sends nothing more but the record', async () => {
    const waiting: (() => void)[] = [];
    await using here = await stand(async (request, response) => {
      if (request.headers['user-agent']?.includes('record') !== true) {
        await new Promise<void>(go => waiting.push(go));
      }
      sendJson(response, 200, {});
    });
    const write = here.transport.send(apply);
    const read = failureOf(here.transport.send(get));
    await expect.poll(() => waiting.length).toBe(2);
    here.world.cancel();
    expect((await read).code).toBe('cancelled');
    for (const go of waiting) go();
    expect((await write).httpStatus).toBe(200);
    expect((await failureOf(here.transport.send(apply))).code).toBe('cancelled');
    expect((await failureOf(here.transport.send(get))).code).toBe('cancelled');
    expect((await here.transport.send({ ...apply, phase: 'record' })).httpStatus).toBe(200);
    expect(here.server.received).toHaveLength(3);
  });

  it('ends the wait before a repeat', async () => {
    await using here = await stand((_request, response) => {
      here.world.cancel();
      sendStatus(response, 503, 'ServiceUnavailable');
    });
    expect((await failureOf(here.transport.send(apply))).code).toBe('cancelled');
    expect(here.server.received).toHaveLength(1);
  });
});
