import type { Clock } from '../state/clock.ts';
import type { KnownToken } from '../state/tokens.ts';
import type { RepositoryState } from '../state/repository.ts';
import { problem, type Answer } from './answers.ts';

/** How much may be asked. Source: docs.github.com, rate limits for the REST API. */
export interface RateLimitOptions {
  /** Requests per hour of an app's token on one repository; default 1,000, as for GITHUB_TOKEN. */
  readonly requestsPerHour?: number;
  /** Content creations per minute; default: no limit. GitHub's is about 80. */
  readonly contentPerMinute?: number;
  /** Content creations per hour; default: no limit. GitHub's is about 500. */
  readonly contentPerHour?: number;
}

/** What is counted apart. */
export type Resource = 'core' | 'graphql';

/** How much of an hour is used. */
export interface Usage {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

/** Counts requests. */
export interface RateLimits {
  /** How much is used, without counting. */
  readonly usage: (token: KnownToken | undefined, resource: Resource) => Usage;
  /** Counts a request; gives the refusal when nothing remained. */
  readonly count: (token: KnownToken | undefined, resource: Resource) => Answer | undefined;
  /** Gives a request back: unchanged answers (304) are free. */
  readonly giveBack: (token: KnownToken | undefined, resource: Resource) => void;
  /** Counts a creation of content; gives the refusal when there were too many. */
  readonly countContent: (repo: RepositoryState) => Answer | undefined;
}

const hourMs = 3_600_000;
const userPerHour = 5000;
const anonymousPerHour = 60;

/** Nothing used yet. */
export function createRateLimits(clock: Clock, options: RateLimitOptions = {}): RateLimits {
  const windows = new Map<string, { used: number; startMs: number }>();
  const creations = new Map<RepositoryState, number[]>();
  const windowOf = (token: KnownToken | undefined, resource: Resource) => {
    const key = `${resource} ${ownerOf(token)}`;
    const now = clock.nowMs();
    const known = windows.get(key);
    if (known && now - known.startMs < hourMs) return known;
    const fresh = { used: 0, startMs: now };
    windows.set(key, fresh);
    return fresh;
  };
  const usage = (token: KnownToken | undefined, resource: Resource): Usage => {
    const { used, startMs } = windowOf(token, resource);
    const limit = limitOf(token, options);
    const reset = Math.ceil((startMs + hourMs) / 1000);
    return { limit, used, remaining: Math.max(limit - used, 0), reset };
  };
  return {
    usage,
    count: (token, resource) => {
      if (usage(token, resource).remaining === 0) return primaryLimit();
      windowOf(token, resource).used += 1;
      return undefined;
    },
    giveBack: (token, resource) => {
      windowOf(token, resource).used -= 1;
    },
    countContent: repo => {
      const now = clock.nowMs();
      const recent = (creations.get(repo) ?? []).filter(ms => now - ms < hourMs);
      const lastMinute = recent.filter(ms => now - ms < 60_000).length;
      const isTooMuch =
        lastMinute >= (options.contentPerMinute ?? Infinity) ||
        recent.length >= (options.contentPerHour ?? Infinity);
      creations.set(repo, isTooMuch ? recent : [...recent, now]);
      return isTooMuch ? secondaryLimit(403, 60) : undefined;
    },
  };
}

/** The refusal when the hour is used up. */
export function primaryLimit(): Answer {
  return problem(
    403,
    'API rate limit exceeded. If you reach out to GitHub Support for help, include the request ID.',
  );
}

/** The refusal when too much came in too short a time; the header only when seconds are given. */
export function secondaryLimit(status: 403 | 429, retryAfterSeconds: number | undefined): Answer {
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return problem(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    { headers },
  );
}

/** The headers that every answer of the API carries. */
export function rateLimitHeaders(usage: Usage, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(usage.limit),
    'x-ratelimit-remaining': String(usage.remaining),
    'x-ratelimit-used': String(usage.used),
    'x-ratelimit-reset': String(usage.reset),
    'x-ratelimit-resource': resource,
  };
}

function limitOf(token: KnownToken | undefined, options: RateLimitOptions): number {
  if (!token) return anonymousPerHour;
  return token.account.type === 'Bot' ? (options.requestsPerHour ?? 1000) : userPerHour;
}

/** All tokens of an app on one repository share a budget; so do all of a user. */
function ownerOf(token: KnownToken | undefined): string {
  if (!token) return 'anonymous';
  if (token.account.type !== 'Bot') return token.login;
  return `${token.login} ${token.repositories?.join(' ') ?? '*'}`;
}
