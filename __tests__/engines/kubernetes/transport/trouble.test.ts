import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Access, Credentials } from '../../../../src/engines/kubernetes/access/access.ts';
import { openTransport } from '../../../../src/engines/kubernetes/transport/https.ts';
import { defaultLimits } from '../../../../src/engines/kubernetes/transport/limits.ts';
import { proxyFor } from '../../../../src/engines/kubernetes/transport/proxy.ts';
import type { ApiRequest } from '../../../../src/engines/kubernetes/transport/transport.ts';
import { failureOfTrouble } from '../../../../src/engines/kubernetes/transport/trouble.ts';
import type { Failure } from '../../../../src/model/failure.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { makeAuthority } from './certificates.ts';
import { everythingOf, failureOf } from './failures.ts';
import { type Handler, sendJson, sendStatus, startServer, type ServerOptions } from './server.ts';
import { testAccess, testToken, testWorld } from './world.ts';

const get: ApiRequest = { method: 'GET', path: '/api', phase: 'plan' };
const fast = { ...defaultLimits, connectMs: 150, answerMs: 150 };

async function failing(access: Access, request = get): Promise<Failure> {
  const transport = openTransport(access, testWorld(), fast);
  try {
    const failure = await failureOf(transport.send(request));
    expect(everythingOf(failure)).not.toContain(testToken);
    return failure;
  } finally {
    transport.close();
  }
}

async function failingAt(handler: Handler, options: ServerOptions = {}): Promise<Failure> {
  await using server = await startServer(handler, options);
  return await failing(testAccess(server.url, server.authority));
}

const fine: Handler = (_request, response) => sendJson(response, 200, {});
const dayMs = 24 * 60 * 60 * 1000;

async function listen<T extends Server>(server: T): Promise<T & AsyncDisposable & { readonly port: number }> {
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an AddressInfo
  const { port } = server.address() as AddressInfo;
  const dispose = async (): Promise<void> => await new Promise(done => server.close(() => done()));
  return Object.assign(server, { port, [Symbol.asyncDispose]: dispose });
}

describe('a server that cannot be reached', () => {
  it('is named by host and port when it refuses the connection, at once', async () => {
    const closed = await listen(createServer());
    await closed[Symbol.asyncDispose]();
    const transport = openTransport(testAccess(`https://127.0.0.1:${closed.port}/k8s`), testWorld());
    const failure = await failureOf(transport.send(get));
    expect(failure.code).toBe('server-unreachable');
    expect(failure.message).toContain(`127.0.0.1:${closed.port}`);
    expect(transport.sent).toEqual({ requests: 1, retries: 0 });
  });

  it('may take its time to accept, but not for ever', async () => {
    await using silent = await listen(createServer(socket => socket.on('error', () => undefined).resume()));
    const failure = await failing(testAccess(`https://127.0.0.1:${silent.port}`));
    expect(failure.code).toBe('server-unreachable');
    expect(failure.message).toContain('no connection within');
  });

  it('may take its time to answer, but not for ever', async () => {
    const failure = await failingAt(() => undefined);
    expect(failure.code).toBe('server-unreachable');
    expect(failure.message).toContain('no answer within');
  });

  it('comes back within a run that had reached it before', async () => {
    let count = 0;
    await using server = await startServer((_request, response) => {
      count += 1;
      if (count === 2) response.socket?.destroy();
      else sendJson(response, 200, {});
    });
    const transport = openTransport(testAccess(server.url, server.authority), testWorld(), fast);
    await transport.send(get);
    expect((await transport.send(get)).httpStatus).toBe(200);
    transport.close();
  });

  it('is told of by a Failure too when OpenSSL cannot read our own certificate', async () => {
    const clientCertificate = { certificate: 'garbage', key: new Secret(testToken) };
    const credentials = async (): Promise<Credentials> =>
      await Promise.resolve({ clientCertificate, impersonation: {} });
    const failure = await failing(testAccess('https://127.0.0.1:1', undefined, { credentials }));
    expect(failure.message).toContain('ERR_OSSL');
  });

  it.each([
    ['ENOTFOUND', 'the name has no address'],
    ['EAI_AGAIN', 'could not be looked up'],
    ['EHOSTUNREACH', 'EHOSTUNREACH'],
    ['ERR_PROXY_TUNNEL', 'proxy'],
  ])('says what %s means', (code, text) => {
    const trouble = { kind: 'trouble', stage: 'connecting', code, error: new Error(code) } as const;
    const failure = failureOfTrouble(trouble, testAccess('https://cluster.example:6443'));
    expect(failure.code).toBe('server-unreachable');
    expect(failure.message).toContain('cluster.example:6443');
    expect(failure.message).toContain(text);
  });
});

