import type http from 'node:http';
import https from 'node:https';
import { plainHttp } from './plain-http.ts';

/** One request. */
export interface WebRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** So long nothing may come. */
  readonly idleMs: number;
}

/** True for what may be asked: https anywhere, plain http on this machine alone. */
export function mayBeAsked(url: URL): boolean {
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}

/** The answer at an address, its body yet to be read, by the proxy of the environment. @throws Error when nothing answers */
export async function askWeb(
  url: URL,
  { method = 'GET', headers, env, signal, idleMs }: WebRequest,
): Promise<http.IncomingMessage> {
  const kind = url.protocol === 'http:' ? plainHttp() : https;
  const agent = new kind.Agent({ proxyEnv: { ...env } });
  const options = {
    method,
    agent,
    headers: { 'user-agent': 'gitops-push', ...headers },
    ...(signal && { signal }),
    timeout: idleMs,
  };
  return await new Promise((resolve, reject) => {
    const request = kind.request(url, options, resolve);
    request.on('timeout', () => request.destroy(new Error(`nothing came for ${idleMs / 1000} s`)));
    request.on('error', reject);
    request.end();
  });
}

/** The body of an answer as text. @throws Error when it is longer or breaks off */
export async function readBody(
  message: http.IncomingMessage,
  limitBytes: number,
  tooLong = new Error('the answer is too long'),
): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyWithin(message, limitBytes, tooLong)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The body of an answer as it comes. @throws tooLong as soon as it says or shows that it is longer */
export async function* bodyWithin(
  message: http.IncomingMessage,
  limitBytes: number,
  tooLong: Error,
): AsyncGenerator<Buffer> {
  let bytes = Number(message.headers['content-length'] ?? 0) > limitBytes ? limitBytes : 0;
  for await (const chunk of message) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > limitBytes) throw tooLong;
    yield part;
  }
}
