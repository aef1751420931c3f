import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText, stripVTControlCharacters } from 'node:util';

/** One thing to check: a file that Node runs, and its arguments. */
interface Task {
  readonly name: string;
  readonly args: readonly string[];
}

/** How a task ended. */
interface Ended {
  readonly code: number;
  readonly output: string;
}

const units: Task = { name: 'units', args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'] };
const statics: readonly Task[] = [
  // The linter has read the types anyway: with `--type-check` it tells the compiler's errors too, natively. The compiler itself
  // is `npm run check:types`, a step of its own in CI.
  {
    name: 'lint and types',
    args: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--type-check', '--deny-warnings'],
  },
  { name: 'format', args: ['node_modules/@biomejs/biome/bin/biome', 'format', '.'] },
  { name: 'documents', args: ['scripts/docs.ts', '--check'] },
];
const dist: Task = { name: 'dist', args: ['scripts/build.ts', '--check'] };

const { values } = parseArgs({ options: { statics: { type: 'boolean', default: false } } });
process.exitCode = await main(values.statics ? [dist, ...statics] : [units, ...statics]);

/**
 * Two tasks at a time, the longest first: one for each core of a small machine. More of them would take the units' time
 * limits from them. Every task runs to its end, whatever became of the others.
 */
async function main(tasks: readonly Task[]): Promise<number> {
  const waiting = [...tasks];
  const red: string[] = [];
  const lane = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift())
      if ((await check(task)) !== 0) red.push(task.name);
  };
  await Promise.all([lane(), lane()]);
  if (red.length > 0) process.stdout.write(`${styleText('red', 'Failed:')} ${red.join(', ')}\n`);
  return red.length > 0 ? 1 : 0;
}

/** Prints one line when a task went well, and all it said when it did not. */
async function check(task: Task): Promise<number> {
  const startMs = performance.now();
  const { code, output } = await run(task.args);
  const seconds = `${((performance.now() - startMs) / 1000).toFixed(1).padStart(5)} s`;
  const mark = code === 0 ? styleText('green', 'ok  ') : styleText('red', 'FAIL');
  const said = code === 0 ? tallyIn(output) : `\n${output.trimEnd()}`;
  process.stdout.write(`${mark} ${seconds}  ${task.name}${said}\n`);
  return code;
}

/** What the tests count at their end. */
function tallyIn(output: string): string {
  const tally = stripVTControlCharacters(output)
    .split('\n')
    .findLast(line => /^\d+ passed, /.test(line));
  return tally === undefined ? '' : `: ${tally}`;
}

async function run(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TEST_EFFORT: 'quick',
      ...(styleText('red', '') === '' ? {} : { FORCE_COLOR: '1' }),
    },
  });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => parts.push(part));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }));
  });
}
