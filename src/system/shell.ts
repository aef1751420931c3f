import { spawn } from 'node:child_process';
import type { Shell, ShellResult } from '../model/world.ts';

/** Runs programs by argument list; the child sees only the environment it is given. */
export function systemShell(): Shell {
  return { run: runProgram };
}

const runProgram: Shell['run'] = async (command, args, options) => {
  const child = spawn(command, args, { env: { ...options.env }, stdio: 'pipe', timeout: options.timeoutMs });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A program that does not read its input closes the pipe early; that is its right.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return await new Promise<ShellResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === null)
        reject(new Error(`${command} was ended by ${signal ?? 'a signal'} (limit ${options.timeoutMs} ms)`));
      else resolve({ code, stdout: stdout(), stderr: stderr() });
    });
  });
};

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
