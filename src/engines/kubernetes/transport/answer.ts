import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Json, parseJson } from '../../../model/json.ts';
import type { Limits } from './limits.ts';
import { parseStatus, statedRetryAfterMs } from './status.ts';
import type { ApiAnswer } from './transport.ts';
import { type Message, type Trouble, connectionLost, troubleOf } from './message.ts';

/** An answer read to its end, with what only the wire needs. */
export interface Reply {
  readonly kind: 'reply';
  readonly answer: ApiAnswer;
  /** How long the server asks to wait. */
  readonly retryAfterMs?: number;
}

/** Something answered, but not as a Kubernetes API does; `how` completes "the server answers ...". */
export interface Stranger {
  readonly kind: 'stranger';
  readonly how: string;
}

/** Statuses that a proxy or load balancer in front of the API may answer with a page of its own. */
const maybeProxy: ReadonlySet<number> = new Set([401, 429, 502, 503, 504]);

/** Reads the body and makes an answer of it. */
export async function readReply(
  message: Message,
  limits: Pick<Limits, 'answerBytes' | 'refusalBytes'>,
): Promise<Reply | Stranger | Trouble> {
  const httpStatus = message.httpStatus;
  const refused = httpStatus >= 400;
  const bytes = await readBytes(message, refused ? limits.refusalBytes : limits.answerBytes);
  if ('kind' in bytes) return bytes;
  if (httpStatus >= 300 && !refused) return stranger(`with a redirect (HTTP ${httpStatus})`);
  const type = headerOf(message, 'content-type') ?? '';
  if (type.includes('html') && !maybeProxy.has(httpStatus))
    return stranger(`with a web page (HTTP ${httpStatus})`);
  const body = parseBody(bytes.toString('utf8'), type, refused);
  if (body === undefined) return stranger(`with a text that is not JSON (HTTP ${httpStatus})`);
  const retryAfterMs = headerRetryAfterMs(message) ?? statedRetryAfterMs(body);
  return {
    kind: 'reply',
    answer: {
      httpStatus,
      body,
      warnings: warningsOf(message),
      ...(refused && { status: parseStatus(httpStatus, body) }),
    },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** Texts of the `Warning: 299 - "text"` headers (apimachinery pkg/util/net/http.go NewWarningHeader). */
function warningsOf({ warnings }: Message): readonly string[] {
  return warnings.flatMap(header =>
    Array.from(header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g), match =>
      // Node.js reads header bytes as latin1, the server writes UTF-8.
      Buffer.from((match[1] ?? '').replaceAll(/\\(.)/g, '$1'), 'latin1').toString('utf8'),
    ),
  );
}

/** One header of an answer; undefined when it is missing. */
export function headerOf({ headers }: Message, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

async function readBytes(message: Message, limitBytes: number): Promise<Buffer | Stranger | Trouble> {
  try {
    const bytes = await collect(message, limitBytes);
    if (bytes.length > limitBytes && message.httpStatus < 400) return tooLong(limitBytes);
    if (headerOf(message, 'content-encoding') !== 'gzip') return bytes;
    return await promisify(gunzip)(bytes, { maxOutputLength: limitBytes });
  } catch (error) {
    const trouble = troubleOf('reading', error);
    return trouble.code === 'ERR_BUFFER_TOO_LARGE' ? tooLong(limitBytes) : trouble;
  }
}

/** The bytes of a body, a little more than so many at most; by events, which is twice as fast as a loop over its chunks. */
async function collect(message: Message, limitBytes: number): Promise<Buffer> {
  const { body } = message;
  const chunks: Buffer[] = [];
  let size = 0;
  return await new Promise((resolve, reject) => {
    body.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= limitBytes) return;
      resolve(Buffer.concat(chunks));
      body.destroy();
    });
    body.once('end', () => {
      if (message.isWhole()) resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      else reject(connectionLost());
    });
    body.on('error', reject);
    body.once('close', () => {
      if (!body.readableEnded) reject(connectionLost());
    });
  });
}

/** JSON as a value, plain text (logs, health) as a string, anything as a string when the request was refused. */
function parseBody(text: string, type: string, refused: boolean): Json | undefined {
  if (type.startsWith('text/plain')) return text;
  try {
    return parseJson(text);
  } catch {
    return refused ? text : undefined;
  }
}

function headerRetryAfterMs(message: Message): number | undefined {
  const seconds = Number(headerOf(message, 'retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

function stranger(how: string): Stranger {
  return { kind: 'stranger', how };
}

function tooLong(limitBytes: number): Stranger {
  return stranger(`with more than ${Math.round(limitBytes / 1024 / 1024)} MiB`);
}
