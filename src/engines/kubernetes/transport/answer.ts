import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Json, parseJson } from '../../../model/json.ts';
import type { Limits } from './limits.ts';
import { parseStatus, statedRetryAfterMs } from './status.ts';
import type { ApiAnswer } from './transport.ts';
import { type Trouble, troubleOf } from './wire.ts';

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
  message: IncomingMessage,
  limits: Pick<Limits, 'answerBytes' | 'refusalBytes'>,
): Promise<Reply | Stranger | Trouble> {
  const httpStatus = message.statusCode ?? 0;
  const refused = httpStatus >= 400;
  const bytes = await readBytes(message, refused ? limits.refusalBytes : limits.answerBytes);
  if ('kind' in bytes) return bytes;
  if (httpStatus >= 300 && !refused) return stranger(`with a redirect (HTTP ${httpStatus})`);
  const type = message.headers['content-type'] ?? '';
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
function warningsOf({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): readonly string[] {
  const found: string[] = [];
  // Names and values in turn. `headersDistinct` would sort all of them for each answer, which costs a tenth of a large run.
  const headers = rawHeaders.filter((_, index) => index % 2 === 1 && isWarning(rawHeaders[index - 1]));
  for (const header of headers) {
    for (const match of header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
      // Node.js reads header bytes as latin1, the server writes UTF-8.
      found.push(Buffer.from((match[1] ?? '').replaceAll(/\\(.)/g, '$1'), 'latin1').toString('utf8'));
    }
  }
  return found;
}

function isWarning(name: string | undefined): boolean {
  return name !== undefined && name.length === 7 && name.toLowerCase() === 'warning';
}

async function readBytes(message: IncomingMessage, limitBytes: number): Promise<Buffer | Stranger | Trouble> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      chunks.push(bytes);
      size += bytes.length;
      if (size <= limitBytes) continue;
      message.destroy();
      if ((message.statusCode ?? 0) >= 400) break;
      return tooLong(limitBytes);
    }
    const all = Buffer.concat(chunks);
    if (message.headers['content-encoding'] !== 'gzip') return all;
    return await promisify(gunzip)(all, { maxOutputLength: limitBytes });
  } catch (error) {
    const trouble = troubleOf('reading', error);
    return trouble.code === 'ERR_BUFFER_TOO_LARGE' ? tooLong(limitBytes) : trouble;
  }
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

function headerRetryAfterMs(message: IncomingMessage): number | undefined {
  const seconds = Number(message.headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

function stranger(how: string): Stranger {
  return { kind: 'stranger', how };
}

function tooLong(limitBytes: number): Stranger {
  return stranger(`with more than ${Math.round(limitBytes / 1024 / 1024)} MiB`);
}
