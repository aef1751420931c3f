import { Failure } from '../model/failure.ts';
import type { World } from '../model/world.ts';
import { askWeb, readBody } from './web.ts';

const tries = 3;
const answerMs = 15_000;
const mostBytes = 64 * 1024;

/**
 * The identity of a job in GitHub Actions: a function that asks the runner for a new token. Undefined when the job has none
 * (it needs `permissions: id-token: write`). Request and answer: actions/toolkit packages/core/src/oidc-utils.ts.
 */
export function jobIdentity(
  env: Readonly<Record<string, string | undefined>>,
  world: Pick<World, 'clock' | 'secrets'>,
): World['identityToken'] | undefined {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  if (url === '' || requestToken === '') return undefined;
  world.secrets.add(requestToken);
  return async audience => {
    const asked = new URL(url);
    asked.searchParams.set('audience', audience);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask(asked, requestToken, env).catch((error: unknown) => whyNot(error));
      if (answer.token !== undefined) return answer.token;
      if (!answer.mayPass || attempt === tries) throw refused(answer.why);
      await world.clock.sleep(1000 * attempt);
    }
  };
}

/** The token, or why there is none and whether asking again may help. */
interface Answer {
  readonly token?: string;
  readonly why: string;
  readonly mayPass: boolean;
}

async function ask(
  url: URL,
  requestToken: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json' };
  const message = await askWeb(url, { headers, env, idleMs: answerMs });
  return read(message.statusCode ?? 0, await readBody(message, mostBytes));
}

function read(httpStatus: number, text: string): Answer {
  const why = `HTTP ${httpStatus}`;
  if (httpStatus !== 200) return { why, mayPass: httpStatus === 429 || httpStatus >= 500 };
  try {
    const body: unknown = JSON.parse(text);
    const value = typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
    return typeof value === 'string' && value !== '' ? { token: value, why, mayPass: false } : noToken;
  } catch {
    return noToken;
  }
}

const noToken: Answer = { why: 'an answer without a token', mayPass: false };

function whyNot(error: unknown): Answer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { why: code ?? (error instanceof Error ? error.message : 'no answer'), mayPass: true };
}

function refused(why: string): Failure {
  return new Failure('credentials-missing', `the runner gave this job no identity token (${why})`, {
    hint: 'Does the job have `permissions: id-token: write`? A self-hosted runner must reach the token service of GitHub, through HTTPS_PROXY if there is one.',
  });
}
