import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../model/failure.ts';
import type { Downloads } from '../model/world.ts';
import { askWeb, mayBeAsked, readBody } from './web.ts';

/** So long nothing may come. */
const idleMs = 60_000;
const mostRedirects = 5;
const mostTextBytes = 20_000_000;

/** Downloads over https, by the proxy of the environment. A token goes to the host that it was given for and to no other. */
export function systemDownloads(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Downloads {
  return {
    text: async (address, token) => {
      const message = await open(new URL(address), { token, env, signal });
      return await whole(address, signal, async () => await readBody(message, mostTextBytes));
    },
    save: async (address, path) => {
      const hash = createHash('sha256');
      const message = await open(new URL(address), { token: undefined, env, signal });
      message.on('data', (chunk: Buffer) => hash.update(chunk));
      await whole(address, signal, async () => {
        await pipeline(message, createWriteStream(path, { mode: 0o600 }), { signal });
      });
      return hash.digest('hex');
    },
  };
}

/** Reads an answer to its end. @throws Failure download-failed when it breaks off */
async function whole<T>(address: string, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure || signal.aborted) throw error;
    throw unreachable(address, `it broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Asked {
  readonly token: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** The answer at an address, redirects followed. @throws Failure unreachable */
async function open(first: URL, asked: Asked): Promise<IncomingMessage> {
  let url = first;
  for (let step = 0; step <= mostRedirects; step += 1) {
    const isSame = url.host === first.host && url.protocol === first.protocol;
    const message = await get(url, isSame ? asked : { ...asked, token: undefined });
    const { statusCode = 0, headers } = message;
    if (statusCode === 200) return message;
    message.resume();
    if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined)
      throw unreachable(first.href, `it answers ${statusCode}`);
    url = new URL(headers.location, url);
  }
  throw unreachable(first.href, 'it redirects too often');
}

async function get(url: URL, { token, env, signal }: Asked): Promise<IncomingMessage> {
  if (!mayBeAsked(url)) throw unreachable(url.href, 'only https is downloaded from');
  const headers = { accept: '*/*', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  try {
    return await askWeb(url, { headers, env, signal, idleMs });
  } catch (error) {
    throw unreachable(url.href, error instanceof Error ? error.message : String(error));
  }
}

/** What an address holds beside its place may be secret: a redirect is often signed. */
function unreachable(address: string, why: string): Failure {
  const { origin, pathname } = new URL(address);
  return new Failure('download-failed', `${origin}${pathname} cannot be downloaded: ${why}`, {
    hint: 'Does the machine reach it? Name another place (pulumi-mirror), or install the tool in a step before.',
  });
}
