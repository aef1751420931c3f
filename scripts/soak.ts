import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs what takes too long for every change (`__tests__/soak/`); arguments choose files and options as vitest takes them. */
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

process.exitCode = await soak(process.argv.slice(2));

async function soak(args: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'soak', ...args], { stdio: 'inherit' });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exit => resolve(exit ?? 1));
  });
  const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
  process.stdout.write(`soak: ${code === 0 ? 'held' : 'BROKE'} in ${minutes} min\n`);
  return code;
}
