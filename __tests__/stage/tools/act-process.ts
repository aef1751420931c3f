import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cleanEnvironment } from '../cluster/environment.ts';

/** Where act runs and how long it may. */
export interface ActRun {
  /** Holds its home folder `home`. */
  readonly folder: string;
  readonly timeoutMs: number;
}

/** Runs act to its end, with this very Node.js first on the path; killed when its time is up, which gives 137. */
export async function runAct(
  act: string,
  args: readonly string[],
  { folder, timeoutMs }: ActRun,
): Promise<{ readonly code: number; readonly text: string }> {
  const child = spawn(act, args, {
    cwd: folder,
    env: cleanEnvironment(join(folder, 'home'), {
      PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
      // Otherwise act asks a server of its own for news.
      ACT_DISABLE_VERSION_CHECK: '1',
      // act gives its steps a terminal: no pager that waits, no colours.
      GIT_PAGER: 'cat',
      PAGER: 'cat',
      TERM: 'dumb',
      NO_COLOR: '1',
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const closed = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 137));
  });
  try {
    const [code, ...printed] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
    return { code, text: printed.join('\n') };
  } finally {
    clearTimeout(timer);
  }
}
