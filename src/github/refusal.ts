import { Failure } from '../model/failure.ts';

/** An answer of GitHub that is not what was asked for; status 0: there was no answer. */
export interface Refusal {
  /** Method and path as GitHub documents them: `POST /repos/{owner}/{repo}/deployments`. */
  readonly route: string;
  readonly status: number;
  /** GitHub's own words, or the network's. */
  readonly message: string;
  /** The parts of `errors[]`, in words. */
  readonly errors: readonly string[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A request to GitHub that failed; `refusal` is for code that goes on after some of them. */
export class RequestFailure extends Failure {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, words: { readonly message: string; readonly hint: string }) {
    super('github-refused', words.message, { hint: words.hint });
    this.name = 'RequestFailure';
    this.refusal = refusal;
  }
}

/** The status of a failed request: 0 without an answer, undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RequestFailure ? error.refusal.status : undefined;
}

/** True when nobody knows whether GitHub did what was asked: no answer, or one of the server's own troubles. */
export function isUnknownOutcome(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && (status === 0 || status >= 500);
}

/** True when GitHub refused because of too many requests, whatever status it took for that. */
export function isRateLimit({ status, headers, message }: Refusal): boolean {
  if (status !== 403 && status !== 429) return false;
  return (
    status === 429 ||
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /secondary rate limit/i.test(message)
  );
}
