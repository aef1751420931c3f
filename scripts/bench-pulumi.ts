import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRealCli } from '../__tests__/stage/pulumi/find-cli.ts';
import { checkoutOfProject, type Item, writeItems } from '../__tests__/stage/pulumi/project.ts';

const resources = 50;

/** What our deploy may cost beside the bare commands of the CLI. */
const limit = 1.15;
const loadLimitMs = 150;

/**
 * Measures a deploy of 50 changed resources beside `preview --save-plan`, `up --plan --yes` and `stack output` of the bare
 * CLI, in interleaved pairs, and lists every start of the CLI: 8 at most. Gives the exit code.
 */
export async function benchPulumi(pairs: number): Promise<number> {
  const cli = findRealCli();
  if (cli === undefined) {
    process.stdout.write('pulumi: skipped, there is no Pulumi CLI on this machine\n');
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'pulumi-bench-'));
  await using checkout = await checkoutOfProject(itemsOf(0));
  for (const name of ['cloud', 'state', 'home']) mkdirSync(join(folder, name));
  const env = environmentOf(folder, cli);
  const infra = join(checkout.folder, 'infra');
  const pulumi = (...args: string[]): void => {
    execFileSync('pulumi', [...args, '--stack', 'dev', '--non-interactive'], {
      cwd: infra,
      env,
      stdio: 'ignore',
    });
  };
  const program = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
  const args = ['deploy', '--work-dir', 'infra', '--stack-name', 'dev', '--name', 'shop', '--debug'];
  let starts: readonly string[] = [];
  const deploy = (): void => {
    const options = { cwd: checkout.folder, env, encoding: 'utf8', maxBuffer: 1e9 } as const;
    const run = spawnSync(process.execPath, [program, ...args, '--history', join(folder, 'h')], options);
    if (run.status !== 0) throw new Error(run.stderr);
    starts = [
      'version',
      ...run.stderr.split('\n').flatMap(line => /start \d+: pulumi (.*)/.exec(line)?.[1] ?? []),
    ];
  };
  execFileSync('pulumi', ['stack', 'init', 'dev', '--non-interactive'], { cwd: infra, env, stdio: 'ignore' });
  await checkout.commit('Add the stack file');
  const times: { readonly bare: number; readonly ours: number }[] = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    const bareMs = await timed(pair * 2 + 1, async size => {
      await writeItems(checkout, itemsOf(size));
      await checkout.commit(`Size ${size}`);
      return () => {
        pulumi('preview', '--save-plan', join(folder, 'plan'));
        pulumi('up', '--plan', join(folder, 'plan'), '--yes');
        execFileSync('pulumi', ['stack', 'output', '--json', '--show-secrets', '--stack', 'dev'], {
          cwd: infra,
          env,
          stdio: 'ignore',
        });
      };
    });
    const oursMs = await timed(pair * 2 + 2, async size => {
      await writeItems(checkout, itemsOf(size));
      await checkout.commit(`Size ${size}`);
      return deploy;
    });
    // The first pair warms everything up, and creates instead of updating.
    if (pair > 0) times.push({ bare: bareMs, ours: oursMs });
  }
  rmSync(folder, { recursive: true, force: true });
  return report(times, starts);
}

async function timed(size: number, prepare: (size: number) => Promise<() => void>): Promise<number> {
  const run = await prepare(size);
  const startMs = performance.now();
  run();
  return performance.now() - startMs;
}

function itemsOf(size: number): readonly Item[] {
  return Array.from({ length: resources }, (_, index) => ({ name: `item${index}`, size }));
}

function environmentOf(folder: string, cli: string): Record<string, string> {
  return {
    PATH: [cli, dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    HOME: join(folder, 'home'),
    PULUMI_HOME: join(folder, 'home/.pulumi'),
    PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
    PULUMI_CONFIG_PASSPHRASE: 'correct horse',
    PULUMI_TEST_CLOUD: join(folder, 'cloud'),
    PULUMI_NODEJS_TRANSPILE_ONLY: 'true',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
}

function report(
  times: readonly { readonly bare: number; readonly ours: number }[],
  starts: readonly string[],
): number {
  const median = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const ratio = median(times.map(({ bare, ours }) => ours / bare));
  const chunk = statSync(new URL('../dist/automation.mjs', import.meta.url)).size;
  const line = (name: string, value: string): void =>
    void process.stdout.write(`${name.padEnd(36)}${value}\n`);
  line('pulumi: bare CLI, median', `${Math.round(median(times.map(({ bare }) => bare)))} ms`);
  line('pulumi: deploy, median', `${Math.round(median(times.map(({ ours }) => ours)))} ms`);
  line(`pulumi: median of ${times.length} ratios`, `${ratio.toFixed(3)} (at most ${limit})`);
  line('pulumi: lazy chunk', `${(chunk / 1e6).toFixed(2)} MB (at most 1.6)`);
  const loadMs = median(Array.from({ length: 10 }, loadOnce));
  line('pulumi: lazy chunk loads, median of 10', `${Math.round(loadMs)} ms (at most ${loadLimitMs})`);
  for (const start of starts) line('pulumi: start', start.slice(0, 90));
  const isLean = starts.length <= 8 && chunk <= 1_600_000 && loadMs <= loadLimitMs;
  return ratio <= limit && isLean ? 0 : 1;
}

/** How long a fresh process takes to load the chunk, with all that it imports. */
function loadOnce(): number {
  const code = `const startMs = performance.now();
    await import(${JSON.stringify(new URL('../dist/automation.mjs', import.meta.url).href)});
    console.log(performance.now() - startMs)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }));
}
