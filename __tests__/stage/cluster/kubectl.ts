import { spawn } from 'node:child_process';

/** What a program printed and how it ended. */
export interface ProgramResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** How to run kubectl: text for its standard input, another kubeconfig than the admin's, a working folder. */
export interface KubectlOptions {
  readonly input?: string;
  readonly kubeconfigPath?: string;
  readonly folder?: string;
  /** More environment variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs a program to its end in the given environment and never fails on its exit code. */
export async function runProgram(
  path: string,
  args: readonly string[],
  options: { readonly environment: Record<string, string>; readonly folder: string; readonly input?: string },
): Promise<ProgramResult> {
  const child = spawn(path, args, {
    cwd: options.folder,
    env: options.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number>((resolve, reject) =>
    child.once('error', reject).once('close', exitCode => resolve(exitCode ?? -1)),
  );
  return { ...output, code };
}
