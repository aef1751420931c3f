import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/model/failure.ts';
import { jobIdentity } from '../../src/system/identity-token.ts';
import { collectSecrets } from '../../src/system/secrets.ts';

const requestToken = 'canary-request-token-51d2';

interface Service extends AsyncDisposable {
  readonly ask: (audience: string) => Promise<string>;
  readonly urls: readonly string[];
  readonly waits: readonly number[];
}

/** The runner's service, answering in turn; the last answer stays. */
async function serviceOf(
  ...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]
): Promise<Service> {
  const urls: string[] = [];
  const waits: number[] = [];
  const server = createServer((request, response) => {
    urls.push(request.url ?? '');
    if (request.headers.authorization !== `Bearer ${requestToken}`) response.writeHead(401).end();
    else (answers[urls.length - 1] ?? answers.at(-1))?.(request, response);
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has an AddressInfo
  const { port } = server.address() as AddressInfo;
  const clock = { nowMs: () => 0, elapsedMs: () => 0, sleep: async (ms: number) => void waits.push(ms) };
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
  };
  const ask = jobIdentity(env, { clock, secrets: collectSecrets() });
  if (!ask) throw new Error('there is no identity');
  return { ask, urls, waits, [Symbol.asyncDispose]: async () => void server.close() };
}

const give =
  (status: number, body: string) =>
  (_request: IncomingMessage, response: ServerResponse): void =>
    void response.writeHead(status).end(body);
const good = give(200, '{"count":3,"value":"a.b.c"}');

describe('the identity token of a job', () => {
  it('is asked for with its audience, each time anew', async () => {
    await using service = await serviceOf(good);
    expect(await service.ask('a b&c')).toBe('a.b.c');
    expect(await service.ask('gitops-push')).toBe('a.b.c');
    expect(service.urls).toEqual([
      '/token?api-version=2.0&audience=a+b%26c',
      '/token?api-version=2.0&audience=gitops-push',
    ]);
  });

  it('is asked for again after a fault that may pass', async () => {
    await using service = await serviceOf(
      give(503, ''),
      (request): void => void request.socket.destroy(),
      good,
    );
    expect(await service.ask('x')).toBe('a.b.c');
    expect(service.waits).toEqual([1000, 2000]);
  });

  it.each([
    ['refused', give(403, 'no'), 'HTTP 403', 1],
    ['down', give(500, ''), 'HTTP 500', 3],
    ['no JSON', give(200, 'hello'), 'an answer without a token', 1],
    ['empty', give(200, '{"value":""}'), 'an answer without a token', 1],
    ['endless', give(200, 'x'.repeat(200_000)), 'the answer is too long', 3],
  ] as const)('that is %s says so, and how to get one', async (_name, answer, why, times) => {
    await using service = await serviceOf(answer);
    const failure: unknown = await service.ask('x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'credentials-missing', message: expect.stringContaining(why) });
    expect(JSON.stringify([failure, String(failure)])).not.toContain(requestToken);
    expect(service.urls).toHaveLength(times);
  });

  it.each([
    [{}],
    [{ ACTIONS_ID_TOKEN_REQUEST_URL: 'https://a' }],
    [{ ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }],
  ])('is not there for a job that may not have one: %o', env => {
    const clock = { nowMs: () => 0, elapsedMs: () => 0, sleep: async () => undefined };
    expect(jobIdentity(env, { clock, secrets: collectSecrets() })).toBeUndefined();
  });
});
