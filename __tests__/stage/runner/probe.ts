import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { push } from './events.ts';
import { openRunner, type Runner, type RunnerOptions, type StepOrder } from './runner.ts';

/** A runner with the probe action, and a workspace of its own. */
export interface Probe extends AsyncDisposable {
  readonly runner: Runner;
  readonly workspace: string;
}

/** A push to main of `acme/shop`. */
export const pushed = push({ sha: 'a'.repeat(40), before: 'b'.repeat(40) });

/** Opens a runner that waits as long as GitHub's, unless the options say otherwise. */
export async function openProbe(options: Partial<RunnerOptions> = {}): Promise<Probe> {
  const workspace = await mkdtemp(join(tmpdir(), 'gitops-push-probe-'));
  const runner = openRunner({
    workspace,
    action: join(import.meta.dirname, 'fixtures', 'probe'),
    uses: 'acme/probe@v1',
    patience: { outputMs: 250 },
    ...options,
  });
  return {
    runner,
    workspace,
    [Symbol.asyncDispose]: async () => {
      await runner[Symbol.asyncDispose]();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

/** A run of the probe in which these functions are the two scripts; they see nothing of the test. */
export function playing(main: () => unknown, post?: () => unknown): Pick<StepOrder, 'event' | 'with'> {
  const code = (script: () => unknown): string => `await (${script.toString()})();`;
  return { event: pushed, with: { main: code(main), ...(post !== undefined && { post: code(post) }) } };
}
