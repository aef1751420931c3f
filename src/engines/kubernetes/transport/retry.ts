import { valueAt } from '../../../model/json.ts';
import type { Reply } from './answer.ts';
import { isRepeatable } from './effect.ts';
import type { Limits } from './limits.ts';
import type { ApiRequest } from './transport.ts';
import type { Trouble } from './message.ts';

/** Messages of a 500 InternalError that pass by themselves (carvel-dev/kapp pkg/kapp/resources/resources.go). */
const passing: readonly RegExp[] = [
  /failed calling (?:admission )?webhook/,
  /conversion webhook for .* failed:/s,
  /etcdserver: .*(?:leader changed|timed out|timeout)/s,
];

/** What is known of the server when a try has ended. */
export interface ServerState {
  /** It has answered before. */
  readonly hasAnswered: boolean;
  /** It had answered, and its connections broke off a moment ago: it may be starting again. */
  readonly isComingBack: boolean;
}

/** True when the same request may be answered better a moment later, and sending it again can do no harm. */
export function isWorthRepeating(
  request: ApiRequest,
  result: Reply | Trouble,
  { hasAnswered, isComingBack }: ServerState,
): boolean {
  if (result.kind === 'trouble') return isPassingTrouble(request, result, hasAnswered);
  if (isComingBack && isDoubtful(request, result)) return true;
  const { httpStatus, status } = result.answer;
  if (!status) return false;
  switch (httpStatus) {
    case 429:
      // Throttled before anything was done, so even a create may be sent again.
      return true;
    case 409:
      return status.message.includes('Operation cannot be fulfilled on resourcequota');
    case 500:
      return (
        isRepeatable(request) &&
        status.reason === 'InternalError' &&
        passing.some(pattern => pattern.test(status.message))
      );
    case 502:
    case 503:
    case 504:
      return isRepeatable(request);
    default:
      return false;
  }
}

/** A refusal that a server gives before it has read the accounts and roles, when nobody may do anything: as such, or as a review. */
export function isDoubtful(request: ApiRequest, { answer }: Reply): boolean {
  if (answer.httpStatus === 401 || answer.httpStatus === 403) return true;
  return request.path.endsWith('reviews') && valueAt(answer.body, '/status/allowed') === false;
}

/** True when the try may have taken effect although its answer did not arrive or was an error. */
export function isUncertain(result: Reply | Trouble): boolean {
  if (result.kind === 'trouble') return result.stage !== 'connecting';
  return [500, 502, 504].includes(result.answer.httpStatus);
}

/**
 * How long to wait before the next try: what the server asks for, at least an exponential back-off,
 * with up to a quarter of jitter so that a burst does not come back as a burst. `random` lies in [0, 1).
 */
export function waitBeforeMs(
  tries: number,
  retryAfterMs: number | undefined,
  random: number,
  limits: Pick<Limits, 'firstWaitMs' | 'longestWaitMs'>,
): number {
  const backOff = Math.min(limits.firstWaitMs * 2 ** (tries - 1), limits.longestWaitMs);
  const asked = Math.min(retryAfterMs ?? 0, limits.longestWaitMs * 2);
  return Math.round(Math.max(backOff, asked) * (1 + random / 4));
}

/** Errors of a connection that a second attempt can cure; what is wrong with names and certificates stays wrong. */
const passingCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'TIMEOUT',
]);

function isPassingTrouble(request: ApiRequest, trouble: Trouble, hasAnswered: boolean): boolean {
  if (!passingCodes.has(trouble.code)) return false;
  // Who never answered is not there: saying so at once beats five tries.
  if (trouble.stage === 'connecting') return hasAnswered || trouble.code === 'EAI_AGAIN';
  return isRepeatable(request);
}
