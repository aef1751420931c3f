import { spawn } from 'node:child_process';

/** How a program ran in a terminal of its own. */
export interface TerminalRun {
  readonly code: number;
  /** Every byte that it wrote to the terminal, stdout and stderr as one. */
  readonly written: string;
}

/** A window, and what is typed into it. */
export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ctrl-C is typed as soon as this was written. */
  readonly interruptAt?: RegExp;
}

/** Runs a command line in a pseudo-terminal (util-linux `script`), as a person at a terminal would. */
export async function playTerminal(command: string, options: TerminalOptions): Promise<TerminalRun> {
  const { columns, rows, folder, environment, interruptAt } = options;
  const line = `stty cols ${columns} rows ${rows}; exec ${command}`;
  const child = spawn('script', ['-qefc', line, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let written = '';
  let isInterrupted = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
    if (isInterrupted || interruptAt?.test(written) !== true) return;
    isInterrupted = true;
    child.stdin.write('\u0003');
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exit => resolve(exit ?? 1));
  });
  return { code, written };
}
