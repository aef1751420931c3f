import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../state/clock.ts';
import type { RepositoryState } from '../state/repository.ts';

/** The job that a runner works on, as its runtime token tells it. */
export interface Worker {
  readonly repo: RepositoryState;
  readonly runId: number;
  readonly runBackendId: string;
  readonly jobBackendId: string;
  /** The check run of the job. */
  readonly checkRunId: number;
  /** The environment that the job names. */
  readonly environment: string | undefined;
}

/** ACTIONS_RUNTIME_TOKEN and ACTIONS_ID_TOKEN_REQUEST_TOKEN of the jobs. */
export interface RuntimeTokens {
  /** Makes a token for a job's runner. Only those with `idToken` may ask for an identity. */
  readonly issue: (worker: Worker, scope: 'runtime' | 'id-token') => string;
  readonly find: (token: string, scope?: 'runtime' | 'id-token') => Worker | undefined;
}

/** Hours for which a job's token is good. */
const hours = 6;

/** No tokens yet. */
export function createRuntimeTokens(clock: Clock): RuntimeTokens {
  const key = randomBytes(32);
  const known = new Map<string, { worker: Worker; scope: string; endsMs: number }>();
  return {
    issue: (worker, scope) => {
      const endsMs = clock.nowMs() + hours * 3_600_000;
      // actions/toolkit packages/artifact/src/internal/shared/util.ts reads the ids out of `scp`.
      const claims = {
        jti: randomUUID(),
        scp: `Actions.GenericRead:00000000-0000-0000-0000-000000000000 Actions.Results:${worker.runBackendId}:${worker.jobBackendId}`,
        exp: Math.floor(endsMs / 1000),
      };
      const text = [{ typ: 'JWT', alg: 'HS256' }, claims]
        .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      const token = `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
      known.set(token, { worker, scope, endsMs });
      return token;
    },
    find: (token, scope = 'runtime') => {
      const entry = known.get(token);
      return entry && entry.scope === scope && clock.nowMs() < entry.endsMs ? entry.worker : undefined;
    },
  };
}
