import { fakeWorld } from '../../../fakes/world.ts';
import type { Files, World } from '../../../../src/model/world.ts';
import { Secret } from '../../../../src/model/secret.ts';
import type { Access, Credentials } from '../../../../src/engines/kubernetes/access/access.ts';
import { collectSecrets } from '../../../../src/system/secrets.ts';

/** A world whose waits are a hundred times shorter and remembered, with nothing outside but what is given. */
export interface TestWorld extends World {
  /** Every wait asked for, in milliseconds. */
  readonly waits: readonly number[];
  readonly lines: readonly string[];
  /** Moves the clock's epoch time. */
  advance(ms: number): void;
  cancel(): void;
}

/** What a test puts into its world. */
export interface TestWorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Files by absolute path, and those among them that git tracks. */
  readonly files?: Readonly<Record<string, string>>;
  readonly tracked?: readonly string[];
  readonly shell?: World['shell'];
  readonly nowMs?: number;
}

/** Builds a world for one test. */
export function testWorld(options: TestWorldOptions = {}): TestWorld {
  const waits: number[] = [];
  const lines: string[] = [];
  const controller = new AbortController();
  const started = performance.now();
  let movedMs = 0;
  const say = (line: string): void => void lines.push(line);
  return {
    waits,
    lines,
    advance: ms => {
      movedMs += ms;
    },
    cancel: () => controller.abort(new Error('the run was cancelled')),
    log: { info: say, warn: say, error: say, debug: say, group: () => ({ end: () => undefined }) },
    clock: {
      nowMs: () => (options.nowMs ?? 1_700_000_000_000) + movedMs,
      elapsedMs: () => performance.now() - started,
      async sleep(durationMs, signal) {
        waits.push(durationMs);
        signal?.throwIfAborted();
        await new Promise<void>((done, stop) => {
          setTimeout(done, durationMs / 100);
          signal?.addEventListener('abort', () => stop(new Error('aborted')));
        });
      },
    },
    files: testFiles(options),
    ancestry: {
      compare: () => Promise.resolve('unknown'),
      forkPoint: () => Promise.resolve(undefined),
    },
    runs: { isFinished: () => Promise.resolve(undefined) },
    processes: { isGone: () => Promise.resolve(false) },
    disk: fakeWorld().disk,
    programEnv: {},
    checkout: '/workspace',
    worktrees: { at: () => Promise.reject(new Error('no other commits in these tests')) },
    shell: options.shell ?? {
      run: async () => await Promise.reject(new Error('no program may be started here')),
    },
    secrets: collectSecrets(),
    env: options.env ?? {},
    run: { host: 'terminal' },
    signal: controller.signal,
    program: 'gitops-push/0.0.0',
  };
}

async function none(): Promise<never> {
  return await Promise.reject(new Error('no file of the workspace is read here'));
}

function testFiles(options: TestWorldOptions): Files {
  return {
    root: '/workspace',
    scratch: async () => await Promise.reject(new Error('the test did not expect scratch')),
    find: none,
    read: none,
    readAsset: none,
    readOutside: async path => await Promise.resolve(options.files?.[path]),
    isTracked: async path => await Promise.resolve(options.tracked?.includes(path) ?? false),
  };
}

/** The token of every test: it must never turn up in a message. */
export const testToken = 'canary-token-7f3a9c1e5b';

/** Access to a server with the test's token. */
export function testAccess(
  server: string,
  authority?: string,
  more: Partial<Access> & { readonly renewed?: string } = {},
): Access {
  const credentials = bearer(testToken);
  const renewed = more.renewed === undefined ? undefined : bearer(more.renewed);
  return {
    server,
    contextNamespace: 'default',
    trust: {
      verification: 'full',
      ...(authority !== undefined && { certificateAuthority: authority }),
    },
    identity: 'a token',
    diagnostics: [],
    credentials: async () => await Promise.resolve(credentials),
    renew: async () => await Promise.resolve(renewed),
    ...more,
  };
}

/** Credentials of a bearer token. */
export function bearer(token: string): Credentials {
  return { authorization: new Secret(`Bearer ${token}`), impersonation: {} };
}
