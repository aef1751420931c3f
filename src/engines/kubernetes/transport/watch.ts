import { isObject, type Json, type JsonObject, parseJson } from '../../../model/json.ts';
import type { ApiRequest, WatchEvent } from './transport.ts';
import { readReply, type Reply } from './answer.ts';
import { isRejected, type Link, outgoingOf, refuseAfterCancel, waitForNextTry } from './link.ts';
import { credentialsRejected, failureOfStranger, failureOfTrouble } from './trouble.ts';
import type { Opened, Trouble } from './wire.ts';

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
  const opened = await openWatch(link, request, AbortSignal.any([signal, link.world.signal]));
  if (opened === 'ended') return;
  if (opened.kind === 'reply') {
    yield { type: 'ERROR', object: statusObjectOf(opened) };
    return;
  }
  opened.setIdleLimit(link.limits.watchIdleMs);
  try {
    for await (const line of linesOf(opened.message)) yield eventOf(line, link);
  } finally {
    opened.message.destroy();
  }
}

type WatchStart = Opened | Reply | 'ended';

async function openWatch(link: Link, request: ApiRequest, signal: AbortSignal): Promise<WatchStart> {
  for (let tries = 1; ; tries += 1) {
    refuseAfterCancel(link, request);
    const result = await openOnce(link, request, signal);
    if (result.kind === 'opened') return result;
    if (signal.aborted) return 'ended';
    if (await waitForNextTry(link, request, result, tries)) continue;
    if (result.kind === 'trouble') throw failureOfTrouble(result, link.access);
    return result;
  }
}

async function openOnce(
  link: Link,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<Opened | Reply | Trouble> {
  const credentials = await link.access.credentials();
  const open = async (by: typeof credentials): Promise<Opened | Reply | Trouble> => {
    link.sent.requests += 1;
    const outgoing = outgoingOf(link, request, by);
    // A compressed stream would hold events back until a block is full.
    const { 'accept-encoding': _, ...headers } = outgoing.headers;
    const opened = await link.wire.open({ ...outgoing, headers, signal });
    if (opened.kind === 'trouble') return opened;
    link.hasAnswered = true;
    const type = opened.message.headers['content-type'] ?? '';
    if (opened.message.statusCode === 200 && type.includes('json')) return opened;
    const reply = await readReply(opened.message, link.limits);
    if (reply.kind === 'stranger') throw failureOfStranger(reply, link.access);
    return reply;
  };
  const first = await open(credentials);
  if (!isRejected(first)) return first;
  const renewed = await link.access.renew(credentials);
  const second = renewed ? await open(renewed) : first;
  if (isRejected(second)) throw credentialsRejected(link.access);
  return second;
}

/** Whole lines of a stream; what follows the last line end is dropped, and so is the error that cut it. */
async function* linesOf(message: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  const chunks = message[Symbol.asyncIterator]();
  for (;;) {
    const chunk = await chunks.next().catch(() => undefined);
    if (!chunk || chunk.done) return;
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
  }
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
