import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../model/failure.ts';
import type { Downloads } from '../model/world.ts';
import { askWeb, bodyWithin, mayBeAsked, readBody } from './web.ts';

/** So long nothing may come. */
const idleMs = 60_000;
const mostRedirects = 5;
/** How many bytes a text and a file may have. An archive of the Pulumi CLI has less than a quarter of that. */
const mostBytes = { text: 20_000_000, file: 1_000_000_000 } as const;

/** Downloads over https, by the proxy of the environment. A token goes to the host that it was given for and to no other. */
export function systemDownloads(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  limits: Readonly<Record<keyof typeof mostBytes, number>> = mostBytes,
): Downloads {
  return {
    text: async (address, token) => {
      const message = await open(new URL(address), { token, env, signal });
      const tooLong = tooLarge(address, limits.text);
      return await whole(address, signal, async () => await readBody(message, limits.text, tooLong));
    },
    save: async (address, path) => {
      const hash = createHash('sha256');
      const message = await open(new URL(address), { token: undefined, env, signal });
      const hashed = async function* (): AsyncGenerator<Buffer> {
        for await (const chunk of bodyWithin(message, limits.file, tooLarge(address, limits.file))) {
          hash.update(chunk);
          yield chunk;
        }
      };
      await whole(address, signal, async () => {
        await pipeline(hashed, createWriteStream(path, { mode: 0o600 }), { signal });
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

function unreachable(address: string, why: string): Failure {
  return new Failure('download-failed', `${placeOf(address)} cannot be downloaded: ${why}`, {
    hint: 'Does the machine reach it? Name another place (pulumi-mirror), or install the tool in a step before.',
  });
}

function tooLarge(address: string, limitBytes: number): Failure {
  const most = `${(limitBytes / 1_000_000).toLocaleString('en')} MB`;
  const message = `${placeOf(address)} is not downloaded: it has more than ${most}`;
  return new Failure('download-failed', message, {
    hint: 'What is wanted there has much less: is that address (pulumi-mirror) right? Or install the tool in a step before.',
  });
}

/** What an address holds beside its place may be secret: a redirect is often signed. */
function placeOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
