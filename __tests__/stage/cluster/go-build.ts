import { spawn } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { StageError, type Say } from './stage-error.ts';

/** One program to build: a Go package of a module folder, and where its executable goes. */
export interface BuildOrder {
  readonly name: string;
  readonly goPackage: string;
  readonly moduleFolder: string;
  readonly flags: readonly string[];
  readonly environment: Record<string, string>;
  readonly target: string;
  /** How often it says that it is still at work; default 15 s. */
  readonly heartbeatMs?: number;
}

/**
 * Builds one program and puts it in place in one step, so that a target is whole or missing. Says how far it is every
 * `heartbeatMs`, and how many seconds it took.
 * @throws StageError with the compiler's last lines when the build fails
 */
export async function buildProgram(order: BuildOrder, say: Say): Promise<void> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const partial = `${order.target}.partial-${process.pid}`;
  const args = ['build', '-v', ...order.flags, '-o', partial, order.goPackage];
  const go = spawn('go', args, {
    cwd: order.moduleFolder,
    env: order.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: go.stderr }).on('line', line => lines.push(line));
  const heartbeat = setInterval(
    () => say(`${order.name}: ${seconds()} s, ${lines.length} packages compiled`),
    order.heartbeatMs ?? 15_000,
  );
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      go.once('error', reject).once('close', resolve),
    );
    if (code !== 0) {
      throw new StageError(`Building ${order.name} failed: go build ended with ${code}.`, {
        hint: lines.slice(-15).join('\n'),
      });
    }
    await rename(partial, order.target);
    say(`${order.name}: built in ${seconds()} s`);
  } finally {
    clearInterval(heartbeat);
    await rm(partial, { force: true });
  }
}
