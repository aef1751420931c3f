import type { Proxy } from './cluster/cluster.ts';
import { type ProgramOptions, type ProgramRun, runProgram } from './program.ts';

/** When the program dies: before the server hears of the request, or after it did what was asked and before the answer is back. */
export type KillPoint = { readonly request: number; readonly moment: 'before' | 'after' };

/** Runs the program and kills it at its n-th request through this proxy, counted from 1; `reached` is false when it ended before. */
export async function runAndKill(
  args: readonly string[],
  { proxy, point, ...options }: ProgramOptions & { readonly proxy: Proxy; readonly point: KillPoint },
): Promise<ProgramRun & { readonly reached: boolean }> {
  const kill = new AbortController();
  let seen = 0;
  const fault = proxy.inject(
    { kind: point.moment === 'before' ? 'cut' : 'dropped-reply' },
    {
      matches: () => {
        seen += 1;
        if (seen === point.request) kill.abort();
        return seen === point.request;
      },
    },
  );
  const run = await runProgram(args, { ...options, kill: kill.signal });
  fault.remove();
  return { ...run, reached: kill.signal.aborted };
}
