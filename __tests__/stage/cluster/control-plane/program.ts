import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What to start: an executable with its arguments, in a folder, with a log file. */
export interface ProgramOrder {
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Record<string, string>;
}

/** A running program of the control plane. */
export interface Program {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it has ended, with its exit code or signal. */
  readonly ended: Promise<string>;
  readonly hasEnded: () => boolean;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, and kills it after `graceMs`. */
  readonly stop: (graceMs: number) => Promise<void>;
  readonly lastLines: () => Promise<string>;
}

/** Starts a program with its output in `logs/NAME.log` of the folder. */
export function startProgram(order: ProgramOrder): Program {
  const logPath = join(order.folder, 'logs', `${order.name}.log`);
  const log = openSync(logPath, 'a');
  const child = spawn(order.path, order.args, {
    cwd: order.folder,
    env: order.environment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let isOver = false;
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  }).finally(() => {
    isOver = true;
  });
  return {
    name: order.name,
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => isOver,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async graceMs => {
      if (isOver) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
    lastLines: async () =>
      (await readFile(logPath, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-12).join('\n'),
  };
}

/** A port of the loopback address that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