describe('a server that is not trusted', () => {
  it('has a certificate of another authority than the given one', async () => {
    await using server = await startServer(fine);
    const other = await makeAuthority('other');
    const failure = await failing(testAccess(server.url, other.certificate));
    expect(failure.code).toBe('server-untrusted');
    expect(failure.message).toContain('given certificate authority');
  });

  it('has a certificate of an authority nobody knows', async () => {
    await using server = await startServer(fine);
    const failure = await failing(testAccess(server.url));
    expect(failure.code).toBe('server-untrusted');
    expect(failure.hint).toContain('certificate-authority');
  });

  it('has an expired certificate', async () => {
    const authority = await makeAuthority();
    const pair = await authority.issue({ validTo: new Date(Date.now() - 1000) });
    const failure = await failingAt(fine, { authority, pair });
    expect(failure.code).toBe('server-untrusted');
    expect(failure.message).toContain('has expired');
  });

  it('has a certificate that is not valid yet', async () => {
    const authority = await makeAuthority();
    const validFrom = new Date(Date.now() + dayMs);
    const pair = await authority.issue({ validFrom, validTo: new Date(Date.now() + 2 * dayMs) });
    expect((await failingAt(fine, { authority, pair })).message).toContain('not valid yet');
  });

  it('has a certificate for another name, unless that name is expected', async () => {
    const authority = await makeAuthority();
    const pair = await authority.issue({ address: '192.0.2.1' });
    const failure = await failingAt(fine, { authority, pair });
    expect(failure.code).toBe('server-untrusted');
    expect(failure.message).toContain('192.0.2.1');
  });

  it('is taken all the same when the user allowed that by name', async () => {
    await using server = await startServer(fine);
    const transport = openTransport(
      testAccess(server.url, undefined, { trust: { verification: 'skipped' } }),
      testWorld(),
    );
    expect((await transport.send(get)).httpStatus).toBe(200);
    transport.close();
  });
});

describe('a server that is no Kubernetes API', () => {
  it.each<[string, Handler]>([
    [
      'a web page',
      (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'a page not found',
      (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'a redirect',
      (_request, response) => void response.writeHead(302, { location: 'https://login.example' }).end(),
    ],
    ['broken JSON', (_request, response) => sendJson(response, 200, '{"kind":')],
  ])('answers with %s', async (_name, handler) => {
    expect((await failingAt(handler)).code).toBe('server-unusable');
  });

  it('speaks plain http', async () => {
    await using plain = await listen(createHttpServer((_request, response) => void response.end('{}')));
    expect((await failing(testAccess(`https://127.0.0.1:${plain.port}`))).code).toBe('server-unusable');
  });

  it('speaks something else inside TLS', async () => {
    const failure = await failingAt(
      (_request, response) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
    );
    expect(failure.code).toBe('server-unusable');
  });
});

/** A proxy that opens tunnels, whatever the name, to one port of this machine. */
async function tunnel(
  portOf: () => number,
): Promise<AsyncDisposable & { readonly port: number; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createHttpServer();
  server.on('connect', (request, client) => {
    asked.push(request.url ?? '');
    const upstream = connect(portOf(), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  return Object.assign(await listen(server), { asked });
}

describe('a proxy', () => {
  it('of the environment is not asked for a server on this machine, but for all others that it is meant for', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'example.org' };
    await using server = await startServer(fine);
    const transport = openTransport(testAccess(server.url, server.authority), testWorld({ env }));
    expect((await transport.send(get)).httpStatus).toBe(200);
    transport.close();
    expect(proxyFor(new URL('https://10.0.0.1:6443'), undefined, { ...env, HOME: '/' })).toEqual(env);
  });

  it('of the environment leads to a server elsewhere, which is verified by its own name, unless NO_PROXY names it', async () => {
    const authority = await makeAuthority();
    const elsewhere = { authority, pair: await authority.issue({ address: '192.0.2.1' }) };
    await using server = await startServer(fine, elsewhere);
    await using proxy = await tunnel(() => server.port);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const access = testAccess('https://192.0.2.1:6443', server.authority);
    const transport = openTransport(access, testWorld({ env }));
    expect((await transport.send(get)).httpStatus).toBe(200);
    await transport.send(get);
    transport.close();
    expect(proxy.asked).toEqual(['192.0.2.1:6443']);

    const world = testWorld({ env: { ...env, NO_PROXY: '192.0.2.1' } });
    const direct = openTransport(access, world, fast);
    expect((await failureOf(direct.send(get))).code).toBe('server-unreachable');
    direct.close();
    expect(proxy.asked).toHaveLength(1);
  });

  it('that the kubeconfig names is used, and the server is still verified', async () => {
    await using server = await startServer(fine);
    await using proxy = await tunnel(() => server.port);
    const access = testAccess(server.url, server.authority, {
      proxy: new Secret(`http://127.0.0.1:${proxy.port}`),
    });
    const transport = openTransport(access, testWorld());
    expect((await transport.send(get)).httpStatus).toBe(200);
    await transport.send(get);
    transport.close();
    expect(proxy.asked).toEqual([`127.0.0.1:${server.port}`]);
    const other = await makeAuthority('other');
    expect(
      (await failing({ ...access, trust: { verification: 'full', certificateAuthority: other.certificate } }))
        .code,
    ).toBe('server-untrusted');
  });

  it('that does not answer is named as the cause', async () => {
    const closed = await listen(createServer());
    await closed[Symbol.asyncDispose]();
    const proxy = new Secret(`http://user:${testToken}@127.0.0.1:${closed.port}`);
    const failure = await failing(testAccess('https://192.0.2.1:6443', undefined, { proxy }));
    expect(failure.code).toBe('server-unreachable');
    expect(failure.message).toContain('proxy');
  });
});

it('says which server rejects the credentials, without showing them', async () => {
  const failure = await failingAt((_request, response) =>
    sendStatus(response, 401, 'Unauthorized', `bad ${testToken}`),
  );
  expect(failure.code).toBe('credentials-rejected');
});
