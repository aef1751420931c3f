import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiledCode } from './cluster/environment.ts';

/** The shipped command-line program. */
export const program = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

/** How a run of the shipped program ended. */
export interface ProgramRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** Where and how the program runs. */
export interface ProgramOptions {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Written to a file outside the checkout's git, and given as --kubeconfig. */
  readonly kubeconfig?: string;
  /** Ctrl-C after so many milliseconds. */
  readonly interruptAfterMs?: number;
  /** Ctrl-C as soon as stderr says this. */
  readonly interruptAt?: RegExp;
  /** Killed as soon as stderr says this. */
  readonly killAt?: RegExp;
  /** Killed when this is aborted, as by a machine that goes away. */
  readonly kill?: AbortSignal;
  /** Ctrl-C when this is aborted. */
  readonly interrupt?: AbortSignal;
}

/** Runs a line as a person would who pastes it into a shell, with this very Node as `node`. */
export async function pasteLine(
  line: string,
  { folder, environment }: Pick<ProgramOptions, 'folder' | 'environment'>,
): Promise<Pick<ProgramRun, 'code' | 'stdout' | 'stderr'>> {
  const path = `${dirname(process.execPath)}:${environment['PATH'] ?? process.env['PATH'] ?? ''}`;
  return await new Promise(resolve => {
    execFile(
      'sh',
      ['-c', line],
      { cwd: folder, env: { ...environment, PATH: path } },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

/** Runs the shipped command-line program (dist/cli.mjs) on this very Node. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<ProgramRun> {
  const credentials =
    options.kubeconfig === undefined
      ? []
      : ['--kubeconfig', await keepKubeconfig(options.kubeconfig, options.folder)];
  const startMs = performance.now();
  const child = spawn(process.execPath, [program, ...args, ...credentials], {
    cwd: options.folder,
    env: { ...compiledCode(), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  let isSignalled = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
    const isKilled = options.killAt?.test(texts.stderr) === true;
    if (isSignalled || (!isKilled && options.interruptAt?.test(texts.stderr) !== true)) return;
    isSignalled = true;
    child.kill(isKilled ? 'SIGKILL' : 'SIGINT');
  });
  const timer =
    options.interruptAfterMs === undefined
      ? undefined
      : setTimeout(() => child.kill('SIGINT'), options.interruptAfterMs);
  options.kill?.addEventListener('abort', () => child.kill('SIGKILL'));
  options.interrupt?.addEventListener('abort', () => child.kill('SIGINT'));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve(exit ?? (signal === 'SIGINT' ? 130 : 137)));
  });
  clearTimeout(timer);
  return { code, ...texts, durationMs: performance.now() - startMs };
}

/** Writes a kubeconfig to a file outside the checkout's git; gives its path. */
export async function keepKubeconfig(kubeconfig: string, folder: string): Promise<string> {
  const path = join(folder, '.git', 'test-kubeconfig');
  await writeFile(path, kubeconfig, { mode: 0o600 });
  return path;
}
