import { fileURLToPath } from 'node:url';
import { runJob } from './run-job.ts';
import type { RunnerOptions, StepOrder, StepRun } from './step-order.ts';
import { runnerPatience } from './step-process.ts';

/** A run that is under way. */
export interface StartedStep {
  readonly runId: number;
  /** Cancels the run, as the button does. A second time nothing more happens. */
  readonly cancel: () => void;
  /** Waits for a line of the masked log, also one of the past. @throws Error when the run ends without it */
  readonly logged: (pattern: RegExp) => Promise<string>;
  readonly finished: Promise<StepRun>;
}

const project = fileURLToPath(new URL('../../../', import.meta.url));

/** Starts a run; `finished` rejects with a StageError when the action cannot be read. */
export function startStep(options: RunnerOptions, order: StepOrder, runId: number): StartedStep {
  const cancellation = new AbortController();
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const cancel = (): void => cancellation.abort();
  const onLine = (line: string): void => {
    lines.push(line);
    if (order.cancelWhen?.test(line) === true) cancel();
    tell();
  };
  const timer = order.cancelAfterMs === undefined ? undefined : setTimeout(cancel, order.cancelAfterMs);
  let hasEnded = false;
  const end = (): void => {
    clearTimeout(timer);
    hasEnded = true;
    tell();
  };
  const finished = play(options, order, { runId, cancelled: cancellation.signal, onLine }).finally(end);
  const logged = async (pattern: RegExp): Promise<string> =>
    await new Promise((resolve, reject) => {
      const look = (): void => {
        const line = lines.find(candidate => pattern.test(candidate));
        if (line === undefined && !hasEnded) return;
        listeners.delete(look);
        if (line !== undefined) resolve(line);
        else reject(new Error(`The run ended without a line like ${String(pattern)}:\n${lines.join('\n')}`));
      };
      listeners.add(look);
      look();
    });
  return { runId, cancel, logged, finished };
}

interface Play {
  readonly runId: number;
  readonly cancelled: AbortSignal;
  readonly onLine: (line: string) => void;
}

async function play(options: RunnerOptions, order: StepOrder, { runId, ...hooks }: Play): Promise<StepRun> {
  const isTrusted = order.event.trust === 'full';
  const ownToken = isTrusted ? options.token : (options.readOnlyToken ?? options.token);
  const attempt = order.attempt ?? 1;
  const run = await runJob({
    ...hooks,
    event: order.event,
    github: options.github ?? {},
    token: order.token ?? ownToken ?? `ghs_${'stage'.repeat(8).slice(0, 36)}`,
    secrets: isTrusted ? { ...options.secrets, ...order.secrets } : {},
    variables: options.variables ?? {},
    actionFolder: options.action ?? project,
    uses: options.uses ?? 'acme/gitops-push@v1',
    with: order.with ?? {},
    env: order.env ?? {},
    services: order.services ?? {},
    workflow: options.workflow ?? 'deploy',
    job: options.job ?? 'deploy',
    checkRunId: order.checkRunId ?? 100_000 + runId,
    runId,
    runNumber: runId - 1000,
    attempt,
    triggeringActor: order.triggeringActor ?? order.event.actor,
    workspace: options.workspace,
    debug: order.debug ?? 'off',
    patience: { ...runnerPatience, ...options.patience },
  });
  return { ...run, order, runId, attempt };
}
