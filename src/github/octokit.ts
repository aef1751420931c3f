import { defaults, GitHub } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { Json, JsonObject } from '../model/json.ts';
import type { Secret } from '../model/secret.ts';
import type { World } from '../model/world.ts';
import { refusalIn } from './library-error.ts';
import type { Refusal } from './refusal.ts';

/** The body of an answer, or why there is none. */
export type Answered = { readonly body: Json } | { readonly refusal: Refusal };

/** GitHub's library, cut down to what is asked of it. */
export interface Octokit {
  request(route: string, params: JsonObject): Promise<Answered>;
  /** All pages of a list, as one list. */
  pages(route: string, params: JsonObject): Promise<Answered>;
  query(text: string, variables: JsonObject): Promise<Answered>;
}

/** How the library is set up. */
export interface OctokitOptions {
  readonly token: Secret;
  readonly apiUrl: string;
  readonly world: Pick<World, 'log' | 'signal' | 'program'>;
  readonly pace: 'github' | 'at-once';
}

const requestTimeoutMs = 30_000;

/** How often what may be repeated is repeated: after 1 and 4 seconds. */
const retries = 2;

/** A longer wait than this for a rate limit is not waited: the run goes on without the surface. */
const longestWaitSeconds = 60;

/** Statuses that a repetition does not change; 403 and 429 are the business of the throttling. */
const doNotRetry = [400, 401, 403, 404, 409, 410, 422, 429, 451];

/**
 * GitHub's client with throttling and retries; imported with the first request alone. A POST is never repeated, because it may have had its effect
 * (plugin-retry would after a 5xx), nor is the update of a check run, which adds annotations.
 */
export function openOctokit(options: OctokitOptions): Octokit {
  const { token, apiUrl, world, pace } = options;
  const debug = (text: string): void => world.log.debug(text);
  const octokit = new (GitHub.plugin(throttling, retry))({
    auth: token.reveal(),
    baseUrl: apiUrl,
    userAgent: world.program,
    log: { debug, info: debug, warn: debug, error: debug },
    request: { fetch: openFetch() },
    throttle:
      pace === 'at-once'
        ? { enabled: false }
        : {
            onRateLimit: mayWait('hourly limit', world),
            onSecondaryRateLimit: mayWait('secondary rate limit', world),
          },
    retry: { doNotRetry, retries, retryAfterBaseValue: pace === 'at-once' ? 1 : 1000 },
  });
  // Only to be switched off: a number that a request brings with it counts for every status, also for a refusal.
  const limited = (route: string, params: JsonObject): JsonObject => ({
    ...params,
    ...(!isRepeatable(route) && { request: { retries: 0 } }),
  });
  return {
    request: async (route, params) =>
      await answered(route, async () => (await octokit.request(route, limited(route, params))).data),
    pages: async (route, params) =>
      await answered(
        route,
        async () => await octokit.paginate(route, { ...limited(route, params), per_page: 100 }),
      ),
    query: async (text, variables) =>
      await answered('POST /graphql', async () => await octokit.graphql(text, variables)),
  };
}

/** Sends a request through the proxy that the environment names, as the library does, and waits 30 seconds at most. */
export type SendRequest = (url: string, init: RequestInit) => Promise<Response>;

/** Opens it. */
export function openFetch(): SendRequest {
  const send: typeof globalThis.fetch = defaults.request?.fetch ?? globalThis.fetch;
  return async (url, init) => await send(url, { ...init, signal: AbortSignal.timeout(requestTimeoutMs) });
}

function isRepeatable(route: string): boolean {
  return !route.startsWith('POST ') && !route.startsWith('PATCH /repos/{owner}/{repo}/check-runs');
}

/** Whether to wait as told and try again: twice, for at most a minute, and not when the run is being cancelled. */
function mayWait(
  limit: string,
  { log, signal }: Pick<World, 'log' | 'signal'>,
): (seconds: number, request: object, octokit: unknown, attempt: number) => boolean {
  return (seconds, _request, _octokit, attempt) => {
    if (attempt >= 2 || seconds > longestWaitSeconds || signal.aborted) return false;
    log.info(`GitHub's ${limit} is reached: waiting ${seconds} s as told`);
    return true;
  };
}

async function answered(route: string, ask: () => Promise<Json>): Promise<Answered> {
  try {
    return { body: (await ask()) ?? null };
  } catch (error) {
    const refusal = refusalIn(error, route);
    if (refusal === undefined) throw error;
    return { refusal };
  }
}
