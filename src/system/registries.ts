import type { IncomingMessage } from 'node:http';
import { manifestPlaceOf } from '../model/image-reference.ts';
import { isList, isObject, parseJson } from '../model/json.ts';
import type { ImageAnswer, Registries } from '../model/registry.ts';
import { type LoginPlace, readLogins } from './registry-logins.ts';
import { askWeb, mayBeAsked, readBody } from './web.ts';

const idleMs = 3000;
const mostSteps = 6;
const mostBytes = 256 * 1024;

/** All that an image may be. Source: opencontainers/distribution-spec spec.md, "Checking if content exists in the registry". */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * Asks registries by their own protocol whether they hold an image: without a login, or with the one of the docker
 * configuration where the registry wants one. Nobody else is asked but who a registry itself names for tokens, and where
 * it sends on to. Only "manifest unknown" counts as gone: a registry may also hide what it holds behind a 404.
 */
export function systemRegistries(place: LoginPlace): Registries {
  let logins: ReturnType<typeof readLogins> | undefined;
  const silent = new Map<string, string>();
  return {
    find: async (image, signal) => {
      const found = manifestPlaceOf(image);
      if (!found) return unknown('it is no image reference');
      const { host, repository, reference } = found;
      if (isReserved(host)) return unknown(`${host} is a name that no registry can have`);
      const known = silent.get(host);
      if (known !== undefined) return unknown(known);
      logins ??= readLogins(place);
      const url = new URL(`${schemeOf(host)}://${host}/v2/${repository}/manifests/${reference}`);
      const asked = { env: place.env, signal, repository, login: (await logins).get(host) };
      try {
        return await find(url, asked);
      } catch (error) {
        const why = `${host} does not answer${whyOf(error)}`;
        if (!signal.aborted) silent.set(host, why);
        return unknown(why);
      }
    },
  };
}

interface Asked {
  readonly env: LoginPlace['env'];
  readonly signal: AbortSignal;
  readonly repository: string;
  readonly login: string | undefined;
}

async function find(url: URL, asked: Asked): Promise<ImageAnswer> {
  const there = await askManifest(url, 'HEAD', asked);
  if (there === 'refused') return unknown(`${url.host} wants a login that is not here`);
  there.message.resume();
  const status = there.message.statusCode ?? 0;
  if (status === 200) return { state: 'there' };
  if (status !== 404) return unknown(`${url.host} answers ${status}`);
  // An answer to HEAD has no body, and only the body tells whether the registry knows what it says.
  const { message } = await sendManifest(there.url, 'GET', there.authorization, asked);
  const isKnown =
    message.statusCode === 404 && codesIn(await readBody(message, mostBytes)).includes('MANIFEST_UNKNOWN');
  return isKnown ? { state: 'gone' } : unknown(`${url.host} does not show ${asked.repository}`);
}

interface Answered {
  readonly message: IncomingMessage;
  readonly url: URL;
  readonly authorization: string | undefined;
}

/** The answer to a request for a manifest: after a token was fetched, where one is wanted, and where redirects lead to. */
async function askManifest(first: URL, method: 'HEAD' | 'GET', asked: Asked): Promise<Answered | 'refused'> {
  let [url, authorization]: [URL, string | undefined] = [first, undefined];
  for (let step = 0; step < mostSteps; step += 1) {
    const answered = await sendManifest(url, method, authorization, asked);
    const { statusCode = 0, headers } = answered.message;
    const isSent = [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined;
    if (!isSent && statusCode !== 401 && statusCode !== 403) return answered;
    answered.message.resume();
    if (isSent) {
      const next = new URL(headers.location ?? '', url);
      if (next.host !== url.host) authorization = undefined;
      url = next;
      continue;
    }
    if (authorization !== undefined || statusCode === 403) return 'refused';
    // What was given for one host is told to no other.
    const login = url.host === first.host ? asked.login : undefined;
    authorization = await authorise(headers['www-authenticate'] ?? '', { ...asked, login });
    if (authorization === undefined) return 'refused';
  }
  throw new Error('it redirects too often');
}

async function sendManifest(
  url: URL,
  method: 'HEAD' | 'GET',
  authorization: string | undefined,
  { env, signal }: Asked,
): Promise<Answered> {
  if (!mayBeAsked(url)) throw new Error('it sends on to an address without https');
  const headers = { accept: manifestTypes, ...(authorization !== undefined && { authorization }) };
  return { message: await askWeb(url, { method, headers, env, signal, idleMs }), url, authorization };
}

/** What the challenge of a registry wants to see. Source: distribution/distribution docs/content/spec/auth/token.md. */
async function authorise(
  challenge: string,
  { env, signal, repository, login }: Asked,
): Promise<string | undefined> {
  const basic = login === undefined ? undefined : `Basic ${login}`;
  if (/^basic\b/i.test(challenge)) return basic;
  const realm = parameterOf(challenge, 'realm');
  if (!/^bearer\b/i.test(challenge) || realm === undefined || !URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  if (!mayBeAsked(url)) return undefined;
  const service = parameterOf(challenge, 'service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', parameterOf(challenge, 'scope') ?? `repository:${repository}:pull`);
  const headers = { accept: 'application/json', ...(basic !== undefined && { authorization: basic }) };
  const message = await askWeb(url, { headers, env, signal, idleMs });
  const text = await readBody(message, mostBytes);
  const body = message.statusCode === 200 ? parseJson(text) : null;
  const token = isObject(body) ? (body['token'] ?? body['access_token']) : undefined;
  return typeof token === 'string' && token !== '' ? `Bearer ${token}` : undefined;
}

function parameterOf(challenge: string, name: string): string | undefined {
  return new RegExp(`[\\s,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1];
}

function codesIn(text: string): readonly unknown[] {
  try {
    const body = parseJson(text);
    const errors = isObject(body) ? body['errors'] : undefined;
    return isList(errors) ? errors.map(error => (isObject(error) ? error['code'] : undefined)) : [];
  } catch {
    return [];
  }
}

/** As container tools do: a registry on this very machine has no certificate. */
function schemeOf(host: string): 'http' | 'https' {
  return /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(host) ? 'http' : 'https';
}

/** Names for documents that no address ever has (RFC 6761). */
function isReserved(host: string): boolean {
  return /\.(?:example|invalid)(?::\d+)?$/.test(host);
}

function unknown(why: string): ImageAnswer {
  return { state: 'unknown', why };
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return ` (${'code' in error ? String(error.code) : error.message})`;
}
