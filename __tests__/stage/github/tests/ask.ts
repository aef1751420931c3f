import { parseOwnJson } from '../../cluster/own-json.ts';
import type { GitHub, Token } from '../github.ts';

/** What came back. */
export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

/** What a request carries besides its body. */
export interface AskOptions {
  readonly token?: Pick<Token, 'value'> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request as any client would, with a token that may do everything unless another one is given. */
export type Ask = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  options?: AskOptions,
) => Promise<Reply<T>>;

/** A client of the stand-in's REST API. */
export function asker(github: GitHub, standard: Pick<Token, 'value'> | undefined = github.token()): Ask {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- naming the type is the point
  return async <T>(method: string, path: string, body?: unknown, options: AskOptions = {}) => {
    const token = 'token' in options ? options.token : standard;
    const authorization = token ? { authorization: `token ${token.value}` } : {};
    const response = await fetch(path.startsWith('http') ? path : `${github.apiUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': 'stage-test', ...authorization, ...options.headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parseOwnJson<T>(isJson && text !== '' ? text : '{}'),
    };
  };
}

/** Sends one GraphQL request. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- naming the type is the point
export async function askGraphQL<T = Record<string, unknown>>(
  github: GitHub,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  token: Pick<Token, 'value'> = github.token(),
): Promise<{
  readonly status: number;
  readonly data: T;
  readonly errors: readonly Record<string, unknown>[];
}> {
  const ask = asker(github, token);
  const { status, body } = await ask<{ data?: T; errors?: readonly Record<string, unknown>[] }>(
    'POST',
    github.graphqlUrl,
    { query, variables },
  );
  return { status, data: body.data ?? parseOwnJson<T>('{}'), errors: body.errors ?? [] };
}
