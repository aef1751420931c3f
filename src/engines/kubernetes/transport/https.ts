import type { World } from '../../../model/world.ts';
import type { Access, Credentials } from '../access/access.ts';
import { type Reply, readReply, type Stranger } from './answer.ts';
import { openSeats, type Verdict } from './concurrency.ts';
import { isWrite, survivesCancel } from './effect.ts';
import { defaultLimits, type Limits } from './limits.ts';
import {
  cancelled,
  isComingBack,
  isRejected,
  type Link,
  noteTry,
  outgoingOf,
  refuseAfterCancel,
  waitForNextTry,
} from './link.ts';
import { isUncertain } from './retry.ts';
import type { ApiAnswer, ApiRequest, Transport } from './transport.ts';
import { credentialsRejected, failureOfStranger, failureOfTrouble } from './trouble.ts';
import { openText, watchEvents } from './watch.ts';
import type { Trouble } from './message.ts';
import { openWire } from './wire.ts';

/** Opens the wire to a server; the first connection is made by the first request. */
export function openTransport(access: Access, world: World, limits: Limits = defaultLimits): Transport {
  const link: Link = {
    access,
    world,
    limits,
    wire: openWire(access, world, limits),
    seats: openSeats(limits),
    sent: { requests: 0, retries: 0 },
    hasAnswered: false,
    awaySinceMs: undefined,
    brokeAtMs: undefined,
  };
  return {
    send: async request => await sendUntilAnswered(link, request),
    watch: (request, signal) => watchEvents(link, request, signal),
    text: async (request, signal) => await openText(link, request, signal),
    sent: link.sent,
    close: () => link.wire.close(),
  };
}

async function sendUntilAnswered(link: Link, request: ApiRequest): Promise<ApiAnswer> {
  let mayBeDone = false;
  for (let tries = 1; ; tries += 1) {
    refuseAfterCancel(link, request);
    const result = await tryOnce(link, request);
    if (!(await waitForNextTry(link, request, result, tries))) {
      if (result.kind === 'trouble') throw failureOfTrouble(result, link.access);
      if (isRejected(result)) throw credentialsRejected(link.access);
      return mayBeDone ? { ...result.answer, mayBeDone } : result.answer;
    }
    mayBeDone ||= isWrite(request) && isUncertain(result);
  }
}

/** One try, with the credentials renewed once when the server rejects them. */
async function tryOnce(link: Link, request: ApiRequest): Promise<Reply | Trouble> {
  const credentials = await link.access.credentials();
  const first = await exchange(link, request, credentials);
  if (!isRejected(first)) return first;
  const renewed = await link.access.renew(credentials);
  const second = renewed ? await exchange(link, request, renewed) : first;
  if (isRejected(second) && !isComingBack(link)) throw credentialsRejected(link.access);
  return second;
}

async function exchange(link: Link, request: ApiRequest, credentials: Credentials): Promise<Reply | Trouble> {
  const seat = await link.seats.take(survivesCancel(request) ? 'urgent' : 'normal');
  const startedMs = link.world.clock.elapsedMs();
  let verdict: Verdict = 'failed';
  try {
    refuseAfterCancel(link, request);
    const result = await sendAndRead(link, request, credentials);
    if (result.kind === 'stranger') throw failureOfStranger(result, link.access);
    if (result.kind === 'trouble' && link.world.signal.aborted && result.code === 'ABORT_ERR')
      throw cancelled();
    verdict = verdictOf(result);
    return result;
  } finally {
    seat.leave(verdict, request.method, link.world.clock.elapsedMs() - startedMs);
  }
}

async function sendAndRead(
  link: Link,
  request: ApiRequest,
  credentials: Credentials,
): Promise<Reply | Stranger | Trouble> {
  link.sent.requests += 1;
  const opened = await link.wire.open(outgoingOf(link, request, credentials));
  noteTry(link, opened);
  if (opened.kind === 'trouble') return opened;
  return await readReply(opened.message, link.limits);
}

function verdictOf(result: Reply | Trouble): Verdict {
  if (result.kind === 'trouble') return 'failed';
  const { httpStatus } = result.answer;
  if (httpStatus === 429 || httpStatus === 503) return 'throttled';
  return httpStatus >= 500 ? 'failed' : 'accepted';
}
