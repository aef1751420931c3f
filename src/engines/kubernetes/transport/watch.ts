import { isObject, type Json, type JsonObject, parseJson } from '../../../model/json.ts';
import type { ApiRequest, TextStream, WatchEvent } from './transport.ts';
import { headerOf, readReply, type Reply } from './answer.ts';
import {
  isComingBack,
  isRejected,
  type Link,
  noteTry,
  outgoingOf,
  refuseAfterCancel,
  waitForNextTry,
} from './link.ts';
import { credentialsRejected, failureOfStranger, failureOfTrouble } from './trouble.ts';
import type { Opened, Trouble } from './message.ts';

/**
 * Events of one watch until the server, an idle time or a signal ends it. A cut connection ends it too, a line
 * that was cut in the middle is dropped: the caller resumes from the last mark. A refused watch is one ERROR event.
 */
export async function* watchEvents(
  link: Link,
  request: ApiRequest,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  if (signal.aborted) return;
  const opened = await openStream(link, request, AbortSignal.any([signal, link.world.signal]), 'json');
  if (opened === 'ended') return;
  if (opened.kind === 'reply') {
    yield { type: 'ERROR', object: statusObjectOf(opened) };
    return;
  }
  opened.setIdleLimit(link.limits.watchIdleMs);
  try {
    for await (const lines of linesOf(opened.message.body))
      for (const line of lines) if (line.trim() !== '') yield eventOf(line, link);
  } finally {
    opened.message.body.destroy();
  }
}

/** A text that grows while it is read; lines come together as they arrived. */
export async function openText(link: Link, request: ApiRequest, signal: AbortSignal): Promise<TextStream> {
  const opened = await openStream(link, request, AbortSignal.any([signal, link.world.signal]), 'text');
  if (opened === 'ended') return { lines: empty() };
  if (opened.kind === 'reply')
    return opened.answer.status ? { status: opened.answer.status } : { lines: empty() };
  opened.setIdleLimit(link.limits.watchIdleMs);
  return { lines: textOf(opened) };
}

async function* textOf({ message }: Opened): AsyncGenerator<readonly string[]> {
  try {
    yield* linesOf(message.body, longestLine);
  } finally {
    message.body.destroy();
  }
}

async function* empty(): AsyncGenerator<readonly string[]> {
  yield* await Promise.resolve([]);
}

type StreamStart = Opened | Reply | 'ended';

async function openStream(
  link: Link,
  request: ApiRequest,
  signal: AbortSignal,
  wanted: 'json' | 'text',
): Promise<StreamStart> {
  if (signal.aborted) return 'ended';
  for (let tries = 1; ; tries += 1) {
    refuseAfterCancel(link, request);
    const result = await openOnce(link, request, signal, wanted);
    if (result.kind === 'opened') return result;
    if (signal.aborted) return 'ended';
    if (await waitForNextTry(link, request, result, tries)) continue;
    if (result.kind === 'trouble') throw failureOfTrouble(result, link.access);
    if (isRejected(result)) throw credentialsRejected(link.access);
    return result;
  }
}

async function openOnce(
  link: Link,
  request: ApiRequest,
  signal: AbortSignal,
  wanted: 'json' | 'text',
): Promise<Opened | Reply | Trouble> {
  const credentials = await link.access.credentials();
  const open = async (by: typeof credentials): Promise<Opened | Reply | Trouble> => {
    link.sent.requests += 1;
    const outgoing = outgoingOf(link, request, by);
    // A compressed stream would hold events back until a block is full.
    const { 'accept-encoding': _, ...headers } = outgoing.headers;
    const opened = await link.wire.open({ ...outgoing, headers, signal, isEndless: true });
    noteTry(link, opened);
    if (opened.kind === 'trouble') return opened;
    const type = headerOf(opened.message, 'content-type') ?? '';
    if (opened.message.httpStatus === 200 && type.includes(wanted === 'json' ? 'json' : 'text/plain'))
      return opened;
    const reply = await readReply(opened.message, link.limits);
    if (reply.kind === 'stranger') throw failureOfStranger(reply, link.access);
    return reply;
  };
  const first = await open(credentials);
  if (!isRejected(first)) return first;
  const renewed = await link.access.renew(credentials);
  const second = renewed ? await open(renewed) : first;
  if (isRejected(second) && !isComingBack(link)) throw credentialsRejected(link.access);
  return second;
}

/** A line of text is read so far; what of it follows is dropped, or it could fill the memory. */
const longestLine = 64 * 1024;

/**
 * Whole lines of a stream, those of one arrival together; what follows the last line end is dropped, and so is the error that cut
 * it. With a limit a longer line is cut, and the last one of a whole text counts although no line end came.
 */
async function* linesOf(
  message: AsyncIterable<Uint8Array>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  const chunks = message[Symbol.asyncIterator]();
  for (;;) {
    const chunk = await chunks.next().catch(() => undefined);
    if (!chunk) return;
    if (chunk.done) break;
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, limit);
    if (lines.length > 0) yield lines.map(line => line.slice(0, limit));
  }
  if (Number.isFinite(limit) && rest !== '') yield [rest];
}

const types = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'] as const;

function eventOf(line: string, link: Link): WatchEvent {
  const event = parseLine(line);
  const type = types.find(known => isObject(event) && event['type'] === known);
  const object = isObject(event) ? event['object'] : undefined;
  if (type === undefined || !isObject(object)) {
    throw failureOfStranger(
      { kind: 'stranger', how: 'a watch with something that is no event' },
      link.access,
    );
  }
  return { type, object };
}

function parseLine(line: string): Json | undefined {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}

function statusObjectOf(reply: Reply): JsonObject {
  const { body, status, httpStatus } = reply.answer;
  if (isObject(body) && body['kind'] === 'Status') return body;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code: httpStatus,
    reason: status?.reason ?? '',
    message: status?.message ?? '',
  };
}
