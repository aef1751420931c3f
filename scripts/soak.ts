import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs what takes too long for every change: `__tests__/soak/`, then the stories of a deploy once on the oldest supported
 * Kubernetes. Arguments choose files and options as vitest takes them; `oldest` plays only the second part.
 */
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

const oldest = '1.31';

/** The stories of apply, prune, one writer and survival. */
const stories = [
  'stage/api-contract',
  ...[
    'first-deploy',
    'new-namespace',
    'pruning',
    'one-writer',
    'faults',
    'own-server',
    'cancelled',
    'order',
    'owners',
    'immutables',
    'histories',
    'hooks',
  ].map(name => `scenarios/${name}.test.ts`),
];

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const codes: number[] = [];
  if (args[0] !== 'oldest') codes.push(await play('soak', args, {}));
  if (args[0] === 'oldest' || args.length === 0) {
    const more = args.slice(1);
    const chosen = more.length === 0 ? stories : more;
    codes.push(await play('stage', chosen, { GITOPS_PUSH_STAGE_KUBERNETES: oldest }));
  }
  const code = Math.max(...codes);
  process.stdout.write(`soak: ${code === 0 ? 'held' : 'BROKE'} in ${minutesSince(startMs)} min\n`);
  return code;
}

async function play(
  project: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [vitest, 'run', '--project', project, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exit => resolve(exit ?? 1));
  });
  const where = Object.entries(variables).map(([name, value]) => ` with ${name}=${value}`);
  process.stdout.write(`${project}${where.join('')}: ${minutesSince(startMs)} min\n`);
  return code;
}

function minutesSince(startMs: number): string {
  return ((performance.now() - startMs) / 60_000).toFixed(1);
}
