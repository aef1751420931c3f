import { type ChildProcess, spawn } from 'node:child_process';
import type { Shell, ShellResult } from '../model/world.ts';
import { deadline } from './clock.ts';

/** Runs programs by argument list; the child sees only the environment it is given. */
export function systemShell(): Shell {
  return { run: runProgram };
}

const runProgram: Shell['run'] = async (command, args, options) => {
  const { env, folder, signal, onOutput, limitBytes } = options;
  signal?.throwIfAborted();
  // The option timeout would do, but its timer keeps this process waiting when the program is not there.
  const time = deadline(options.timeoutMs);
  const child = spawn(command, args, {
    env: { ...env },
    stdio: 'pipe',
    signal: time,
    ...(limitBytes !== undefined && { killSignal: 'SIGKILL' as const }),
    detached: signal !== undefined,
    ...(folder !== undefined && { cwd: folder }),
  });
  if (child.pid !== undefined) options.onStart?.(child.pid);
  const stdout = collect(child.stdout, text => onOutput?.(text, 'stdout'));
  const stderr = collect(child.stderr, text => onOutput?.(text, 'stderr'));
  let left = limitBytes ?? Number.POSITIVE_INFINITY;
  const kill = (): void => killAll(child, signal === undefined ? 'alone' : 'group');
  const meter = (chunk: Buffer): void => {
    left -= chunk.length;
    if (left < 0) kill();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', meter);
  const interrupt = (): void => {
    if (limitBytes === undefined) child.kill('SIGINT');
    else kill();
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  if (limitBytes !== undefined) time.addEventListener('abort', kill, { once: true });
  // A program that does not read its input closes the pipe early; that is its right.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  try {
    return await ended(child, command, options.timeoutMs, code => ({
      code,
      stdout: stdout(),
      stderr: stderr(),
    }));
  } finally {
    signal?.removeEventListener('abort', interrupt);
    time.removeEventListener('abort', kill);
  }
};

/** Kills a program; of a group of its own also what it started, which would else live on and hold our pipes open. */
function killAll(child: ChildProcess, which: 'alone' | 'group'): void {
  try {
    if (which === 'group' && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // The last of the group has ended by itself, or this system knows no groups.
    child.kill('SIGKILL');
  }
}

async function ended(
  child: ChildProcess,
  command: string,
  timeoutMs: number,
  resultOf: (code: number) => ShellResult,
): Promise<ShellResult> {
  return await new Promise<ShellResult>((resolve, reject) => {
    child.once('error', error =>
      reject(
        error.name === 'AbortError' ? new Error(`${command} took longer than ${timeoutMs / 1000} s`) : error,
      ),
    );
    child.once('close', (code, signal) => {
      if (code === null)
        reject(new Error(`${command} was ended by ${signal ?? 'a signal'} (limit ${timeoutMs} ms)`));
      else resolve(resultOf(code));
    });
  });
}

/** Keeps the bytes, and tells of them as text: a character that is cut in two by a piece waits for its rest. */
function collect(stream: NodeJS.ReadableStream, tell: (text: string) => void): () => string {
  const chunks: Buffer[] = [];
  const decoder = new TextDecoder();
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    tell(decoder.decode(chunk, { stream: true }));
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
