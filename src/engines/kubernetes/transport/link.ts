import { Failure } from '../../../model/failure.ts';
import type { World } from '../../../model/world.ts';
import type { Access, Credentials } from '../access/access.ts';
import type { Reply } from './answer.ts';
import type { Seats } from './concurrency.ts';
import { isWrite, survivesCancel } from './effect.ts';
import type { Limits } from './limits.ts';
import { isDoubtful, isWorthRepeating, waitBeforeMs } from './retry.ts';
import type { ApiRequest } from './transport.ts';
import type { Opened, Outgoing, Trouble } from './message.ts';
import type { Wire } from './wire.ts';

/** What all requests to one server share. */
export interface Link {
  readonly access: Access;
  readonly world: World;
  readonly limits: Limits;
  readonly wire: Wire;
  readonly seats: Seats;
  readonly sent: { requests: number; retries: number };
  /** True once the server has answered anything. */
  hasAnswered: boolean;
  /** Since when no connection to it has come about or held, although it had answered before. */
  awaySinceMs: number | undefined;
  /** When one failed last. */
  brokeAtMs: number | undefined;
}

/** True when the server may be starting again, so that a refusal of the credentials or of a right need not be true. */
export function isComingBack({ brokeAtMs, limits, world }: Link): boolean {
  return brokeAtMs !== undefined && world.clock.elapsedMs() - brokeAtMs < limits.startingMs;
}

/** Notes whether a try reached the server, for what is believed of the next ones. */
export function noteTry(link: Link, opened: Opened | Trouble): void {
  if (opened.kind === 'opened') {
    link.hasAnswered = true;
    link.awaySinceMs = undefined;
  } else if (opened.code !== 'ABORT_ERR' && (link.hasAnswered || opened.stage !== 'connecting')) {
    // A connection that came about and broke off says as much as an answer: somebody was there.
    link.brokeAtMs = link.world.clock.elapsedMs();
    if (link.hasAnswered) link.awaySinceMs ??= link.brokeAtMs;
  }
}

/** The request as it goes over the wire; a read ends with a cancel, a write in flight is let finish. */
export function outgoingOf(link: Link, request: ApiRequest, credentials: Credentials): Outgoing {
  const query = request.query ? `?${queryOf(request.query)}` : '';
  const endsWithCancel = !isWrite(request) && !survivesCancel(request);
  return {
    method: request.method,
    path: request.path + query,
    headers: {
      accept: request.accept ?? 'application/json, */*',
      'accept-encoding': 'gzip',
      'user-agent': `${link.world.program} (${request.phase})`,
      ...(request.body !== undefined && { 'content-type': request.contentType ?? 'application/json' }),
    },
    ...(request.body !== undefined && { body: request.body }),
    credentials,
    ...(endsWithCancel && { signal: link.world.signal }),
  };
}

/** The same as URLSearchParams writes, but for spaces, at a fraction of the time: there is one for every object. */
function queryOf(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** Waits and says true when the request should be sent again; false when this result is the last word. */
export async function waitForNextTry(
  link: Link,
  request: ApiRequest,
  result: Reply | Trouble,
  tries: number,
): Promise<boolean> {
  const { limits, sent, world } = link;
  const state = { hasAnswered: link.hasAnswered, isComingBack: isComingBack(link) };
  if (!isWorthRepeating(request, result, state)) return false;
  if (!isPatient(link, { request, result, tries })) return false;
  sent.retries += 1;
  const asked = result.kind === 'reply' ? result.retryAfterMs : undefined;
  const waitMs = waitBeforeMs(Math.min(tries, limits.triesPerRequest - 1), asked, Math.random(), limits);
  world.log.debug(`${request.method} ${request.path}: ${reasonOf(result)}, again in ${waitMs} ms`);
  try {
    await world.clock.sleep(waitMs, survivesCancel(request) ? undefined : world.signal);
  } catch (error) {
    throw world.signal.aborted ? cancelled() : error;
  }
  return true;
}

/**
 * A server that is away, or has just come back, is waited for by time: all requests together, however often each was sent. One
 * that was waited for in vain is not waited for again until it has answered. Everything else is counted.
 */
function isPatient(
  link: Link,
  {
    request,
    result,
    tries,
  }: {
    readonly request: ApiRequest;
    readonly result: Reply | Trouble;
    readonly tries: number;
  },
): boolean {
  const { limits, sent, world, awaySinceMs } = link;
  if (!world.signal.aborted) {
    if (result.kind === 'trouble' && awaySinceMs !== undefined)
      return world.clock.elapsedMs() - awaySinceMs < limits.outageMs;
    if (result.kind === 'reply' && isComingBack(link) && isDoubtful(request, result)) return true;
  }
  return tries < limits.triesPerRequest && sent.retries < limits.retriesPerRun;
}

/** @throws Failure cancelled when the run was cancelled and this request does not belong to its record. */
export function refuseAfterCancel(link: Link, request: ApiRequest): void {
  if (link.world.signal.aborted && !survivesCancel(request)) throw cancelled();
}

/** The end of a run that was cancelled. */
export function cancelled(): Failure {
  return new Failure('cancelled', 'the run was cancelled; nothing more was sent to the cluster');
}

/** True for an answer that says: these credentials are not accepted. */
export function isRejected(result: Reply | Trouble | Opened): boolean {
  return result.kind === 'reply' && result.answer.httpStatus === 401;
}

function reasonOf(result: Reply | Trouble): string {
  return result.kind === 'trouble' ? `no answer (${result.code})` : `HTTP ${result.answer.httpStatus}`;
}
