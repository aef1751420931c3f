import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { systemRegistries } from '../../src/system/registries.ts';

type Answering = (request: IncomingMessage, answer: ServerResponse, host: string) => void;

interface Told {
  readonly found: Awaited<ReturnType<ReturnType<typeof systemRegistries>['find']>>;
  /** `METHOD /path` and what came as authorization. */
  readonly requests: readonly string[];
  readonly secrets: readonly string[];
}

/** Asks a registry of its own, which answers like that, for an image; `config` is the docker configuration. */
async function ask(
  answering: Answering,
  image = 'team/web:1',
  config?: (host: string) => object,
): Promise<Told> {
  const requests: string[] = [];
  const secrets: string[] = [];
  let host = '';
  const server = createServer((request, answer) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'none'}`);
    answering(request, answer, host);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  try {
    const registries = systemRegistries({
      env: { HOME: '/home/me' },
      files: {
        readOutside: path =>
          Promise.resolve(
            path === '/home/me/.docker/config.json' && config ? JSON.stringify(config(host)) : undefined,
          ),
        isTracked: () => Promise.resolve(false),
      },
      secrets: { add: value => void secrets.push(value) },
    });
    const found = await registries.find(
      image.includes('!') ? image.slice(1) : `${host}/${image}`,
      new AbortController().signal,
    );
    return { found, requests, secrets };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const errors = (code: string): string => JSON.stringify({ errors: [{ code, message: 'x' }] });
const say =
  (status: number, body = ''): Answering =>
  (_, answer) =>
    answer.writeHead(status).end(body);

/** Wants a token of its own place, for the login where one is given, then answers. */
const withToken =
  (then: Answering, login?: string): Answering =>
  (request, answer, host) => {
    if (request.url?.startsWith('/token') === true) {
      const isRight = login === undefined || request.headers.authorization === `Basic ${btoa(login)}`;
      answer.writeHead(isRight ? 200 : 401).end(JSON.stringify({ token: 'abc' }));
    } else if (request.headers.authorization === 'Bearer abc') then(request, answer, host);
    else
      answer.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token",service="s"` }).end();
  };

const wantsBasic: Answering = (request, answer) =>
  request.headers.authorization === `Basic ${btoa('me:pass-word')}`
    ? answer.writeHead(200).end()
    : answer.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();

const loggedIn = (host: string): object => ({ auths: { [host]: { auth: btoa('me:pass-word') } } });

describe('an image in its registry', () => {
  it.each<[string, Answering, string, ((host: string) => object)?]>([
    ['is there', say(200), 'there'],
    ['is there for a token that anybody gets', withToken(say(200)), 'there'],
    ['is there for the login of the docker configuration', wantsBasic, 'there', loggedIn],
    ['is there for a token for that login', withToken(say(200), 'me:pass-word'), 'there', loggedIn],
    ['is gone', say(404, errors('MANIFEST_UNKNOWN')), 'gone'],
    ['is gone, as a token lets us see', withToken(say(404, errors('MANIFEST_UNKNOWN'))), 'gone'],
    ['may be hidden: the repository is not known', say(404, errors('NAME_UNKNOWN')), 'unknown'],
    ['may be hidden: a 404 without words', say(404), 'unknown'],
    ['may be hidden: a 404 of something else', say(404, '<html>'), 'unknown'],
    ['cannot be told without a login', wantsBasic, 'unknown'],
    ['cannot be told with a wrong one', withToken(say(200), 'other:x'), 'unknown', loggedIn],
    ['cannot be told when it is forbidden', say(403), 'unknown'],
    ['cannot be told when there were too many questions', say(429), 'unknown'],
    ['cannot be told when the registry is ill', say(503), 'unknown'],
    ['cannot be told when it hangs up', (_, answer) => answer.destroy(), 'unknown'],
    [
      'cannot be told when tokens come from a place without https',
      (_, answer) =>
        answer.writeHead(401, { 'www-authenticate': 'Bearer realm="http://tokens.test/t"' }).end(),
      'unknown',
    ],
    [
      'cannot be told when it redirects for ever',
      (request, answer) => answer.writeHead(307, { location: request.url }).end(),
      'unknown',
    ],
    [
      'is there where the registry sends on to',
      (request, answer) =>
        request.url === '/else'
          ? answer.writeHead(200).end()
          : answer.writeHead(307, { location: '/else' }).end(),
      'there',
    ],
  ])('%s', async (_, answering, state, config) => {
    expect((await ask(answering, 'team/web:1', config)).found).toMatchObject({ state });
  });

  it('is asked for by its digest, whatever its tag', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { requests } = await ask(say(200), `team/web:1@${digest}`);
    expect(requests).toEqual([`HEAD /v2/team/web/manifests/${digest} none`]);
  });

  it('is asked for with the login only when the registry wants one, and the login is kept out of what is printed', async () => {
    const { requests, secrets } = await ask(withToken(say(200), 'me:pass-word'), 'team/web:1', loggedIn);
    expect(requests).toEqual([
      'HEAD /v2/team/web/manifests/1 none',
      `GET /token?service=s&scope=repository%3Ateam%2Fweb%3Apull Basic ${btoa('me:pass-word')}`,
      'HEAD /v2/team/web/manifests/1 Bearer abc',
    ]);
    expect(secrets).toEqual([btoa('me:pass-word'), 'pass-word']);
  });

  it('is not asked for where no registry can be', async () => {
    const { found, requests } = await ask(say(200), '!registry.example/web:1');
    expect([found.state, requests]).toEqual(['unknown', []]);
  });
});
