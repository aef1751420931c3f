import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What one run of a program cost. */
export interface Cost {
  readonly seconds: number;
  /** User and system time of the program and of what it started, as far as it was seen (every 20 ms). */
  readonly cpuSeconds: number;
  /** The most memory it held at once. */
  readonly megabytes: number;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program with its arguments, and where and how it runs. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

const lookEveryMs = 20;
const ticksPerSecond = 100;

/** Runs a program to its end and measures it. */
export async function measure(command: Command): Promise<Cost> {
  const startMs = performance.now();
  const child = spawn(command.program, command.args, {
    cwd: command.folder,
    env: { ...command.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const seen = { cpuSeconds: 0, megabytes: 0 };
  const timer = setInterval(() => void look(child.pid ?? 0, seen), lookEveryMs);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exit => resolve(exit ?? -1));
  });
  clearInterval(timer);
  return { seconds: (performance.now() - startMs) / 1000, ...seen, code, ...texts };
}

/** /proc: fields 14 to 17 of stat are the times of the process and of its ended children, VmHWM its peak. */
async function look(pid: number, seen: { cpuSeconds: number; megabytes: number }): Promise<void> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    seen.cpuSeconds = Math.max(seen.cpuSeconds, ticks / ticksPerSecond);
    seen.megabytes = Math.max(seen.megabytes, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    // It has ended.
  }
}
