import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { openLineReader } from './output-lines.ts';

/** How long the runner waits after each step of ending a process, in milliseconds. */
export interface Patience {
  /** From SIGINT to SIGTERM. */
  readonly interruptMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly terminateMs: number;
  /** For the end of the output after the process has ended, as long as a child of it holds it open. */
  readonly outputMs: number;
  /** From the cancellation to the end of the job, whatever still runs. */
  readonly jobMs: number;
}

/** The runner's own times. Source: actions/runner src/Runner.Sdk/ProcessInvoker.cs; github/docs, workflow cancellation. */
export const runnerPatience: Patience = {
  interruptMs: 7500,
  terminateMs: 2500,
  outputMs: 5000,
  jobMs: 300_000,
};

/** A script to run on this very Node.js. */
export interface ProcessOrder {
  readonly script: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly patience: Patience;
  readonly cancelled: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** How a process ended. */
export interface ProcessEnd {
  /** 128 and the number of the signal when one ended it. */
  readonly exitCode: number;
  /** The signals that it was sent, in order. */
  readonly signals: readonly NodeJS.Signals[];
}

/**
 * Runs a script to its end. When cancelled it gets SIGINT, then SIGTERM, then SIGKILL; it alone, not its children: on
 * Linux the runner kills one process, and what that leaves behind is found as an orphan at the end of the job.
 */
export async function runProcess(order: ProcessOrder): Promise<ProcessEnd> {
  const child = spawn(process.execPath, [order.script], {
    cwd: order.folder,
    env: { ...order.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const readers = [child.stdout, child.stderr].map(stream => {
    const reader = openLineReader(order.onLine);
    stream.on('data', reader.push);
    return reader;
  });
  const signals: NodeJS.Signals[] = [];
  const timers: NodeJS.Timeout[] = [];
  const send = (signal: NodeJS.Signals): void => {
    signals.push(signal);
    child.kill(signal);
  };
  const cancel = (): void => {
    const { interruptMs, terminateMs } = order.patience;
    send('SIGINT');
    timers.push(setTimeout(() => send('SIGTERM'), interruptMs));
    timers.push(setTimeout(() => send('SIGKILL'), interruptMs + terminateMs));
  };
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()));
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  if (order.cancelled.aborted) cancel();
  else order.cancelled.addEventListener('abort', cancel, { once: true });
  try {
    const exitCode = await exited;
    order.cancelled.removeEventListener('abort', cancel);
    for (const timer of timers.splice(0)) clearTimeout(timer);
    const patience = new Promise<void>(resolve => {
      timers.push(setTimeout(resolve, order.patience.outputMs));
    });
    await Promise.race([closed, patience]);
    return { exitCode, signals };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
    for (const reader of readers) reader.end();
  }
}
