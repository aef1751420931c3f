import { isList, type Json, type JsonObject } from '../model/json.ts';
import type { Secret } from '../model/secret.ts';
import type { World } from '../model/world.ts';
import { explainRefusal } from './advice.ts';
import type { Answered, Octokit } from './octokit.ts';
import type { Asker } from './permissions.ts';
import { RequestFailure } from './refusal.ts';
import { redactValues } from './redact.ts';

/** GitHub's API for one repository; `{owner}` and `{repo}` of every route are filled in. */
export interface Client {
  readonly owner: string;
  readonly repo: string;
  /** One request; gives the body. Routes as GitHub documents them. @throws RequestFailure */
  send(route: string, params?: JsonObject): Promise<Json>;
  /** All pages of a list, 100 entries each. @throws RequestFailure */
  all(route: string, params?: JsonObject): Promise<readonly Json[]>;
  /** A GraphQL query; never a mutation, because it may be repeated. @throws RequestFailure */
  query(text: string, variables: JsonObject): Promise<Json>;
}

/** How requests follow one another: `github`, as GitHub wants it, or `at-once` for tests. */
export type Pace = 'github' | 'at-once';

/** What a client needs to know. */
export interface ClientOptions {
  readonly token: Secret;
  /** GITHUB_API_URL; without it github.com. */
  readonly apiUrl?: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly settings: Asker;
  readonly world: Pick<World, 'log' | 'secrets' | 'signal' | 'program'>;
  readonly pace?: Pace;
}

const publicApi = 'https://api.github.com';

/**
 * A client that loads GitHub's library with its first request. Whatever it sends passes the redactor; whatever is
 * refused becomes a RequestFailure that names the way out.
 */
export function openClient(options: ClientOptions): Client {
  const { settings, world } = options;
  const asker = { ...settings, ...(isPersonal(options.token) && { tokenIs: 'personal' as const }) };
  const [owner = '', repo = ''] = options.repository.split('/');
  let opened: Promise<Octokit> | undefined;
  const send = async (action: (octokit: Octokit) => Promise<Answered>): Promise<Json> => {
    const { apiUrl = publicApi, pace = 'github' } = options;
    opened ??= import('./octokit.ts').then(({ openOctokit }) => openOctokit({ ...options, apiUrl, pace }));
    const answer = await action(await opened);
    if ('body' in answer) return answer.body;
    const { message, hint } = explainRefusal(answer.refusal, asker);
    const redact = (text: string): string => world.secrets.redact(text);
    throw new RequestFailure(answer.refusal, { message: redact(message), hint: redact(hint) });
  };
  const filled = (route: string, params: JsonObject): JsonObject => ({
    ...redactValues(params, pathNames(route), world.secrets),
    ...(route.includes('{owner}') && { owner, repo }),
  });
  return {
    owner,
    repo,
    send: async (route, params = {}) =>
      await send(async octokit => await octokit.request(route, filled(route, params))),
    all: async (route, params = {}) => {
      const pages = await send(async octokit => await octokit.pages(route, filled(route, params)));
      return isList(pages) ? pages : [];
    },
    query: async (text, variables) => await send(async octokit => await octokit.query(text, variables)),
  };
}

/** Tokens of people begin so, those of jobs and apps with `ghs_`. Source: docs, about authentication to GitHub, token formats. */
function isPersonal(token: Secret): boolean {
  return /^(?:ghp|gho|ghu|github_pat)_/.test(token.reveal());
}

function pathNames(route: string): ReadonlySet<string> {
  return new Set([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
}
